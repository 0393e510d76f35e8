import { calledAs } from '../../errors.js'
import { continuous, type Distribution } from './distribution.js'

/**
 * The normal distribution N(mean, sd²).
 *
 * @param mean - its mean
 * @param sd - its standard deviation, positive
 * @returns the distribution, as frozen data
 * @throws CausalError `invalid-argument` for a parameter out of its range
 * @complexity O(1)
 * @category Probability
 * @example
 * normal(0, 2).parameters
 * //=> { mean: 0, sd: 2 }
 */
export function normal(mean = 0, sd = 1): Distribution<number> {
  return calledAs('normal', () => continuous('normal', { mean, sd }))
}
