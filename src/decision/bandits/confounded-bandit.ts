import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { pick } from '../../probability/streams/fill.js'
import { generator, seedStream, splitStream } from '../../probability/streams/stream.js'
import type { Scm } from '../../scm/index.js'
import { show } from '../../show.js'
import { emptyTally, nextArm } from './index-policy.js'
import { indexBanditKeys, indexSettings } from './index-settings.js'
import type { IndexBanditOptions } from './index-types.js'
import { intentLaws } from './intent-laws.js'
import type { ConfoundedBanditRun, IntentQuestion } from './intent-types.js'

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
    checkOptions('options', options, indexBanditKeys, { pulls: 'number' })
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
