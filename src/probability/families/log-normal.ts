import { calledAs } from '../../errors.js'
import { continuous, type Distribution } from './distribution.js'

/**
 * The distribution of exp(Z) for Z ~ N(mean, sd²).
 *
 * @param mean - the mean of the logarithm
 * @param sd - the standard deviation of the logarithm, positive
 * @returns the distribution, as frozen data
 * @throws CausalError `invalid-argument` for a parameter out of its range
 * @complexity O(1)
 * @category Probability
 * @example
 * logNormal(0, 0.5).family
 * //=> 'logNormal'
 */
export function logNormal(mean = 0, sd = 1): Distribution<number> {
  return calledAs('logNormal', () => continuous('logNormal', { mean, sd }))
}
