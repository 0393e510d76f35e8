import { groupRows } from '../../data/statistics/collapse-rows.js'
import { cholesky, solveLower } from '../../numeric/cholesky.js'

/** Where rows stand, as points among which distances are Euclidean; rows of different cells are never matched. */
export interface Places {
  readonly n: number
  readonly dimension: number
  /** Row-major. */
  readonly points: Float64Array
  /** Which cell of the exact columns each row is in. */
  readonly cell: Int32Array
  readonly cells: number
}

/** Points whose Euclidean distance is Mahalanobis's, with the covariance of all rows (divisor n − 1); null if it is singular. */
export function whitened(columns: readonly Float64Array[], n: number): Float64Array | null {
  const k = columns.length
  const means = columns.map((column) => column.reduce((sum, value) => sum + value, 0) / n)
  const covariance = new Float64Array(k * k)
  for (let a = 0; a < k; a++)
    for (let b = 0; b <= a; b++) {
      let sum = 0
      for (let i = 0; i < n; i++) sum += (columns[a]![i]! - means[a]!) * (columns[b]![i]! - means[b]!)
      covariance[a * k + b] = covariance[b * k + a] = sum / (n - 1)
    }
  const root = cholesky(covariance, k)
  if (!root.ok) return null
  const points = new Float64Array(n * k)
  for (let i = 0; i < n; i++)
    points.set(
      solveLower(
        root.factor,
        k,
        Float64Array.from({ length: k }, (_, a) => columns[a]![i]! - means[a]!),
      ),
      i * k,
    )
  return points
}

/** The cells of some coded columns; one cell without columns. */
export function cellsOf(
  columns: readonly { codes: Int32Array; size: number }[],
  n: number,
): Pick<Places, 'cell' | 'cells'> {
  if (columns.length === 0) return { cell: new Int32Array(n), cells: 1 }
  const { group, first } = groupRows(
    columns.map(({ codes }) => codes),
    columns.map(({ size }) => size),
  )
  return { cell: group, cells: first.length }
}
