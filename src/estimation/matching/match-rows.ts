import { groupRows } from '../../data/statistics/collapse-rows.js'
import { cholesky, solveLower } from '../../numeric/cholesky.js'
import { type NeighbourTree, neighbourTree } from './nearest-neighbours.js'
import { pointBoxes } from './point-boxes.js'

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

/** The nearest rows among `pool` for each of `rows`, within their cells. */
export function matchRows(
  rows: readonly number[],
  pool: readonly number[],
  { points, dimension, cell, cells }: Places,
  { neighbours, replacement, caliper, priority }: MatchPlan,
): Matches {
  const members = Array.from({ length: cells }, (): number[] => [])
  for (const i of pool) members[cell[i]!]!.push(i)
  // without a distance all rows of the cell are as near
  if (dimension === 0 && replacement) return new Map(rows.map((i) => [i, members[cell[i]!]!]))
  const trees: (NeighbourTree | null)[] = members.map((list) => {
    if (list.length === 0) return null
    const own = new Float64Array(list.length * dimension)
    for (const [j, i] of list.entries()) own.set(points.subarray(i * dimension, (i + 1) * dimension), j * dimension)
    return neighbourTree(own, list.length, dimension)
  })
  // with replacement the order is free: near rows after one another look at the same boxes
  const queue = replacement
    ? inSpace(rows, points, dimension)
    : [...rows].sort((a, b) => priority[b]! - priority[a]! || a - b)
  const matches = new Map<number, readonly number[]>(replacement ? rows.map((i) => [i, []]) : [])
  for (const i of queue) {
    const tree = trees[cell[i]!]
    if (tree === null || tree === undefined) {
      matches.set(i, [])
      continue
    }
    const { points: near, squares } = tree.nearest(points.subarray(i * dimension, (i + 1) * dimension), neighbours)
    const within = near.filter((_, j) => Math.sqrt(squares[j]!) <= caliper + 1e-9)
    if (replacement) {
      matches.set(
        i,
        within.map((j) => members[cell[i]!]![j]!),
      )
      continue
    }
    // ties are broken by position: each row is used once
    const byDistance = within
      .map((j) => ({ j, square: squares[near.indexOf(j)]! }))
      .sort((a, b) => a.square - b.square || a.j - b.j)
      .slice(0, neighbours)
    for (const { j } of byDistance) tree.remove(j)
    matches.set(
      i,
      byDistance.map(({ j }) => members[cell[i]!]![j]!),
    )
  }
  return matches
}

/** Rows in an order in which those that follow one another lie near one another. */
function inSpace(rows: readonly number[], points: Float64Array, dimension: number): number[] {
  const own = new Float64Array(rows.length * dimension)
  for (const [j, i] of rows.entries()) own.set(points.subarray(i * dimension, (i + 1) * dimension), j * dimension)
  return Array.from(pointBoxes(own, rows.length, dimension).order, (j) => rows[j]!)
}
