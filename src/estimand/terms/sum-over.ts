import { calledAs } from '../../errors.js'
import { bindValues } from './bind-values.js'
import type { Estimand } from './types.js'
import type { ValueInput } from './values.js'

/**
 * The sum of an expression over all states of some variables, which it binds.
 *
 * @param over - the variables, or values with primes
 * @param body - what is summed
 * @returns the sum, frozen; `body` itself when `over` is empty
 * @throws CausalError `invalid-argument`, `duplicate-name`
 * @complexity O(s) for an expression of s terms
 * @category Estimands
 * @example
 * const body = productOf([probabilityTerm({ of: 'Y', given: ['X', 'Z'] }), probabilityTerm({ of: 'Z' })])
 * toText(sumOver('Z', body))
 * //=> 'Σ_Z P(Y | X, Z) P(Z)'
 */
export function sumOver<N extends string>(
  over: ValueInput<N> | readonly ValueInput<N>[],
  body: Estimand<N>,
): Estimand<N> {
  return calledAs('sumOver', () => bindValues('sum', over, body))
}
