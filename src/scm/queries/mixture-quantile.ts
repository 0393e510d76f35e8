import { CausalError, calledAs } from '../../errors.js'
import { normalQuantile } from '../../numeric/special/normal.js'
import { show } from '../../show.js'
import { tailOf } from './mixture-cdf.js'
import { checkMixture, type NormalMixture } from './mixture-of.js'

/**
 * The quantile of a mixture of normal distributions: the least x with P(X ≤ x) ≥ p, by halving the interval between the
 * components' own quantiles.
 *
 * @param mixture - the mixture, see {@link mixtureOf}
 * @param p - a probability
 * @returns the quantile, to the last digits; infinite at 0 and 1 where a component has a variance
 * @throws CausalError `invalid-argument` for what is no mixture; `not-probability` for a p outside [0, 1]
 * @complexity O(components), about sixty times
 * @category Models
 * @example
 * const answer = query(scm({ C: bernoulli(0.5), X: linear({ C: 4 }, normal(0, 1)) }), ['X'])
 * if (answer.method !== 'mixture') throw new Error(answer.method)
 * mixtureQuantile(mixtureOf(answer, 'X'), 0.025)
 * //=> -1.644854
 */
export function mixtureQuantile(mixture: NormalMixture, p: number): number {
  return calledAs('mixtureQuantile', () => {
    checkMixture(mixture)
    if (typeof p !== 'number' || !(p >= 0 && p <= 1))
      throw new CausalError('not-probability', `p must lie between 0 and 1, got ${show(p)}.`, { p })
    const { weights, means, sds } = mixture
    let low = Number.POSITIVE_INFINITY
    let high = Number.NEGATIVE_INFINITY
    for (const [k, w] of weights.entries()) {
      if (w === 0) continue
      const own = sds[k] === 0 ? means[k]! : means[k]! + sds[k]! * normalQuantile(p)
      low = Math.min(low, own)
      high = Math.max(high, own)
    }
    if (p === 0) return low
    if (p === 1) return high
    // in the upper half by the tail beyond, which keeps its digits
    const reaches = (x: number): boolean =>
      p > 0.5 ? tailOf(mixture, x, true) <= 1 - p : tailOf(mixture, x, false) >= p
    if (reaches(low)) return low
    for (let step = 0; step < 200; step++) {
      const middle = low + (high - low) / 2
      if (middle <= low || middle >= high) break
      if (reaches(middle)) high = middle
      else low = middle
    }
    return high
  })
}
