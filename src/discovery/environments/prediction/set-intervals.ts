import { cholesky, invertCholesky } from '../../../numeric/cholesky.js'
import { studentTQuantile } from '../../../numeric/special/student-t.js'
import { type EnvironmentMoments, regressionOn } from './environment-moments.js'

/**
 * Of each predictor the union over the accepted sets of its 1 − α interval in the regression over all rows, [0, 0] where a set lacks it, as one
 * interval from the least to the largest.
 */
export function setIntervals(
  moments: EnvironmentMoments,
  accepted: readonly (readonly number[])[],
  names: readonly string[],
  alpha: number,
): readonly (readonly [number, number])[] {
  const { p, all, scale } = moments
  const low = new Float64Array(p - 1).fill(Number.POSITIVE_INFINITY)
  const high = new Float64Array(p - 1).fill(Number.NEGATIVE_INFINITY)
  for (const set of accepted) {
    const { slopes, left } = regressionOn(moments, all, set, names)
    const freedom = all.n - set.length - 1
    const k = set.length
    const gram = Float64Array.from({ length: k * k }, (_, i) => all.scatter[set[Math.floor(i / k)]! * p + set[i % k]!]!)
    const root = cholesky(gram, k)
    const inverse = root.ok ? invertCholesky(root.factor, k) : gram
    const quantile = studentTQuantile(1 - alpha / 2, freedom)
    for (let i = 0; i < p - 1; i++) {
      const at = set.indexOf(i)
      const unit = scale[p - 1]! / scale[i]!
      const slope = at < 0 ? 0 : slopes[at]! * unit
      const half = at < 0 ? 0 : quantile * Math.sqrt((left / freedom) * inverse[at * k + at]!) * unit
      low[i] = Math.min(low[i]!, slope - half)
      high[i] = Math.max(high[i]!, slope + half)
    }
  }
  return Array.from({ length: p - 1 }, (_, i) => Object.freeze([low[i]!, high[i]!] as const))
}
