import { CausalError, calledAs } from '../../errors.js'
import { checkNumeric } from './check-distribution.js'
import type { Distribution } from './distribution.js'
import { lawOf } from './law-of.js'

/**
 * A distribution's mean.
 *
 * @param distribution - a distribution over numbers
 * @returns the mean
 * @throws CausalError `invalid-argument` for what is not a distribution over numbers; `not-supported` where there is no mean: a
 *   t distribution with at most one degree of freedom
 * @complexity O(1), for a finite distribution O(values)
 * @category Probability
 * @example
 * meanOf(logNormal(0, 1))
 * //=> 1.648721
 */
export function meanOf(distribution: Distribution<number>): number {
  return calledAs('meanOf', () => {
    checkNumeric(distribution)
    const { mean } = lawOf(distribution)
    if (!Number.isNaN(mean)) return mean
    const message = 'the mean does not exist: the tails are too heavy. Use the median, quantileOf(d, 0.5).'
    throw new CausalError('not-supported', message, { distribution })
  })
}
