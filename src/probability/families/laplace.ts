import { calledAs } from '../../errors.js'
import { continuous, type Distribution } from './distribution.js'

/**
 * The Laplace (double exponential) distribution.
 *
 * @param location - its mean and median
 * @param scale - the mean absolute deviation, positive; the variance is twice its square
 * @returns the distribution, as frozen data
 * @throws CausalError `invalid-argument` for a parameter out of its range
 * @complexity O(1)
 * @category Probability
 * @example
 * laplace(0, 1).family
 * //=> 'laplace'
 */
export function laplace(location = 0, scale = 1): Distribution<number> {
  return calledAs('laplace', () => continuous('laplace', { location, scale }))
}
