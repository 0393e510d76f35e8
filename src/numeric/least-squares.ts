import { cholesky, solveCholesky } from './cholesky.js'
import { exponentOf, powerOfTwo } from './special/portable-bits.js'
import { times, transposedTimes, weightedGram } from './weighted-gram.js'

/** A weighted least-squares fit, or the column that the ones before it determine. */
export type LeastSquares =
  | {
      readonly ok: true
      /** k coefficients. */
      readonly coefficients: Float64Array
      /** n residuals, of rows without weight too. */
      readonly residuals: Float64Array
      /** (Xᵀ W X + ridge)⁻¹ c for a vector c. */
      readonly inverseTimes: (c: Float64Array) => Float64Array
    }
  | { readonly ok: false; readonly column: number }

/** Sums of squares outside this range lose digits to under- or overflow: the columns are then brought to unit size first. */
const least = 1e-200
const most = 1e200

/**
 * The one home of least squares on rows: minimises Σ w (y − x b)² + Σ ridge b². A column is judged to be determined by the
 * ones before it when these leave less than 1e-12 of its sum of squares: relative, so that units do not matter.
 *
 * @param x - row-major n × k
 * @param weights - of the rows, null for ones
 * @param ridge - a penalty for each coefficient, null for none
 */
export function leastSquares(
  x: Float64Array,
  n: number,
  k: number,
  y: Float64Array,
  weights: Float64Array | null = null,
  ridge: Float64Array | null = null,
): LeastSquares {
  const gram = weightedGram(x, n, k, weights)
  for (let a = 0; a < k; a++) {
    const square = gram[a * k + a]!
    if (!(square > least && square < most)) return inUnitSize(x, n, k, y, weights, ridge)
  }
  return solve(x, n, k, y, weights, ridge, gram)
}

/** The fit on columns multiplied by exact powers of two; undone in what it gives back. */
function inUnitSize(
  x: Float64Array,
  n: number,
  k: number,
  y: Float64Array,
  weights: Float64Array | null,
  ridge: Float64Array | null,
): LeastSquares {
  const shift = new Int32Array(k)
  for (let a = 0; a < k; a++) {
    let size = 0
    for (let i = a; i < n * k; i += k) size = Math.max(size, Math.abs(x[i]!))
    shift[a] = size > 0 && Number.isFinite(size) ? -exponentOf(size) : 0
  }
  const small = Float64Array.from(x, (value, i) => value * powerOfTwo(shift[i % k]!))
  const restored = (v: Float64Array): Float64Array => v.map((value, a) => value * powerOfTwo(shift[a]!))
  // a penalty on b is one on its scaled self, divided by the square of the scale
  const penalty = ridge === null ? null : restored(restored(ridge))
  const fit = solve(small, n, k, y, weights, penalty, weightedGram(small, n, k, weights))
  if (!fit.ok) return fit
  return {
    ok: true,
    coefficients: restored(fit.coefficients),
    residuals: fit.residuals,
    inverseTimes: (c) => restored(fit.inverseTimes(restored(c))),
  }
}

function solve(
  x: Float64Array,
  n: number,
  k: number,
  y: Float64Array,
  weights: Float64Array | null,
  ridge: Float64Array | null,
  gram: Float64Array,
): LeastSquares {
  if (ridge !== null) for (let a = 0; a < k; a++) gram[a * k + a]! += ridge[a]!
  const root = cholesky(gram, k)
  if (!root.ok) return { ok: false, column: root.column }
  const { factor } = root
  const weighted = weights === null ? y : y.map((value, i) => value * weights[i]!)
  const coefficients = solveCholesky(factor, k, transposedTimes(x, n, k, weighted))
  let residuals = residualsOf(x, n, k, y, coefficients)
  if (illConditioned(factor, k)) {
    // one step of refinement: the normal equations square the condition number, this takes it back
    const left = weights === null ? residuals : residuals.map((value, i) => value * weights[i]!)
    const gradient = transposedTimes(x, n, k, left)
    if (ridge !== null) for (let a = 0; a < k; a++) gradient[a]! -= ridge[a]! * coefficients[a]!
    const step = solveCholesky(factor, k, gradient)
    for (let a = 0; a < k; a++) coefficients[a]! += step[a]!
    residuals = residualsOf(x, n, k, y, coefficients)
  }
  return { ok: true, coefficients, residuals, inverseTimes: (c) => solveCholesky(factor, k, c.slice()) }
}

function residualsOf(x: Float64Array, n: number, k: number, y: Float64Array, b: Float64Array): Float64Array {
  const fitted = times(x, n, k, b)
  for (let i = 0; i < n; i++) fitted[i] = y[i]! - fitted[i]!
  return fitted
}

/** Whether some column keeps less than 1e-3 of its sum of squares once the columns before it are taken out. */
function illConditioned(factor: Float64Array, k: number): boolean {
  for (let a = 1; a < k; a++) {
    let whole = 0
    for (let b = 0; b <= a; b++) whole += factor[a * k + b]! ** 2
    if (factor[a * k + a]! ** 2 < 1e-3 * whole) return true
  }
  return false
}
