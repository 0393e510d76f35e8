import { incompleteGamma, logGammaFront } from '../../numeric/special/incomplete-gamma.js'
import { normalQuantile } from '../../numeric/special/normal.js'
import { LOWER, UPPER } from '../../numeric/special/tail.js'
import type { Law } from './law.js'

/** P(X ≤ k) = Q(k + 1, rate). */
export function poissonLaw(rate: number): Law {
  const cdf = (x: number): number =>
    x < 0 ? 0 : x === Number.POSITIVE_INFINITY ? 1 : incompleteGamma(Math.floor(x) + 1, rate, UPPER)
  return {
    logDensity: (x) => {
      if (!(x >= 0) || !Number.isInteger(x)) return Number.NEGATIVE_INFINITY
      return x === 0 ? -rate : logGammaFront(x, rate)
    },
    cdf,
    upper: (x) => (x < 0 ? 1 : x === Number.POSITIVE_INFINITY ? 0 : incompleteGamma(Math.floor(x) + 1, rate, LOWER)),
    quantile: (p) => {
      if (p === 1) return Number.POSITIVE_INFINITY
      // from the normal guess outwards in doubling steps, then by halving: P(X ≤ low) < p ≤ P(X ≤ high)
      const guess = Math.max(0, Math.floor(rate + Math.sqrt(rate) * Math.max(-40, normalQuantile(p))))
      let step = 1
      let low = guess
      let high = guess
      while (low >= 0 && cdf(low) >= p) {
        high = low
        low -= step
        step *= 2
      }
      low = Math.max(-1, low)
      step = 1
      while (cdf(high) < p) {
        low = high
        high += step
        step *= 2
      }
      while (high - low > 1) {
        const middle = Math.floor((low + high) / 2)
        if (cdf(middle) >= p) high = middle
        else low = middle
      }
      return high
    },
    mean: rate,
    variance: rate,
  }
}
