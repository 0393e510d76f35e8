import { CausalError, calledAs } from '../../errors.js'
import { latentProjection } from '../../graph/latent/latent-projection.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkedList, checkedObject, lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import { pick } from '../../probability/streams/fill.js'
import { generator, seedStream, splitStream } from '../../probability/streams/stream.js'
import { graphOf, query, type Scm } from '../../scm/index.js'
import { show } from '../../show.js'
import { cellOf } from '../core/cell-of.js'
import { worthOf } from '../core/decision-problem.js'
import { statesIn } from '../core/earnings.js'
import { emptyTally, nextArm } from '../core/index-policy.js'
import { checkedRange, indexSettings, shareOf } from '../core/index-settings.js'
import { type RewardLaw, rewardLaw, sharesOf } from '../core/reward-law.js'
import { minimalInterventionSets } from '../minimal-intervention-sets.js'
import type { IndexBanditOptions } from './index-types.js'

/**
 * A world whose graph is known and whose mechanisms are not.
 *
 * @typeParam N - the names of the nodes
 * @category Decisions
 */
export interface StructuralWorld<N extends string = string> {
  /** The causal graph. */
  readonly graph: CausalGraph<'dag' | 'admg', N>
  /** The states that each node can be set to. */
  readonly states: Readonly<Partial<Record<N, readonly string[]>>>
  /** Sets nodes (none, for the arm that does nothing) and gives what was earned; the number of the pull counts from 0. */
  readonly pull: (act: Readonly<Partial<Record<N, string>>>, pull: number) => number
  /** The least and the most that can be earned (default [0, 1]). */
  readonly range?: readonly [least: number, most: number]
}

/**
 * What is earned, and which sets are arms.
 *
 * @typeParam N - the names of the nodes
 * @category Decisions
 */
export interface StructuralBanditQuestion<N extends string = string> {
  /** The reward. */
  readonly reward: N
  /** What each state of the reward is worth, from a model whose states are no numbers. */
  readonly rewards?: Readonly<Record<string, number>>
  /** The nodes that can be set (default: all measured ones but the reward). */
  readonly manipulable?: readonly N[]
  /** `possibly-optimal` (default): sets that some model with the graph makes best; `minimal`: none that is the same as a smaller; `all`. */
  readonly keep?: 'possibly-optimal' | 'minimal' | 'all'
}

/**
 * What was pulled and earned.
 *
 * @category Decisions
 */
export interface StructuralBanditRun {
  /** The arms: nodes with the states to which they are set. */
  readonly arms: readonly Readonly<Record<string, string>>[]
  /** How often each was pulled. */
  readonly pulls: Int32Array
  /** The mean reward of each; null for one that was not pulled. */
  readonly means: readonly (number | null)[]
  /** The arm of each pull, as a position in `arms`. */
  readonly chosen: Int32Array
  /** The reward of each pull. */
  readonly rewards: Float64Array
  /**
   * The sum, up to each pull, of what the best of all settings earns on average less what the pulled one does; null where the truth is not
   * known.
   */
  readonly regret: Float64Array | null
  /** The arm that was pulled most, in the end the best if the pulls sufficed. */
  readonly best: Readonly<Record<string, string>>
}

/** The most arms. */
const mostArms = 10_000

