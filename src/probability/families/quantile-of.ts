import { CausalError, calledAs } from '../../errors.js'
import { show } from '../../show.js'
import { checkNumeric } from './check-distribution.js'
import type { Distribution } from './distribution.js'
import { lawOf } from './law-of.js'

/**
 * The quantile: the least x with P(X ≤ x) ≥ p.
 *
 * @param distribution - a distribution over numbers
 * @param p - a probability
 * @returns the quantile; infinite at 0 or 1 where the distribution has no end there
 * @throws CausalError `invalid-argument` for what is not a distribution over numbers; `not-probability` for a p outside [0, 1]
 * @complexity O(1), for a finite distribution O(values log values)
 * @category Probability
 * @example
 * quantileOf(normal(0, 1), 0.975)
 * //=> 1.959964
 * quantileOf(exponential(2), 0)
 * //=> 0
 */
export function quantileOf(distribution: Distribution<number>, p: number): number {
  return calledAs('quantileOf', () => {
    checkNumeric(distribution)
    if (typeof p !== 'number' || !(p >= 0 && p <= 1)) {
      throw new CausalError('not-probability', `p must lie between 0 and 1, got ${show(p)}.`, { p })
    }
    return lawOf(distribution).quantile(p)
  })
}
