import { calledAs } from '../../errors.js'
import { bindValues } from './bind-values.js'
import type { Estimand } from './types.js'
import type { ValueInput } from './values.js'

/**
 * An expression whose value does not depend on the values of some variables: any values with support will do.
 *
 * @param over - the variables, or values with primes
 * @param body - the expression
 * @returns the expression with these values bound, frozen; `body` itself when `over` is empty
 * @throws CausalError `invalid-argument`, `duplicate-name`
 * @complexity O(s) for an expression of s terms
 * @category Estimands
 * @example
 * toText(anyValueOf('Z', probabilityTerm({ of: 'Y', given: ['X', 'Z'] })))
 * //=> 'any_Z P(Y | X, Z)'
 */
export function anyValueOf<N extends string>(
  over: ValueInput<N> | readonly ValueInput<N>[],
  body: Estimand<N>,
): Estimand<N> {
  return calledAs('anyValueOf', () => bindValues('any', over, body))
}
