import {
  basicValues,
  basisColumn,
  basisPrices,
  exchange,
  leastPivot,
  refactor,
  type SimplexBasis,
} from './simplex-basis.js'
import { columnProduct } from './sparse-columns.js'

/** `infeasible`: `proof · column ≤ 0` for every column while `proof · right > 0` (Farkas). */
export type DualEnd =
  | { readonly status: 'optimal' }
  | { readonly status: 'infeasible'; readonly proof: Float64Array }
  | { readonly status: 'stalled' }

/** A basic unknown above this counts as not negative. */
const negligible = 1e-12
/** An equation that cannot be met is missed by more than this. */
const mostViolation = 1e-9

/**
 * From a basis without negative reduced costs to one that is feasible too (the dual simplex method): few steps, where the
 * right-hand side has changed little.
 */
export function dualSimplex(basis: SimplexBasis, right: ArrayLike<number>, cost: ArrayLike<number>): DualEnd {
  const { matrix, unknown, inverse } = basis
  const n = matrix.columns
  const m = matrix.rows
  const forgiven = new Uint8Array(m)
  for (let step = 0; step < 20 * (m + 20); step++) {
    if (basis.updates >= 20 && !refactor(basis)) return { status: 'stalled' }
    const values = basicValues(basis, right)
    const leaving = mostViolated(basis, values, forgiven)
    if (leaving < 0) {
      if (basis.updates === 0) return { status: 'optimal' }
      if (!refactor(basis)) return { status: 'stalled' }
      continue
    }
    // an artificial unknown above zero has to come down, any other below zero has to go up
    const upward = values[leaving]! < 0 ? 1 : -1
    const weights = inverse.slice(leaving * m, leaving * m + m).map((w) => upward * w)
    const prices = basisPrices(basis, (j) => (j < n ? cost[j]! : 0))
    let entering = -1
    let ratio = Number.POSITIVE_INFINITY
    let pivot = 0
    for (let j = 0; j < n; j++) {
      if (basis.isBasic[j] === 1) continue
      const change = -columnProduct(matrix, j, weights)
      if (change <= leastPivot) continue
      const r = Math.max(cost[j]! - columnProduct(matrix, j, prices), 0) / change
      if (r > ratio + 1e-12 || (r >= ratio - 1e-12 && change <= pivot)) continue
      entering = j
      ratio = r
      pivot = change
    }
    if (entering >= 0) exchange(basis, leaving, entering, basisColumn(basis, entering))
    else if (Math.abs(values[leaving]!) > mostViolation) return { status: 'infeasible', proof: weights.map((w) => -w) }
    // equations that miss one another by rounding alone; the check of the solution has the last word
    else forgiven[leaving] = 1
    if (unknown[leaving] === entering) forgiven[leaving] = 0
  }
  return { status: 'stalled' }
}

/** The row whose unknown is furthest outside its bounds (artificial ones: at zero); −1 where none is. */
function mostViolated({ unknown, matrix }: SimplexBasis, values: Float64Array, forgiven: Uint8Array): number {
  let worst = negligible
  let row = -1
  for (let i = 0; i < values.length; i++) {
    if (forgiven[i] === 1) continue
    const violation = unknown[i]! >= matrix.columns ? Math.abs(values[i]!) : -values[i]!
    if (violation <= worst) continue
    worst = violation
    row = i
  }
  return row
}
