import { calledAs } from '../../errors.js'
import { continuous, type Distribution } from './distribution.js'

/**
 * The gamma distribution with density proportional to x^(shape − 1) exp(−x / scale) on x > 0.
 *
 * @param shape - its shape, positive; the mean is shape · scale
 * @param scale - its scale, positive
 * @returns the distribution, as frozen data
 * @throws CausalError `invalid-argument` for a parameter out of its range
 * @complexity O(1)
 * @category Probability
 * @example
 * meanOf(gamma(3, 2))
 * //=> 6
 */
export function gamma(shape: number, scale = 1): Distribution<number> {
  return calledAs('gamma', () => continuous('gamma', { shape, scale }))
}
