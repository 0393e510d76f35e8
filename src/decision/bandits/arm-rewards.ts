import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import type { Interventions, Scm } from '../../scm/index.js'
import { type LinearLevers, readLevers } from './linear-levers.js'
import { meanOfPart } from './linear-part.js'

/**
 * What is earned, and what can be pulled.
 *
 * @typeParam T - the variables of the model
 * @category Decisions
 */
export interface LeverQuestion<T = Record<string, number>> {
  /** The variable whose mean is to be large. */
  readonly reward: keyof T & string
  /**
   * What each lever does to its node: another mechanism (a soft intervention), a distribution, `shift`, `scale`, or a value. Every
   * subset of levers is an arm.
   */
  readonly levers: Interventions<T>
}

/**
 * What each arm earns.
 *
 * @typeParam N - the names of the nodes
 * @category Decisions
 */
export interface ArmRewards<N extends string = string> {
  /** The levers, in the order in which they were given. */
  readonly levers: readonly N[]
  /** The expected reward of each arm: at position Σ 2^k over the levers k that are pulled, 2^levers numbers. */
  readonly rewards: Float64Array
  /** The largest of them. */
  readonly bestReward: number
  /** The arms that earn it, each as the levers that are pulled, those with the fewest levers first. */
  readonly best: readonly (readonly N[])[]
  /** The nodes with a directed path to the reward under some arm. */
  readonly ancestors: readonly N[]
}

/** Rewards closer than this, of the largest, are as good. */
const tie = 1e-9

/**
 * The expected reward of every subset of levers in a linear model, exactly, and the best.
 *
 * A lever replaces the mechanism of its node, typically the weights of its parents; the levers that are not pulled leave theirs alone.
 * Means go through a linear model without the shape of the noise. Noises may be correlated: means do not depend on it.
 *
 * @param model - a model of `linear` mechanisms
 * @param question - the reward, and what each lever does
 * @returns the rewards of all arms, and the best arms
 * @throws CausalError `unknown-name`; `overlap` where the reward is a lever; `not-supported` for a mechanism that is not linear, or a mean
 *   that does not exist; `cycle` for levers that make one together; `too-large` for more than 20 levers
 * @complexity O(2^levers × edges among the reward's ancestors)
 * @category Decisions
 * @see Varıcı, Shanmugam, Sattigeri & Tajer 2023, "Causal bandits for linear structural equation models", JMLR 24
 * @example
 * const model = scm({ Z: normal(1, 1), X: linear({ Z: 1 }, normal(0, 1)), Y: linear({ X: 1, Z: -1 }, normal(0, 1)) })
 * const { rewards, best } = armRewards(model, {
 *   reward: 'Y',
 *   levers: { Z: normal(2, 1), X: linear({ Z: 3 }, normal(0, 1)) },
 * })
 * rewards
 * //=> [0, 0, 2, 4]
 * best
 * //=> [['Z', 'X']]
 */
export function armRewards<T>(model: Scm<T>, question: LeverQuestion<NoInfer<T>>): ArmRewards<keyof T & string> {
  return calledAs('armRewards', () => {
    checkOptions('question', question, ['reward', 'levers'])
    const { reward, levers } = checkedObject('question', question)
    const read = readLevers(model as unknown as Scm, reward, levers as Readonly<Record<string, unknown>>)
    const rewards = rewardsOf(read)
    const { most, arms } = bestArms(rewards)
    const named = (arm: number): readonly string[] => Object.freeze(read.levers.filter((_, k) => (arm >> k) & 1))
    return Object.freeze({
      levers: Object.freeze(read.levers),
      rewards,
      bestReward: most,
      best: Object.freeze(arms.map(named)),
      ancestors: Object.freeze(read.names.filter((_, i) => i !== read.reward && read.leads[i] === 1)),
    }) as ArmRewards<keyof T & string>
  })
}

/** The mean of the reward under each arm: means of the nodes that lead to it, parents first. */
export function rewardsOf({ order, natural, pulled, leads, bitOf, reward, levers }: LinearLevers): Float64Array {
  const nodes = order.filter((i) => leads[i] === 1)
  const constants = [natural, pulled].map((parts) =>
    Float64Array.from(parts, (part, i) => (part === null || leads[i] === 0 ? 0 : meanOfPart(part))),
  )
  const mean = new Float64Array(order.length)
  const rewards = new Float64Array(2 ** levers.length)
  for (let arm = 0; arm < rewards.length; arm++) {
    for (const i of nodes) {
      const isPulled = bitOf[i]! >= 0 && ((arm >> bitOf[i]!) & 1) === 1
      const { parents, weights } = isPulled ? pulled[i]! : natural[i]!
      let sum = constants[isPulled ? 1 : 0]![i]!
      for (let k = 0; k < parents.length; k++) sum += weights[k]! * mean[parents[k]!]!
      mean[i] = sum
    }
    rewards[arm] = mean[reward]!
  }
  return rewards
}

/** The largest reward, and the arms that earn it up to rounding, fewest levers first. */
function bestArms(rewards: Float64Array): { readonly most: number; readonly arms: readonly number[] } {
  const most = rewards.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  const scale = rewards.reduce((a, b) => Math.max(a, Math.abs(b)), 0)
  if (!Number.isFinite(scale))
    throw new CausalError('invalid-argument', 'a reward is larger than numbers can hold: rescale the model.')
  const arms = [...rewards.keys()].filter((arm) => rewards[arm]! >= most - tie * scale)
  return { most, arms: arms.sort((a, b) => leversIn(a) - leversIn(b) || a - b) }
}

function leversIn(arm: number): number {
  let count = 0
  for (let left = arm; left > 0; left >>= 1) count += left & 1
  return count
}
