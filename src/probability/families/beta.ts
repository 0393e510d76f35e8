import { calledAs } from '../../errors.js'
import { continuous, type Distribution } from './distribution.js'

/**
 * The beta distribution with density proportional to x^(a − 1) (1 − x)^(b − 1) on 0 < x < 1.
 *
 * @param a - its first shape, positive; the mean is a / (a + b)
 * @param b - its second shape, positive
 * @returns the distribution, as frozen data
 * @throws CausalError `invalid-argument` for a parameter out of its range
 * @complexity O(1)
 * @category Probability
 * @example
 * meanOf(beta(1, 3))
 * //=> 0.25
 */
export function beta(a: number, b: number): Distribution<number> {
  return calledAs('beta', () => continuous('beta', { a, b }))
}
