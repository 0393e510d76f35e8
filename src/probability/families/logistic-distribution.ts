import { calledAs } from '../../errors.js'
import { continuous, type Distribution } from './distribution.js'

/**
 * The logistic distribution, whose distribution function is 1 / (1 + exp(−(x − location) / scale)).
 *
 * @param location - its mean and median
 * @param scale - its scale, positive
 * @returns the distribution, as frozen data
 * @throws CausalError `invalid-argument` for a parameter out of its range
 * @complexity O(1)
 * @category Probability
 * @example
 * logisticDistribution().family
 * //=> 'logistic'
 */
export function logisticDistribution(location = 0, scale = 1): Distribution<number> {
  return calledAs('logisticDistribution', () => continuous('logistic', { location, scale }))
}
