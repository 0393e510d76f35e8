import { calledAs } from '../../errors.js'
import { checkNumber, checkNumeric } from './check-distribution.js'
import type { Distribution } from './distribution.js'
import { lawOf } from './law-of.js'

/**
 * The distribution function P(X ≤ x).
 *
 * For the probability beyond x with digits of its own, however small, see {@link upperTail}.
 *
 * @param distribution - a distribution over numbers
 * @param x - a number; it can be infinite
 * @returns a probability; a small one is right to about 1e-12 of its size
 * @throws CausalError `invalid-argument` for what is not a distribution over numbers, or not a number
 * @complexity O(1), for a finite distribution O(values)
 * @category Probability
 * @example
 * cumulative(normal(0, 1), -1.96)
 * //=> 0.024998
 */
export function cumulative(distribution: Distribution<number>, x: number): number {
  return calledAs('cumulative', () => {
    checkNumeric(distribution)
    checkNumber('x', x)
    return lawOf(distribution).cdf(x)
  })
}
