import { calledAs } from '../../errors.js'
import { continuous, type Distribution } from './distribution.js'

/**
 * The Poisson distribution of counts: P(X = k) = rate^k exp(−rate) / k!.
 *
 * @param rate - its mean, positive
 * @returns the distribution, as frozen data; its density is the probability of a count
 * @throws CausalError `invalid-argument` for a rate that is not positive
 * @complexity O(1)
 * @category Probability
 * @example
 * density(poisson(2), 3)
 * //=> 0.180447
 */
export function poisson(rate: number): Distribution<number> {
  return calledAs('poisson', () => continuous('poisson', { rate }))
}
