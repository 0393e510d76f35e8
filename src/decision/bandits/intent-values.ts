import { calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import type { Scm } from '../../scm/index.js'
import { intentLaws } from './intent-laws.js'
import type { IntentQuestion, IntentValues } from './intent-types.js'

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
 * const found = intentValues(model, { action: 'A', reward: 'R' })
 * found.value
 * //=> 1
 * found.observational
 * //=> 0
 * found.bestArm
 * //=> 0.5
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
