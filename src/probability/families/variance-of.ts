import { CausalError, calledAs } from '../../errors.js'
import { checkNumeric } from './check-distribution.js'
import type { Distribution } from './distribution.js'
import { lawOf } from './law-of.js'

/**
 * A distribution's variance.
 *
 * @param distribution - a distribution over numbers
 * @returns the variance; infinite for a t distribution with more than one and at most two degrees of freedom
 * @throws CausalError `invalid-argument` for what is not a distribution over numbers; `not-supported` where there is no mean
 * @complexity O(1), for a finite distribution O(values)
 * @category Probability
 * @example
 * varianceOf(uniform(0, 6))
 * //=> 3
 */
export function varianceOf(distribution: Distribution<number>): number {
  return calledAs('varianceOf', () => {
    checkNumeric(distribution)
    const { variance } = lawOf(distribution)
    if (!Number.isNaN(variance)) return variance
    throw new CausalError(
      'not-supported',
      'there is no mean and so no variance: the tails are too heavy. Use quantiles, quantileOf(d, 0.25) and quantileOf(d, 0.75).',
      {
        distribution,
      },
    )
  })
}
