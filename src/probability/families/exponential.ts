import { calledAs } from '../../errors.js'
import { continuous, type Distribution } from './distribution.js'

/**
 * The exponential distribution with density rate · exp(−rate · x) on x ≥ 0.
 *
 * @param rate - one over the mean, positive
 * @returns the distribution, as frozen data
 * @throws CausalError `invalid-argument` for a parameter out of its range
 * @complexity O(1)
 * @category Probability
 * @example
 * exponential(2).parameters
 * //=> { rate: 2 }
 */
export function exponential(rate = 1): Distribution<number> {
  return calledAs('exponential', () => continuous('exponential', { rate }))
}
