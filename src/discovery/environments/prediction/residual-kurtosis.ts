import { worth } from '../../interventions/regression-left.js'
import type { EnvironmentMoments } from './environment-moments.js'
import type { EnvironmentRows } from './types.js'

/**
 * The share of its degrees of freedom that a variance of residuals is worth, by their kurtosis within environments (Shoemaker 2003): 1 for
 * Gaussian noise, less for heavier tails, in which variances vary more.
 */
export function worthOfResiduals(
  { x, y, of, counts }: EnvironmentRows,
  { scale }: EnvironmentMoments,
): (set: readonly number[], slopes: Float64Array) => number {
  const unit = scale.at(-1)!
  return (set, slopes) => {
    const weights = set.map((i, k) => (slopes[k]! * unit) / scale[i]!)
    const means = new Float64Array(counts.length)
    const residuals = y.map((v, r) => {
      let left = (v - y[0]!) / unit
      for (const [k, i] of set.entries()) left -= (weights[k]! * (x[i]![r]! - x[i]![0]!)) / unit
      means[of[r]!]! += left / counts[of[r]!]!
      return left
    })
    const [squares, fourths] = [new Float64Array(counts.length), new Float64Array(counts.length)]
    for (let r = 0; r < residuals.length; r++) {
      const square = (residuals[r]! - means[of[r]!]!) ** 2
      squares[of[r]!]! += square
      fourths[of[r]!]! += square * square
    }
    const sets = counts.map((n, e) => ({
      n,
      found: { sum: squares[e]!, freedom: n - 1, fourth: () => (squares[e]! > 0 ? fourths[e]! / squares[e]! ** 2 : 0) },
    }))
    return worth(sets)
  }
}
