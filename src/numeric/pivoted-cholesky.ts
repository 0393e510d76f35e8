/** A symmetric positive semidefinite n × n matrix that is never formed: its diagonal, and its columns on demand. */
export interface ImplicitMatrix {
  readonly size: number
  /** Writes the diagonal. */
  readonly diagonal: (out: Float64Array) => void
  /** Writes column j. */
  readonly column: (j: number, out: Float64Array) => void
}

/** A ≈ Lᵀ L with the rank rows of L one after another, each n long. */
export interface LowRank {
  readonly size: number
  readonly rank: number
  /** rank × n, row-major: row k is the k-th column of the Cholesky factor. */
  readonly rows: Float64Array
}

/**
 * Pivoted incomplete Cholesky: takes the largest remaining diagonal element as pivot until what is left of the trace is
 * at most `tolerance` times the trace. Where that takes a rank above `limit` it is the factor that first left at most
 * `coarse` times the trace, or null where none did. The error is positive semidefinite with that trace.
 *
 * O(n rank²) time with one column of the matrix per rank; Fine & Scheinberg 2001, "Efficient SVM training using low-rank
 * kernel representations", Journal of Machine Learning Research 2, figure 2.
 */
export function pivotedCholesky(matrix: ImplicitMatrix, tolerance: number): LowRank
export function pivotedCholesky(
  matrix: ImplicitMatrix,
  tolerance: number,
  limit: number | undefined,
  coarse?: number,
): LowRank | null
export function pivotedCholesky(
  matrix: ImplicitMatrix,
  tolerance: number,
  limit?: number,
  coarse: number = tolerance,
): LowRank | null {
  const n = matrix.size
  const left = new Float64Array(n)
  matrix.diagonal(left)
  let trace = 0
  let largest = 0
  for (let i = 0; i < n; i++) {
    trace += left[i]!
    if (left[i]! > largest) largest = left[i]!
  }
  const enough = tolerance * trace
  const smallest = 1e-15 * largest
  const rows: Float64Array[] = []
  const rests: number[] = []
  let coarseRank = -1
  const column = new Float64Array(n)
  while (rows.length < n) {
    let pivot = 0
    let rest = 0
    for (let i = 0; i < n; i++) {
      rest += left[i]!
      if (left[i]! > left[pivot]!) pivot = i
    }
    if (coarseRank < 0 && rest <= coarse * trace) coarseRank = rows.length
    if (rest <= enough || left[pivot]! <= smallest) break
    if (limit !== undefined) {
      rests.push(rest)
      const goal = coarseRank < 0 ? coarse * trace : enough
      if (rows.length === limit || cannotReach(goal, rests, limit)) {
        if (coarseRank < 0) return null
        rows.length = coarseRank
        break
      }
    }
    matrix.column(pivot, column)
    subtractRows(column, rows, pivot)
    const root = Math.sqrt(left[pivot]!)
    const row = new Float64Array(n)
    for (let i = 0; i < n; i++) {
      const l = column[i]! / root
      row[i] = l
      const after = left[i]! - l * l
      left[i] = Math.max(after, 0)
    }
    row[pivot] = root
    left[pivot] = 0
    rows.push(row)
  }
  const packed = new Float64Array(rows.length * n)
  for (const [k, row] of rows.entries()) packed.set(row, k * n)
  return { size: n, rank: rows.length, rows: packed }
}

/** Steps over which the decrease of the trace is averaged. */
const WINDOW = 16

/** Whether the trace that is left stays above a goal up to rank `limit` even if it goes on to fall as fast as of late: it falls ever more slowly. */
function cannotReach(goal: number, rests: readonly number[], limit: number): boolean {
  const rank = rests.length - 1
  if (rank < WINDOW) return false
  const rest = rests[rank]!
  const slope = (rests[rank - WINDOW]! - rest) / WINDOW
  return rest - slope * (limit - rank) > goal
}

/** column −= Σ row · row[pivot], eight rows at a time so that the column is read and written an eighth as often. */
function subtractRows(column: Float64Array, rows: readonly Float64Array[], pivot: number): void {
  const n = column.length
  let k = 0
  for (; k + 7 < rows.length; k += 8) {
    const a = rows[k]!
    const b = rows[k + 1]!
    const c = rows[k + 2]!
    const d = rows[k + 3]!
    const e = rows[k + 4]!
    const f = rows[k + 5]!
    const g = rows[k + 6]!
    const h = rows[k + 7]!
    const pa = a[pivot]!
    const pb = b[pivot]!
    const pc = c[pivot]!
    const pd = d[pivot]!
    const pe = e[pivot]!
    const pf = f[pivot]!
    const pg = g[pivot]!
    const ph = h[pivot]!
    for (let i = 0; i < n; i++) {
      column[i]! -=
        pa * a[i]! + pb * b[i]! + (pc * c[i]! + pd * d[i]!) + (pe * e[i]! + pf * f[i]! + (pg * g[i]! + ph * h[i]!))
    }
  }
  for (; k < rows.length; k++) {
    const a = rows[k]!
    const pa = a[pivot]!
    for (let i = 0; i < n; i++) column[i]! -= pa * a[i]!
  }
}
