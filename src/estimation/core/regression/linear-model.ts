import { type LeastSquares, leastSquares } from '../../../numeric/least-squares.js'

/** A regression fitted to rows, ready for standard errors of every kind. */
export interface LinearModel {
  readonly n: number
  readonly k: number
  /** Row-major n × k; each row times the root of its weight. */
  readonly x: Float64Array
  /** k coefficients. */
  readonly coefficients: Float64Array
  /** n residuals, each times the root of its row's weight. */
  readonly residuals: Float64Array
  /** (Xᵀ W X)⁻¹, k × k. */
  readonly inverse: Float64Array
}

/** A regression, or the column that those before it determine. */
export type LinearModelFit = (LinearModel & { readonly ok: true }) | { readonly ok: false; readonly column: number }

/**
 * The one home of a regression with standard errors: weighted least squares, with what `sandwich` needs of it.
 *
 * @param x - row-major n × k
 * @param weights - of the rows, positive; null for ones
 */
export function linearModel(
  x: Float64Array,
  n: number,
  k: number,
  y: Float64Array,
  weights: Float64Array | null = null,
): LinearModelFit {
  let [rows, outcome] = [x, y]
  if (weights !== null) {
    const roots = weights.map(Math.sqrt)
    rows = x.slice()
    for (let i = 0; i < n; i++) for (let a = 0; a < k; a++) rows[i * k + a]! *= roots[i]!
    outcome = y.map((value, i) => value * roots[i]!)
  }
  const fit = leastSquares(rows, n, k, outcome)
  return fit.ok ? modelOf(fit, rows, n, k) : fit
}

/** A fit of least squares with what `sandwich` needs of it. */
export function modelOf(
  fit: LeastSquares & { ok: true },
  x: Float64Array,
  n: number,
  k: number,
): LinearModel & { readonly ok: true } {
  const inverse = new Float64Array(k * k)
  for (let a = 0; a < k; a++) {
    const unit = new Float64Array(k)
    unit[a] = 1
    inverse.set(fit.inverseTimes(unit), a * k)
  }
  return { ok: true, n, k, x, coefficients: fit.coefficients, residuals: fit.residuals, inverse }
}

/** Σ_a direction[a] · coefficient[a]'s row influence: n · directionᵀ (XᵀWX)⁻¹ x_i w_i e_i. */
export function rowInfluence(model: LinearModel, direction: Float64Array): Float64Array {
  const { n, k, x, residuals, inverse } = model
  const v = product(inverse, k, direction)
  return residuals.map((residual, i) => {
    let sum = 0
    for (let a = 0; a < k; a++) sum += x[i * k + a]! * v[a]!
    return n * sum * residual
  })
}

/** A v for a k × k matrix. */
export function product(matrix: Float64Array, k: number, v: Float64Array): Float64Array {
  const out = new Float64Array(k)
  for (let a = 0; a < k; a++) {
    let sum = 0
    for (let b = 0; b < k; b++) sum += matrix[a * k + b]! * v[b]!
    out[a] = sum
  }
  return out
}

/** vᵀ A v for a k × k matrix. */
export function quadratic(matrix: Float64Array, k: number, v: Float64Array): number {
  return product(matrix, k, v).reduce((sum, value, a) => sum + value * v[a]!, 0)
}
