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

/** How a run of the simplex method ended; `stalled`: by rounding, or after more steps than any sound run takes. */
export type SimplexEnd =
  | { readonly status: 'optimal' }
  | { readonly status: 'unbounded'; readonly column: number; readonly direction: Float64Array }
  | { readonly status: 'stalled' }

/** Updates of the inverse before it is computed anew. */
const refactorAfter = 50
/** How far a basic unknown may go below zero in a step, for the sake of a greater pivot (Harris 1973). */
const harrisSlack = 1e-10

/**
 * Exchanges columns of a feasible basis until no reduced cost is negative (the revised simplex method, Dantzig's rule).
 *
 * Artificial unknowns cost `artificialCost` each. Where that is zero they must stay as they are: those still basic leave as
 * soon as a column would change them.
 */
export function primalSimplex(
  basis: SimplexBasis,
  right: ArrayLike<number>,
  cost: ArrayLike<number>,
  artificialCost: number,
): SimplexEnd {
  const { matrix } = basis
  const n = matrix.columns
  const mostSteps = 50 * (matrix.rows + 20) + 2 * n
  for (let step = 0; step < mostSteps; step++) {
    if (basis.updates >= refactorAfter && !refactor(basis)) return { status: 'stalled' }
    const prices = basisPrices(basis, (j) => (j < n ? cost[j]! : artificialCost))
    const entering = cheapest(basis, cost, prices)
    if (entering < 0) {
      if (basis.updates === 0) return { status: 'optimal' }
      // believed only with a fresh inverse
      if (!refactor(basis)) return { status: 'stalled' }
      continue
    }
    const direction = basisColumn(basis, entering)
    const leaving = leavingRow(basis, basicValues(basis, right), direction, artificialCost === 0)
    if (leaving < 0) return { status: 'unbounded', column: entering, direction }
    exchange(basis, leaving, entering, direction)
  }
  return { status: 'stalled' }
}

/** The column with the least reduced cost; −1 where none is negative. */
function cheapest({ matrix, isBasic }: SimplexBasis, cost: ArrayLike<number>, prices: Float64Array): number {
  let greatest = 1
  for (const price of prices) greatest = Math.max(greatest, Math.abs(price))
  let least = -1e-12 * greatest
  let best = -1
  for (let j = 0; j < matrix.columns; j++) {
    if (isBasic[j] === 1) continue
    const reduced = cost[j]! - columnProduct(matrix, j, prices)
    if (reduced >= least) continue
    least = reduced
    best = j
  }
  return best
}

/** The row whose unknown comes to zero first: of those within the slack the one with the greatest pivot. */
function leavingRow(
  { unknown, matrix }: SimplexBasis,
  values: Float64Array,
  direction: Float64Array,
  keepArtificial: boolean,
): number {
  const isStuck = (i: number): boolean =>
    keepArtificial && unknown[i]! >= matrix.columns && Math.abs(direction[i]!) > leastPivot
  let step = Number.POSITIVE_INFINITY
  for (let i = 0; i < values.length; i++) {
    if (isStuck(i)) step = Math.min(step, 0)
    else if (direction[i]! > leastPivot) step = Math.min(step, (Math.max(values[i]!, 0) + harrisSlack) / direction[i]!)
  }
  let best = -1
  let pivot = 0
  for (let i = 0; i < values.length; i++) {
    const stuck = isStuck(i)
    if (!stuck && !(direction[i]! > leastPivot && Math.max(values[i]!, 0) / direction[i]! <= step)) continue
    if (Math.abs(direction[i]!) <= pivot) continue
    best = i
    pivot = Math.abs(direction[i]!)
  }
  return best
}
