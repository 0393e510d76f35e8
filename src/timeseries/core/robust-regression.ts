import { leastSquares } from '../../numeric/least-squares.js'
import { longRunCovariance } from './long-run-covariance.js'

/** Least squares with standard errors that hold under autocorrelation and unequal variances. */
export interface RobustRegression {
  readonly coefficients: Float64Array
  readonly residuals: Float64Array
  /** The covariance of the coefficients, k × k. */
  readonly covariance: Float64Array
}

/** Times in a series: the row of each, and the stretch of every row. */
export interface Times {
  readonly rows: Int32Array
  readonly stretchOf: Int32Array
}

/**
 * (XᵀX)⁻¹ S (XᵀX)⁻¹ n / (n − k) with S the long-run covariance of x(t) e(t) (Newey & West 1987).
 *
 * @returns the fit, or the column that those before it determine
 */
export function robustRegression(
  x: Float64Array,
  k: number,
  y: Float64Array,
  { rows, stretchOf }: Times,
  bandwidth: number,
): RobustRegression | { readonly column: number } {
  const n = y.length
  const fit = leastSquares(x, n, k, y)
  if (!fit.ok) return { column: fit.column }
  const { coefficients, residuals } = fit
  const scores = x.map((value, at) => value * residuals[Math.floor(at / k)]!)
  const middle = longRunCovariance(scores, k, rows, stretchOf, bandwidth)
  const half = new Float64Array(k * k)
  for (let a = 0; a < k; a++) half.set(fit.inverseTimes(middle.slice(a * k, (a + 1) * k)), a * k)
  const covariance = new Float64Array(k * k)
  for (let a = 0; a < k; a++) {
    const column = Float64Array.from({ length: k }, (_, b) => half[b * k + a]!)
    covariance.set(fit.inverseTimes(column), a * k)
  }
  const factor = n / (n - k)
  for (let at = 0; at < k * k; at++) covariance[at]! *= factor
  return { coefficients, residuals, covariance }
}
