import { calledAs } from '../../errors.js'
import { continuous, type Distribution } from './distribution.js'

/**
 * Student's t distribution, shifted and scaled.
 *
 * @param df - its degrees of freedom, positive
 * @param location - its centre
 * @param scale - its scale, positive; the variance is scale² · df / (df − 2) for df > 2
 * @returns the distribution, as frozen data
 * @throws CausalError `invalid-argument` for a parameter out of its range
 * @complexity O(1)
 * @category Probability
 * @example
 * quantileOf(studentT(5), 0.975)
 * //=> 2.570582
 */
export function studentT(df: number, location = 0, scale = 1): Distribution<number> {
  return calledAs('studentT', () => continuous('studentT', { df, location, scale }))
}
