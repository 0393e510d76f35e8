import { calledAs } from '../../errors.js'
import { numbered, toEstimand } from './convert.js'
import { product } from './expr.js'
import type { Estimand } from './types.js'

/**
 * The product of expressions; bound values that would read like a free one get a prime.
 *
 * @param factors - the factors; none gives 1
 * @returns the product, frozen, flattened
 * @throws CausalError `invalid-argument` for a factor that is no estimand
 * @complexity O(s) for expressions of s terms
 * @category Estimands
 * @example
 * toText(productOf([probabilityTerm({ of: 'Y', given: ['X', 'Z'] }), probabilityTerm({ of: 'Z' })]))
 * //=> 'P(Y | X, Z) P(Z)'
 */
export function productOf<N extends string>(factors: readonly Estimand<N>[]): Estimand<N> {
  return calledAs('productOf', () => {
    const { symbols, exprs } = numbered(factors)
    return toEstimand<N>({ symbols, expr: product(exprs) })
  })
}
