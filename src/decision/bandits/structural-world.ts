import { CausalError } from '../../errors.js'
import { latentProjection } from '../../graph/latent/latent-projection.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkedList, checkedObject, lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import { pick } from '../../probability/streams/fill.js'
import { graphOf, query, type Scm } from '../../scm/index.js'
import { show } from '../../show.js'
import { cellOf } from '../core/cell-of.js'
import { worthOf } from '../core/decision-problem.js'
import { statesIn } from '../core/earnings.js'
import { minimalInterventionSets } from '../minimal-intervention-sets.js'
import { checkedRange, shareOf } from './index-settings.js'
import { type RewardLaw, rewardLaw, sharesOf } from './reward-law.js'
import type { StructuralBanditQuestion, StructuralWorld } from './structural-types.js'

/** The most arms. */
const mostArms = 10_000

/** A world in numbers: rewards are shares of their range. */
export interface World {
  readonly arms: readonly Readonly<Record<string, string>>[]
  readonly range: readonly [number, number]
  readonly pull: (arm: number, at: number, luck: number) => number
  /** What each arm earns less than the best of all settings; null where that is not known. */
  readonly lost: Float64Array | null
}

/** Whether the source is a world to act in, and not a model. */
export function isWorld(source: Scm | StructuralWorld): source is StructuralWorld {
  return 'pull' in checkedObject('source', source)
}

/** A world that a function acts in. */
export function givenWorld(world: StructuralWorld, question: StructuralBanditQuestion): World {
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

/** A model as a world: each arm's law of the reward is exact, and so is the best of all settings. */
export function modelWorld(model: Scm, question: StructuralBanditQuestion): World {
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
