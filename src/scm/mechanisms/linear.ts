import { calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import type { Distribution } from '../../probability/families/distribution.js'
import { show } from '../../show.js'
import { checkedNoise, checkedNumber, checkedParents, mechanismOf } from './checks.js'
import type { Mechanism } from './mechanism-types.js'

/**
 * A linear mechanism: the weighted sum of the parents, plus an intercept, plus noise.
 *
 * @param coefficients - one weight for each parent, by name
 * @param noise - what is added, a distribution over numbers; null for none
 * @param options - `intercept`: the constant term, 0 by default
 * @returns a mechanism that can be sampled, evaluated and inverted; exact by covariance algebra where all noise is normal
 * @throws CausalError `invalid-argument` for a weight that is not a finite number
 * @complexity O(parents)
 * @category Models
 * @example
 * const model = scm({ Z: normal(0, 1), X: linear({ Z: 0.8 }, normal(0, 1), { intercept: 2 }) })
 * expectation(model, 'X', { do: { Z: 1 } }).value
 * //=> 2.8
 */
export function linear<const C extends Readonly<Record<string, number>>>(
  coefficients: C,
  noise: Distribution<number> | null,
  options: { readonly intercept?: number } = {},
): Mechanism<{ readonly [K in keyof C]: number }, number, 'sample' | 'evaluate' | 'invert'> {
  return calledAs('linear', () => {
    checkOptions('options', options, ['intercept'], { intercept: 'number' })

    const parents = checkedParents(Object.keys(checkedObject('coefficients', coefficients)))
    const weights = Object.values(coefficients).map((b, i) =>
      checkedNumber(`the coefficient of ${show(parents[i])}`, b),
    )
    return mechanismOf({
      family: 'linear',
      parents,
      coefficients: Object.freeze(weights),
      intercept: checkedNumber('the intercept', checkedObject('options', options).intercept ?? 0),
      noise: checkedNoise(noise),
    })
  })
}
