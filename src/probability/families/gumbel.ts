import { calledAs } from '../../errors.js'
import { continuous, type Distribution } from './distribution.js'

/**
 * The Gumbel distribution of largest values, whose distribution function is exp(−exp(−(x − location) / scale)).
 *
 * @param location - its mode
 * @param scale - its scale, positive
 * @returns the distribution, as frozen data
 * @throws CausalError `invalid-argument` for a parameter out of its range
 * @complexity O(1)
 * @category Probability
 * @example
 * gumbel().family
 * //=> 'gumbel'
 */
export function gumbel(location = 0, scale = 1): Distribution<number> {
  return calledAs('gumbel', () => continuous('gumbel', { location, scale }))
}
