import type { SparseColumns } from './sparse-columns.js'

/** The least cost of each group of equal columns, and a column that has it. */
export function groupCosts(
  objective: ArrayLike<number>,
  groupOf: Int32Array,
  groups: number,
): { cost: Float64Array; cheapestOf: Int32Array } {
  const cost = new Float64Array(groups).fill(Number.POSITIVE_INFINITY)
  const cheapestOf = new Int32Array(groups)
  for (let j = 0; j < groupOf.length; j++) {
    const group = groupOf[j]!
    if (objective[j]! >= cost[group]!) continue
    cost[group] = objective[j]!
    cheapestOf[group] = j
  }
  return { cost, cheapestOf }
}

/** A region whose equations have greatest coefficient one and greatest right-hand side one, so that thresholds mean the same in all units. */
export interface ScaledRegion {
  readonly matrix: SparseColumns
  readonly right: Float64Array
  readonly rowScale: Float64Array
  readonly rightScale: number
}

export function scaledRegion(matrix: SparseColumns, right: ArrayLike<number>): ScaledRegion {
  const rowScale = new Float64Array(matrix.rows)
  for (const [k, i] of matrix.row.entries()) rowScale[i] = Math.max(rowScale[i]!, Math.abs(matrix.value[k]!))
  for (const [i, scale] of rowScale.entries()) if (scale === 0) rowScale[i] = 1
  const divided = Float64Array.from(right, (b, i) => b / rowScale[i]!)
  const rightScale = divided.reduce((most, b) => Math.max(most, Math.abs(b)), 0) || 1
  return {
    matrix: { ...matrix, value: matrix.value.map((v, k) => v / rowScale[matrix.row[k]!]!) },
    right: divided.map((b) => b / rightScale),
    rowScale,
    rightScale,
  }
}
