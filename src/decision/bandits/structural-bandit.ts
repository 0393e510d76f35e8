import { calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { generator, seedStream, splitStream } from '../../probability/streams/stream.js'
import type { Scm } from '../../scm/index.js'
import { emptyTally, nextArm } from './index-policy.js'
import { indexBanditKeys, indexSettings } from './index-settings.js'
import type { IndexBanditOptions } from './index-types.js'
import type { StructuralBanditQuestion, StructuralBanditRun, StructuralWorld } from './structural-types.js'
import { givenWorld, isWorld, modelWorld } from './structural-world.js'

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
    checkOptions('options', options, indexBanditKeys, { pulls: 'number' })
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

function summed(chosen: Int32Array, lost: Float64Array): Float64Array {
  let sum = 0
  return Float64Array.from(chosen, (arm) => {
    sum += lost[arm]!
    return sum
  })
}
