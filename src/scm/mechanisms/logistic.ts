import { calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { checkedNumber, checkedParents, checkedResponse, mechanismOf } from './checks.js'
import type { Response } from './law.js'
import type { ChoiceAbilities, Mechanism } from './mechanism-types.js'

/**
 * A logistic mechanism: 1 with probability 1 / (1 + exp(−(intercept + Σ weight × parent))), else 0.
 *
 * @param coefficients - one weight for each parent, by name, on the scale of log odds
 * @param options - `intercept`, 0 by default; `response`: how the noise picks the value, without which there are no
 *   counterfactuals (see {@link cpt})
 * @returns a mechanism that can be sampled; with a response, evaluated as well
 * @throws CausalError `invalid-argument`
 * @complexity O(parents)
 * @category Models
 * @example
 * const model = scm({ X: bernoulli(0.5), Y: logistic({ X: Math.log(3) }) })
 * expectation(model, 'Y', { do: { X: 1 } }).value
 * //=> 0.75
 */
export function logistic<
  const C extends Readonly<Record<string, number>>,
  const O extends { readonly intercept?: number; readonly response?: Response } = Record<never, never>,
>(coefficients: C, options?: O): Mechanism<{ readonly [K in keyof C]: number }, 0 | 1, ChoiceAbilities<O>> {
  return calledAs('logistic', () => {
    checkOptions('options', options, ['intercept', 'response'], { intercept: 'number' })
    const parents = checkedParents(Object.keys(checkedObject('coefficients', coefficients)))
    const weights = Object.values(coefficients).map((b, i) =>
      checkedNumber(`the coefficient of ${show(parents[i])}`, b),
    )
    const intercept = checkedNumber('the intercept', options?.intercept ?? 0)
    return mechanismOf({
      family: 'choice',
      parents,
      states: Object.freeze([0, 1]),
      parentStates: null,
      table: null,
      logits: Object.freeze([Object.freeze([0, ...weights.map(() => 0)]), Object.freeze([intercept, ...weights])]),
      response: checkedResponse(options?.response),
    })
  })
}
