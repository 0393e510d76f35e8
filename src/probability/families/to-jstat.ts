import jStat from 'jstat'
import { CausalError, calledAs } from '../../errors.js'
import { checkDistribution } from './check-distribution.js'
import type { Distribution } from './distribution.js'

/**
 * What jStat's distribution objects have in common.
 *
 * @category Probability
 */
export interface JstatDistribution {
  /** The density at x; of a Poisson distribution, the probability of x. */
  pdf(x: number): number
  /** P(X ≤ x). */
  cdf(x: number): number
  /** The mean. */
  mean(): number
  /** The variance. */
  variance(): number
}

/**
 * The same distribution as an object of jStat, for code that works with those.
 *
 * Two warnings. jStat has no upper tails, and its small probabilities are zero or lose their digits: for p-values
 * stay with {@link upperTail}. Its `sample` draws from the global `Math.random`: for numbers that can be had again, {@link drawFrom}.
 *
 * @param distribution - normal, uniform, exponential, Laplace, log-normal, gamma, beta, Poisson, or a t that is neither moved nor
 *   scaled
 * @returns jStat's object
 * @throws CausalError `invalid-argument` for what is not a distribution; `not-supported` for one that jStat does not have
 * @complexity O(1)
 * @category Probability
 * @example
 * const d = toJstat(normal(1, 2))
 * d.cdf(3)
 * //=> 0.841345
 * toJstat(gumbel())
 * //=> throws 'not-supported'
 */
export function toJstat(distribution: Distribution<number>): JstatDistribution {
  return calledAs('toJstat', () => {
    checkDistribution(distribution)
    const p = distribution.parameters as Record<string, number>
    switch (distribution.family) {
      case 'normal':
        return jStat.normal(p['mean']!, p['sd']!)
      case 'logNormal':
        return jStat.lognormal(p['mean']!, p['sd']!)
      case 'uniform':
        return jStat.uniform(p['low']!, p['high']!)
      case 'exponential':
        return jStat.exponential(p['rate']!)
      case 'laplace':
        return jStat.laplace(p['location']!, p['scale']!)
      case 'gamma':
        return jStat.gamma(p['shape']!, p['scale']!)
      case 'beta':
        return jStat.beta(p['a']!, p['b']!)
      case 'poisson':
        return jStat.poisson(p['rate']!)
      case 'studentT':
        if (p['location'] === 0 && p['scale'] === 1) return jStat.studentt(p['df']!)
        break
    }
    const message = `jStat has no distribution of the family ${distribution.family}: use density, cumulative, quantileOf and drawFrom.`
    throw new CausalError('not-supported', message, { distribution })
  })
}
