import { CausalError } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { leastSquares } from '../../numeric/least-squares.js'
import { transposedTimes } from '../../numeric/weighted-gram.js'
import { meanAt } from './mean-at.js'

/** What each equation has beside lags: nothing, a constant, or a constant and a linear trend. */
export type Trend = 'none' | 'constant' | 'linear'

/** How many terms that are. */
export const trendTerms: Readonly<Record<Trend, number>> = { none: 0, constant: 1, linear: 2 }

/** A regression of every column now on all columns at lags 1 … `lags`. */
export interface Autoregression {
  readonly p: number
  readonly lags: number
  /** Steps that were fitted. */
  readonly n: number
  /** Terms of each equation, trend included. */
  readonly terms: number
  readonly intercept: Float64Array
  /** By how much each column rises in a step by itself. */
  readonly slope: Float64Array
  /** For each lag p × p: entry (i, j) of column j on column i. */
  readonly matrices: readonly Float64Array[]
  readonly residuals: readonly Float64Array[]
  /** (ZᵀZ)⁻¹ of all terms: trend first, then lag by lag. */
  readonly inverse: Float64Array
  /** Sums of products of residuals. */
  readonly scatter: Float64Array
}

/**
 * Least squares, equation by equation, on the steps `rows`, each with its lags inside its stretch (Lütkepohl 2005, section 3.2).
 * Where there is a constant, columns are measured from their means while they are fitted, so that no digits are lost to a level.
 *
 * O(n (p lags)²).
 */
export function autoregression(
  names: readonly string[],
  columns: readonly Float64Array[],
  rows: Int32Array,
  lags: number,
  trend: Trend,
  step: Float64Array,
): Autoregression {
  const p = columns.length
  const n = rows.length
  const own = trendTerms[trend]
  const k = own + p * lags
  const origin = columns.map((column) => (own === 0 ? 0 : meanAt(column, rows)))
  const middle = own === 2 ? meanAt(step, rows) : 0
  const x = new Float64Array(n * k)
  for (let r = 0; r < n; r++) {
    const t = rows[r]!
    const at = r * k
    if (own > 0) x[at] = 1
    if (own > 1) x[at + 1] = step[t]! - middle
    for (let lag = 1; lag <= lags; lag++) {
      for (let j = 0; j < p; j++) x[at + own + (lag - 1) * p + j] = columns[j]![t - lag]! - origin[j]!
    }
  }
  const targets = columns.map((column, j) => Float64Array.from(rows, (t) => column[t]! - origin[j]!))
  const solve = solver(names, x, n, k, own, targets[0]!)
  const matrices = Array.from({ length: lags }, () => new Float64Array(p * p))
  const intercept = new Float64Array(p)
  const slope = new Float64Array(p)
  const residuals = targets.map((target, i) => {
    const { beta, residual } = fitted(x, n, k, target, solve)
    for (let a = 0; a < p * lags; a++) matrices[Math.floor(a / p)]![i * p + (a % p)] = beta[own + a]!
    if (own > 1) slope[i] = beta[1]!
    if (own > 0) {
      intercept[i] = beta[0]! + origin[i]! - (own > 1 ? beta[1]! * middle : 0)
      for (let a = 0; a < p * lags; a++) intercept[i]! -= beta[own + a]! * origin[a % p]!
    }
    return residual
  })
  // the inverse in the columns' own levels: the constant is that of the centred fit less each coefficient times its level
  const inverse = new Float64Array(k * k)
  for (let c = 0; c < k; c++) inverse.set(solve(unit(k, c)), c * k)
  if (own > 0) {
    const level = Float64Array.from({ length: k }, (_, a) =>
      a === 0 ? 1 : own > 1 && a === 1 ? -middle : -origin[(a - own) % p]!,
    )
    inCentre(inverse, k, level)
  }
  return { p, lags, n, terms: k, intercept, slope, matrices, residuals, inverse, scatter: productsOf(residuals) }
}

/** Solves the normal equations for any right-hand side, or says that the lags determine one another. */
function solver(
  names: readonly string[],
  x: Float64Array,
  n: number,
  k: number,
  own: number,
  y: Float64Array,
): (c: Float64Array) => Float64Array {
  if (k === 0) return (c) => c
  const fit = leastSquares(x, n, k, y)
  if (fit.ok) return fit.inverseTimes
  const p = names.length
  const column = names[(fit.column - own + p * k) % p]!
  throw new CausalError(
    'collinear',
    `earlier values of ${quoteNames(names)} determine one another${fit.column >= own ? ` (found at ${JSON.stringify(column)})` : ''}: leave a variable out, or take fewer lags.`,
    { names, column },
  )
}

function fitted(
  x: Float64Array,
  n: number,
  k: number,
  y: Float64Array,
  solve: (c: Float64Array) => Float64Array,
): { readonly beta: Float64Array; readonly residual: Float64Array } {
  const beta = solve(transposedTimes(x, n, k, y)).slice()
  const residual = y.slice()
  const take = (b: Float64Array): void => {
    for (let r = 0; r < n; r++) {
      let sum = 0
      for (let a = 0; a < k; a++) sum += x[r * k + a]! * b[a]!
      residual[r]! -= sum
    }
  }
  take(beta)
  // one step of refinement: normal equations square the condition number
  const more = solve(transposedTimes(x, n, k, residual))
  for (let a = 0; a < k; a++) beta[a]! += more[a]!
  take(more)
  return { beta, residual }
}

/** V := T V Tᵀ with T the identity but for its first row. */
function inCentre(v: Float64Array, k: number, row: Float64Array): void {
  const first = new Float64Array(k)
  for (let j = 0; j < k; j++) for (let a = 0; a < k; a++) first[j]! += row[a]! * v[a * k + j]!
  let corner = 0
  for (let a = 0; a < k; a++) corner += row[a]! * first[a]!
  for (let j = 1; j < k; j++) {
    v[j] = first[j]!
    v[j * k] = first[j]!
  }
  v[0] = corner
}

function unit(k: number, at: number): Float64Array {
  const e = new Float64Array(k)
  e[at] = 1
  return e
}

/** p × p sums of products of columns. */
export function productsOf(columns: readonly Float64Array[]): Float64Array {
  const p = columns.length
  const out = new Float64Array(p * p)
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0
      for (let t = 0; t < columns[i]!.length; t++) sum += columns[i]![t]! * columns[j]![t]!
      out[i * p + j] = sum
      out[j * p + i] = sum
    }
  }
  return out
}
