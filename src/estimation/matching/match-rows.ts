import { groupRows } from '../../data/statistics/collapse-rows.js'
import { cholesky, solveLower } from '../../numeric/cholesky.js'
import { nearestBuffer } from './nearest-buffer.js'
import { type PlacedRows, pointOf } from './rows-at-places.js'
import { rowsNotUsed } from './rows-not-used.js'

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

/** For each row of the arm that is matched: the rows of the other arm, each as heavy. Empty where there is none. */
export type Matches = ReadonlyMap<number, readonly number[]>

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

export interface MatchPlan {
  readonly neighbours: number
  readonly replacement: boolean
  /** The largest distance allowed. */
  readonly caliper: number
  /** Without replacement: rows with larger values choose first. */
  readonly priority: Float64Array
}

/** The nearest rows of a pool for each of `rows`, within their cells. Rows at one place may share one list. */
export function matchRows(rows: PlacedRows, pool: PlacedRows, plan: MatchPlan): Matches {
  return plan.replacement ? matchAgain(rows, pool, plan) : matchOnce(rows, pool, plan)
}

/** With replacement: each place is looked from once. */
function matchAgain(rows: PlacedRows, pool: PlacedRows, { neighbours, caliper }: MatchPlan): Matches {
  const { rowsAt } = pool
  const lists = new Map<string, readonly number[]>()
  const matches = new Map<number, readonly number[]>(rows.rows.map((i) => [i, []]))
  for (const [c, { list, tree }] of pool.cells.entries()) {
    const found = nearestBuffer(neighbours, (place) => rowsAt[list[place]!]!.length, caliper)
    const own = rows.cells[c]!
    // near places after one another look at the same boxes
    for (const place of own.tree.order) {
      const at = rows.rowsAt[own.list[place]!]!
      found.clear()
      tree.search(pointOf(at[0]!, rows.places), found)
      const near = found.points().map((other) => list[other]!)
      const others = near.length === 1 ? rowsAt[near[0]!]! : together(near)
      for (const i of at) matches.set(i, others)
    }
  }
  return matches

  /** Lists that could be long and come up often are made once. */
  function together(near: readonly number[]): readonly number[] {
    const all = (): number[] => near.flatMap((place) => rowsAt[place]!).sort((a, b) => a - b)
    if (near.every((place) => rowsAt[place]!.length === 1)) return all()
    const key = near.join()
    const known = lists.get(key) ?? all()
    lists.set(key, known)
    return known
  }
}

/** Without replacement: one row after another, by priority; the trees of the pool lose what is used. */
function matchOnce(rows: PlacedRows, pool: PlacedRows, { neighbours, caliper, priority }: MatchPlan): Matches {
  const { cell } = rows.places
  const matches = new Map<number, readonly number[]>()
  const found = pool.cells.map(({ list, tree }) =>
    rowsNotUsed(
      neighbours,
      list.map((place) => pool.rowsAt[place]!),
      caliper,
      tree.remove,
    ),
  )
  for (const i of [...rows.rows].sort((a, b) => priority[b]! - priority[a]! || a - b)) {
    const c = cell[i]!
    pool.cells[c]!.tree.search(pointOf(i, rows.places), found[c]!)
    matches.set(i, found[c]!.take())
  }
  return matches
}