/**
 * Plays the settings of a causal graph as arms of a bandit, only those that can be the best.
 *
 * Of all sets of nodes most are the same as smaller ones, and where hidden causes are at work some can never be the best
 * ({@link minimalInterventionSets}); their settings need no pulls. The regret counts from the best of all settings, so that arms that
 * are left out cost nothing only if that theorem holds.
 *
 * @param source - a discrete model to simulate, or a graph with states and a function that acts in the world
 * @param question - the reward, what can be set, which sets are arms
 * @param options - the number of pulls, the algorithm, seed, progress, signal
 * @returns what was pulled and earned, the regret where the model is known
 * @throws CausalError `invalid-argument` for fewer pulls than arms, a reward out of range, or a node without states; `unknown-name`,
 *   `too-large` for more than 10,000 arms, `not-supported`, `aborted`; as {@link minimalInterventionSets}
 * @complexity O(pulls × arms)
 * @category Decisions
 * @see Lee & Bareinboim 2018, "Structural causal bandits: where to intervene?", NeurIPS
 * @example
 * const model = discreteScm({
 *   exogenous: [{ name: 'U', p: [0.5, 0.5] }, { name: 'E', p: [0.9, 0.1] }],
 *   endogenous: [
 *     { name: 'X', parents: ['U'], table: [0, 1] },
 *     { name: 'Z', parents: ['X', 'E'], table: [0, 1, 1, 0] },
 *     { name: 'Y', parents: ['Z', 'U'], table: [0, 1, 1, 1] },
 *   ],
 * })
 * const run = structuralBandit(model, { reward: 'Y' }, { pulls: 300 })
 * run.arms
 * //=> [{}, { Z: '0' }, { Z: '1' }]
 * run.best
 * //=> { Z: '1' }
 */
export function structuralBandit<T>(
  source: Scm<T>,
  question: StructuralBanditQuestion<keyof NoInfer<T> & string>,
  options: IndexBanditOptions,
): StructuralBanditRun
export function structuralBandit<N extends string>(
  source: StructuralWorld<N>,
  question: StructuralBanditQuestion<NoInfer<N>>,
  options: IndexBanditOptions,
): StructuralBanditRun
export function structuralBandit(
  source: Scm | StructuralWorld,
  question: StructuralBanditQuestion,
  options: IndexBanditOptions,
): StructuralBanditRun {
  return calledAs('structuralBandit', () => {
    checkOptions('question', question, ['reward', 'rewards', 'manipulable', 'keep'])
    checkedObject('question', question)
    const world = isWorld(source) ? givenWorld(source, question) : modelWorld(source, question)
    const { pulls, algorithm, seed, tell } = indexSettings(options, world.arms.length)
    const stream = seedStream(seed)
    const draw = generator(splitStream(stream, 'choices'))
    const luck = generator(splitStream(stream, 'rewards'))
    const tally = emptyTally(world.arms.length)
    const [chosen, rewards] = [new Int32Array(pulls), new Float64Array(pulls)]
    const [low, high] = world.range
    for (let t = 0; t < pulls; t++) {
      tell(t)
      const arm = nextArm(tally, algorithm, draw)
      const share = world.pull(arm, t, luck.uniform())
      tally.pulls[arm]!++
      tally.sums[arm]! += share
      chosen[t] = arm
      rewards[t] = low + share * (high - low)
    }
    tell(pulls)
    const most = tally.pulls.reduce((best, count, a) => (count > tally.pulls[best]! ? a : best), 0)
    return Object.freeze({
      arms: world.arms,
      pulls: tally.pulls,
      means: Object.freeze(
        Array.from(tally.pulls, (count, a) => (count === 0 ? null : low + (tally.sums[a]! / count) * (high - low))),
      ),
      chosen,
      rewards,
      regret: world.lost === null ? null : summed(chosen, world.lost),
      best: world.arms[most]!,
    })
  })
}

/** A world in numbers: rewards are shares of their range. */
interface World {
  readonly arms: readonly Readonly<Record<string, string>>[]
  readonly range: readonly [number, number]
  readonly pull: (arm: number, at: number, luck: number) => number
  /** What each arm earns less than the best of all settings; null where that is not known. */
  readonly lost: Float64Array | null
}

function isWorld(source: Scm | StructuralWorld): source is StructuralWorld {
  return 'pull' in checkedObject('source', source)
}

function givenWorld(world: StructuralWorld, question: StructuralBanditQuestion): World {
  checkOptions('source', world, ['graph', 'states', 'pull', 'range'])
  const { graph, states, pull, range = [0, 1] } = world
  if (typeof pull !== 'function')
    throw new CausalError('invalid-argument', `pull must be a function, got ${show(pull)}.`)
  checkedObject('states', states)
  const known = new Map(Object.entries(states))
  const nodes = new Map(checkedObject('graph', graph).nodes.map((name, i) => [name, i]))
  for (const name of known.keys()) lookUp('node', nodes, name)
  const arms = armsOf(graph, question, (name) => known.get(name) ?? [])
  const checked = checkedRange(range)
  return {
    arms,
    range: checked,
    pull: (arm, at) => shareOf(pull(arms[arm]!, at), checked, `pull ${at} (counting from 0) of ${show(arms[arm])}`),
    lost: null,
  }
}

