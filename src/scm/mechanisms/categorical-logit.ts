import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { checkedNumber, checkedParents, checkedResponse, mechanismOf } from './checks.js'
import type { Response } from './law.js'
import type { ChoiceAbilities, Mechanism } from './mechanism-types.js'

/**
 * A multinomial logit mechanism: each state with probability proportional to exp(intercept + Σ weight × parent).
 *
 * @param parents - the names of the parents
 * @param weights - for each state `[intercept, weight of the first parent, …]`; one state may have all zeros
 * @param options - `response`: how the noise picks the state, without which there are no counterfactuals (see {@link cpt})
 * @returns a mechanism that can be sampled; with a response, evaluated as well
 * @throws CausalError `invalid-argument` for a list of the wrong length
 * @complexity O(states × parents)
 * @category Models
 * @example
 * const model = scm({ X: bernoulli(0.5), Y: categoricalLogit(['X'], { bus: [0, 0], car: [0, Math.log(4)] }) })
 * const answer = query(model, ['Y'], { do: { X: 1 } })
 * answer.method !== 'zero-probability' && answer.values
 * //=> [0.2, 0.8]
 */
export function categoricalLogit<
  const N extends string,
  const S extends string,
  const O extends { readonly response?: Response } = Record<never, never>,
>(
  parents: readonly N[],
  weights: Readonly<Record<S, readonly number[]>>,
  options?: O,
): Mechanism<{ readonly [K in N]: number }, S, ChoiceAbilities<O>> {
  return calledAs('categoricalLogit', () => {
    checkOptions('options', options, ['response'])
    const names = checkedParents(parents)
    const states = Object.keys(checkedObject('weights', weights))
    const logits = states.map((state) => {
      const row = weights[state as S]
      if (!Array.isArray(row) || row.length !== names.length + 1) {
        const message = `the state ${show(state)} needs an intercept and ${names.length} weights.`
        throw new CausalError('invalid-argument', message, { state })
      }
      return Object.freeze(row.map((w) => checkedNumber(`a weight of ${show(state)}`, w)))
    })
    if (states.length === 0) throw new CausalError('invalid-argument', 'give at least one state.')
    return mechanismOf({
      family: 'choice',
      parents: names,
      states: Object.freeze(states),
      parentStates: null,
      table: null,
      logits: Object.freeze(logits),
      response: checkedResponse(options?.response),
    })
  })
}
