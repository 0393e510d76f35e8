import { cholesky, solveCholesky } from '../../numeric/cholesky.js'
import { times, transposedTimes, weightedGram } from './weighted-gram.js'

/** A weighted least-squares fit, or the column that the ones before it determine. */
export type LeastSquares =
  | {
      readonly ok: true
      /** k coefficients. */
      readonly coefficients: Float64Array
      /** n residuals, of rows without weight too. */
      readonly residuals: Float64Array
      /** The Cholesky factor of Xᵀ W X. */
      readonly factor: Float64Array
    }
  | { readonly ok: false; readonly column: number }

/** Minimises Σ w (y − x b)². X is row-major n × k, its columns of like scale. */
export function leastSquares(
  x: Float64Array,
  n: number,
  k: number,
  y: Float64Array,
  weights: Float64Array | null,
): LeastSquares {
  const root = cholesky(weightedGram(x, n, k, weights), k)
  if (!root.ok) return { ok: false, column: root.column }
  const weighted = weights === null ? y : y.map((value, i) => value * weights[i]!)
  const coefficients = solveCholesky(root.factor, k, transposedTimes(x, n, k, weighted))
  let residuals = residualsOf(x, n, k, y, coefficients)
  if (illConditioned(root.factor, k)) {
    // one step of refinement: the normal equations square the condition number, this takes it back
    const left = weights === null ? residuals : residuals.map((value, i) => value * weights[i]!)
    const step = solveCholesky(root.factor, k, transposedTimes(x, n, k, left))
    for (let a = 0; a < k; a++) coefficients[a]! += step[a]!
    residuals = residualsOf(x, n, k, y, coefficients)
  }
  return { ok: true, coefficients, residuals, factor: root.factor }
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
