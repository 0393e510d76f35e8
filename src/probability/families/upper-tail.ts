import { calledAs } from '../../errors.js'
import { checkNumber, checkNumeric } from './check-distribution.js'
import type { Distribution } from './distribution.js'
import { lawOf } from './law-of.js'

/**
 * The upper tail probability P(X > x), computed directly rather than as one minus the rest.
 *
 * @param distribution - a distribution over numbers
 * @param x - a number; it can be infinite
 * @returns a probability; a small one is right to about 1e-12 of its size
 * @throws CausalError `invalid-argument` for what is not a distribution over numbers, or not a number
 * @complexity O(1), for a finite distribution O(values)
 * @category Probability
 * @example
 * upperTail(normal(0, 1), 10) * 1e23
 * //=> 0.761985
 */
export function upperTail(distribution: Distribution<number>, x: number): number {
  return calledAs('upperTail', () => {
    checkNumeric(distribution)
    checkNumber('x', x)
    return lawOf(distribution).upper(x)
  })
}