function modelWorld(model: Scm, question: StructuralBanditQuestion): World {
  const reward = statesIn(model, [question.reward])[0]!
  const { shares, range } = sharesOf(worthOf(reward, question.rewards))
  const graph = graphOf(model) as CausalGraph<'dag' | 'admg'>
  const statesOf = (name: string): readonly string[] => statesIn(model, [name])[0]!.states
  const arms = armsOf(graph, question, statesOf)
  const lawOf = (arm: Readonly<Record<string, string>>): RewardLaw => {
    const act = Object.fromEntries(Object.entries(arm).map(([name, state]) => [name, cellOf(model, name, state)]))
    const found = query(model, [reward.name] as never, { do: act } as never) as unknown as { values: Float64Array }
    return rewardLaw(found.values, shares)
  }
  const laws = arms.map(lawOf)
  // the best of all settings: none of those that are left out is better than all minimal ones
  const minimal = question.keep === 'minimal' ? arms : armsOf(graph, { ...question, keep: 'minimal' }, statesOf)
  const best = Math.max(...minimal.map((arm) => lawOf(arm).mean), ...laws.map(({ mean }) => mean))
  return {
    arms,
    range,
    pull: (arm, _, luck) => shares[pick(laws[arm]!.chances, 0, shares.length, luck)]!,
    lost: Float64Array.from(laws, ({ mean }) => (best - mean) * (range[1] - range[0])),
  }
}

/** The settings of the sets that are kept. */
function armsOf(
  graph: CausalGraph<'dag' | 'admg'>,
  { reward, manipulable, keep = 'possibly-optimal' }: StructuralBanditQuestion,
  statesOf: (name: string) => readonly string[],
): readonly Readonly<Record<string, string>>[] {
  if (!['possibly-optimal', 'minimal', 'all'].includes(keep)) {
    throw new CausalError(
      'invalid-argument',
      `keep must be 'possibly-optimal', 'minimal' or 'all', got ${show(keep)}.`,
      {
        keep,
      },
    )
  }
  const asked = { outcome: reward, ...(manipulable === undefined ? {} : { manipulable }) }
  const minimal = minimalInterventionSets(graph, { ...asked, keep: keep === 'minimal' ? 'all' : 'possibly-optimal' })
  const measured = latentProjection(graph, graph.latents as never[]).nodes.filter((name) => name !== reward)
  const sets = keep === 'all' ? subsetsOf(checkedList('manipulable', manipulable ?? measured)) : minimal
  const arms: Readonly<Record<string, string>>[] = []
  for (const set of sets) {
    let settings: Readonly<Record<string, string>>[] = [{}]
    for (const name of set) {
      const states = statesOf(name)
      if (states.length === 0)
        throw new CausalError('invalid-argument', `say in \`states\` to what ${show(name)} can be set.`, { name })
      settings = settings.flatMap((before) => states.map((state) => ({ ...before, [name]: state })))
      if (arms.length + settings.length > mostArms) {
        throw new CausalError(
          'too-large',
          `there are more than ${mostArms} arms: let fewer nodes be \`manipulable\`, or keep the possibly optimal sets.`,
          { most: mostArms },
        )
      }
    }
    arms.push(...settings.map((each) => Object.freeze(each)))
  }
  return Object.freeze(arms)
}

function* subsetsOf(names: readonly string[]): Generator<readonly string[]> {
  const count = Math.min(names.length, 30)
  for (let code = 0; code < 1 << count; code++) yield names.filter((_, k) => k < count && (code >> k) & 1)
}

function summed(chosen: Int32Array, lost: Float64Array): Float64Array {
  let sum = 0
  return Float64Array.from(chosen, (arm) => {
    sum += lost[arm]!
    return sum
  })
}
