import { calledAs } from '../../errors.js'
import { continuous, type Distribution } from './distribution.js'

/**
 * The uniform distribution on an interval.
 *
 * @param low - the lower end
 * @param high - the upper end, above the lower one
 * @returns the distribution, as frozen data
 * @throws CausalError `invalid-argument` for a parameter out of its range
 * @complexity O(1)
 * @category Probability
 * @example
 * uniform(0, 2).family
 * //=> 'uniform'
 */
export function uniform(low = 0, high = 1): Distribution<number> {
  return calledAs('uniform', () =>
    continuous('uniform', { low, high, width: Number.isFinite(low) && Number.isFinite(high) ? high - low : 1 }),
  )
}
