import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { pick } from '../../probability/streams/fill.js'
import { generator, seedStream, splitStream } from '../../probability/streams/stream.js'
import { graphOf, queryTerms, type Scm } from '../../scm/index.js'
import { show } from '../../show.js'
import { cellOf } from '../core/cell-of.js'
import { decisionProblem } from '../core/decision-problem.js'
import { statesIn } from '../core/earnings.js'
import { emptyTally, nextArm } from '../core/index-policy.js'
import { indexSettings } from '../core/index-settings.js'
import { type RewardLaw, rewardLaw, sharesOf } from '../core/reward-law.js'
import type { IndexBanditOptions } from './index-types.js'

/**
 * An action whose own mechanism shares hidden causes with its reward.
 *
 * @typeParam N - the names of the variables
 * @category Decisions
 */
export interface IntentQuestion<N extends string = string> {
  /** The action; what its mechanism would do is the intent. */
  readonly action: N
  /** The variable that is earned; its states are numbers, or `rewards` says what each is worth. */
  readonly reward: N
  /** What each state of the reward is worth. */
  readonly rewards?: Readonly<Record<string, number>>
}

/**
 * What actions earn among those who intend one of them.
 *
 * @category Decisions
 */
export interface IntentValues {
  /** Of each intent that occurs: its chance, and what each action would earn there, E[reward if action were done | intent]. */
  readonly intents: readonly {
    /** What is intended. */
    readonly intent: string
    /** How often. */
    readonly probability: number
    /** By action. */
    readonly values: Readonly<Record<string, number>>
    /** The actions that earn most. */
    readonly best: readonly string[]
  }[]
  /** What acting best on one's own intent earns on average. */
  readonly value: number
  /** What following the intent earns: the mean of what was seen. */
  readonly observational: number
  /** What the best single action earns, taken by all: the best that an experiment finds. */
  readonly bestArm: number
}

/**
 * A run of a bandit that may look at its own intent.
 *
 * @category Decisions
 */
export interface ConfoundedBanditRun {
  /** The actions. */
  readonly actions: readonly string[]
  /** The intent of each pull, as a position in `actions`. */
  readonly intents: Int32Array
  /** What was done in each pull. */
  readonly chosen: Int32Array
  /** The reward of each pull. */
  readonly rewards: Float64Array
  /** The sum, up to each pull, of what the best action for the intent earns on average less what was done. */
  readonly regret: Float64Array
}

/** Values closer than this, of the largest, are as good. */
const tie = 1e-9

/**
 * What each action would earn among those who intend each action: the counterfactuals on which an agent should act that knows what it is
 * about to do.
 *
 * Where hidden causes drive both the intent and the reward, an intent tells of them. Neither what was seen nor an experiment shows
 * these values, but acting against drawn intents does; from a model they follow exactly.
 *
 * @param model - a discrete model that has counterfactuals
 * @param question - the action and the reward
 * @returns the values by intent, with those of following the intent and of the best single action
 * @throws CausalError `unknown-name`, `overlap`, `invalid-argument`, `not-supported`
 * @complexity one query across two worlds for each action
 * @category Decisions
 * @see Bareinboim, Forney & Pearl 2015, "Bandits with unobserved confounders: a causal approach", NeurIPS
 * @example
 * const model = discreteScm({
 *   exogenous: [{ name: 'U', p: [0.5, 0.5] }],
 *   endogenous: [
 *     { name: 'A', parents: ['U'], table: [0, 1] },
 *     { name: 'R', parents: ['A', 'U'], table: [0, 1, 1, 0] },
 *   ],
 * })
 * const { value, observational, bestArm } = intentValues(model, { action: 'A', reward: 'R' })
 * [value, observational, bestArm]
 * //=> [1, 0, 0.5]
 */
export function intentValues<T>(model: Scm<T>, question: IntentQuestion<keyof NoInfer<T> & string>): IntentValues {
  return calledAs('intentValues', () => {
    checkOptions('question', question, ['action', 'reward', 'rewards'])
    const { actions, chances, laws, range } = intentLaws(model as unknown as Scm, checkedObject('question', question))
    const worth = (i: number, a: number): number => range[0] + laws[i]![a]!.mean * (range[1] - range[0])
    const scale = Math.max(Math.abs(range[0]), Math.abs(range[1]))
    const mean = (of: (i: number) => number): number =>
      chances.reduce((sum, chance, i) => sum + (chance > 0 ? chance * of(i) : 0), 0)
    const most = (i: number): number =>
      actions.reduce((best, _, a) => Math.max(best, worth(i, a)), Number.NEGATIVE_INFINITY)
    const intents = actions.flatMap((intent, i) => {
      if (!(chances[i]! > 0)) return []
      const best = actions.filter((_, a) => worth(i, a) >= most(i) - tie * scale)
      const values = Object.freeze(Object.fromEntries(actions.map((action, a) => [action, worth(i, a)])))
      return [Object.freeze({ intent, probability: chances[i]!, values, best: Object.freeze(best) })]
    })
    return Object.freeze({
      intents: Object.freeze(intents),
      value: mean(most),
      observational: mean((i) => worth(i, i)),
      bestArm: Math.max(...actions.map((_, a) => mean((i) => worth(i, a)))),
    })
  })
}

