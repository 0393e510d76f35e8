import { CausalError, calledAs } from '../../errors.js'
import { show } from '../../show.js'
import { type FiniteDistribution, finite } from './distribution.js'

/**
 * The distribution of a coin as a number: 1 with probability `p`, 0 otherwise.
 *
 * @param p - the probability of 1, between 0 and 1
 * @returns the distribution over the numbers 0 and 1
 * @throws CausalError `not-probability` for `p` outside [0, 1]
 * @complexity O(1)
 * @category Probability
 * @example
 * bernoulli(0.25).probabilities
 * //=> [0.75, 0.25]
 */
export function bernoulli(p: number): FiniteDistribution<0 | 1> {
  return calledAs('bernoulli', () => {
    if (!(typeof p === 'number' && p >= 0 && p <= 1)) {
      throw new CausalError('not-probability', `p must lie between 0 and 1, got ${show(p)}.`, { p })
    }
    return finite<0 | 1>([0, 1], [1 - p, p])
  })
}