/**
 * Plays an action whose intent shares hidden causes with its reward, with the intent as context, or without.
 *
 * In each pull nature draws a unit, the agent notices what it is about to do, and may do something else. With `by: 'intent'` each intent
 * has its own bandit; with `by: 'action'` there is one for all, as if actions were drawn at random. The regret counts from acting best on
 * one's intent, which the second cannot reach where intents matter.
 *
 * @param model - a discrete model that has counterfactuals
 * @param question - the action, the reward, and by what actions are told apart (default `intent`)
 * @param options - the number of pulls, the algorithm, seed, progress, signal
 * @returns what was intended, done and earned, with the regret
 * @throws CausalError as {@link intentValues}; `invalid-argument` for fewer pulls than arms; `aborted`
 * @complexity O(pulls × actions)
 * @category Decisions
 * @see Bareinboim, Forney & Pearl 2015, "Bandits with unobserved confounders: a causal approach", NeurIPS
 * @example
 * const model = discreteScm({
 *   exogenous: [{ name: 'U', p: [0.5, 0.5] }],
 *   endogenous: [
 *     { name: 'A', parents: ['U'], table: [0, 1] },
 *     { name: 'R', parents: ['A', 'U'], table: [0, 1, 1, 0] },
 *   ],
 * })
 * const regret = (by: 'intent' | 'action') =>
 *   confoundedBandit(model, { action: 'A', reward: 'R', by }, { pulls: 1000, algorithm: 'thompson' }).regret[999]!
 * regret('intent') < 20 && regret('action') > 400
 * //=> true
 */
export function confoundedBandit<T>(
  model: Scm<T>,
  question: IntentQuestion<keyof NoInfer<T> & string> & {
    /** Whether each intent has its own bandit (`intent`, default), or all share one (`action`). */
    readonly by?: 'intent' | 'action'
  },
  options: IndexBanditOptions,
): ConfoundedBanditRun {
  return calledAs('confoundedBandit', () => {
    checkOptions('question', question, ['action', 'reward', 'rewards', 'by'])
    const { by = 'intent', ...asked } = checkedObject('question', question)
    if (by !== 'intent' && by !== 'action')
      throw new CausalError('invalid-argument', `by must be 'intent' or 'action', got ${show(by)}.`, { by })
    const { actions, chances, laws, shares, range } = intentLaws(model as unknown as Scm, asked)
    const size = actions.length
    const { pulls, algorithm, seed, tell } = indexSettings(options, by === 'intent' ? size * size : size)
    const [nature, luck, draw] = ['units', 'rewards', 'choices'].map((name) =>
      generator(splitStream(seedStream(seed), name)),
    ) as [ReturnType<typeof generator>, ReturnType<typeof generator>, ReturnType<typeof generator>]
    const tallies = actions.map(() => emptyTally(size))
    const [intents, chosen, rewards, regret] = [
      new Int32Array(pulls),
      new Int32Array(pulls),
      new Float64Array(pulls),
      new Float64Array(pulls),
    ]
    let lost = 0
    for (let t = 0; t < pulls; t++) {
      tell(t)
      const i = pick(chances, 0, size, nature.uniform())
      const tally = tallies[by === 'intent' ? i : 0]!
      const a = nextArm(tally, algorithm, draw)
      const share = shares[pick(laws[i]![a]!.chances, 0, shares.length, luck.uniform())]!
      tally.pulls[a]!++
      tally.sums[a]! += share
      lost += (Math.max(...laws[i]!.map(({ mean }) => mean)) - laws[i]![a]!.mean) * (range[1] - range[0])
      intents[t] = i
      chosen[t] = a
      rewards[t] = range[0] + share * (range[1] - range[0])
      regret[t] = lost
    }
    tell(pulls)
    return Object.freeze({ actions, intents, chosen, rewards, regret })
  })
}

/** Of each intent the chances of the reward's states after each action; no laws for an intent that never occurs. */
interface IntentLaws {
  readonly actions: readonly string[]
  readonly chances: Float64Array
  readonly laws: readonly (readonly RewardLaw[])[]
  readonly shares: Float64Array
  readonly range: readonly [number, number]
}

function intentLaws(model: Scm, question: IntentQuestion): IntentLaws {
  const { action, reward, rewards } = question
  const variables = statesIn(model, [...new Set([action, reward])])
  const asked = { action, reward, ...(rewards === undefined ? {} : { rewards }) }
  const problem = decisionProblem(graphOf(model), variables, asked)
  const { shares, range } = sharesOf(problem.worth)
  const [actions, size] = [problem.action.states, shares.length]
  const joints = actions.map((state): Float64Array => {
    const act = { [action]: cellOf(model, action, state) }
    const found: unknown = queryTerms(model, [{ variable: action }, { variable: reward, do: act }] as never)
    if (typeof found === 'object' && found !== null && 'values' in found) return found.values as Float64Array
    throw new CausalError('not-supported', 'the model gives no exact distribution across worlds.')
  })
  const chances = Float64Array.from(actions, (_, i) => {
    const own = joints[0]!.subarray(i * size, (i + 1) * size)
    return own.reduce((sum, chance) => sum + chance, 0)
  })
  const laws = actions.map((_, i) =>
    chances[i]! > 0 ? joints.map((joint) => rewardLaw(joint.slice(i * size, (i + 1) * size), shares)) : [],
  )
  return { actions, chances, laws, shares, range }
}
