import { isAdjacent } from '../../graph/classes/marked.js'
import type { IndexedGraph } from '../../graph/core/indexed.js'
import { reach } from '../../graph/core/reach.js'
import { minus, reduceRows, times } from '../../numeric/prime-field.js'
import type { LinearPoint } from './linear-point.js'

/**
 * How a coefficient follows: the linear system Σ_p cov(y*, p) λ_pv = cov(y*, v*) over `rows` y and `columns` p, where
 * y* = y − Σ λ_zy z over the known `corrections` of y, and v* = v − Σ λ_pv p over the parents `known` before.
 */
export interface LinearSolution {
  readonly edge: number
  readonly rows: readonly { readonly y: number; readonly corrections: readonly number[] }[]
  /** Edges into v whose coefficients the system determines or holds. */
  readonly columns: readonly number[]
  /** Edges into v that are known before. */
  readonly known: readonly number[]
}

/**
 * The coefficients that linear equations give one after the other. For a node v and any y that shares no error with it,
 * cov(y*, v − Σ λ_pv p) = 0 once y* is rid of the parents that half-treks from v reach: the equations of the half-trek criterion (Foygel,
 * Draisma & Drton 2012, theorem 1) with single edges as known parts (edgewise: Weihs et al. 2018, theorem 2.2). Instead of a flow, the
 * rank at a point that looks random says which coefficients the equations determine, so that instrumental sets, instruments
 * corrected by known coefficients and systems that determine some parents only are all found.
 */
export function linearClosure(point: LinearPoint): LinearSolution[] {
  const { g, edges } = point
  const into = Array.from({ length: g.size }, (): number[] => [])
  for (const [e, [, b]] of edges.entries()) into[b]!.push(e)
  const isKnown = new Uint8Array(edges.length)
  const reached = into.map((_, v) => halfTreks(g, v))
  const solutions: LinearSolution[] = []
  for (let grown = true; grown; ) {
    grown = false
    for (let v = 0; v < g.size; v++) {
      const open = into[v]!.filter((e) => isKnown[e] === 0)
      if (open.length === 0) continue
      const known = into[v]!.filter((e) => isKnown[e] === 1)
      const rows = equationsFor(g, edges, v, into, isKnown, reached[v]!)
      for (const solution of solvedBy(point, open, known, rows)) {
        isKnown[solution.edge] = 1
        solutions.push(solution)
        grown = true
      }
    }
  }
  return solutions
}

/** The nodes that a half-trek from v reaches: below v, or below a node that shares an error with it. */
function halfTreks(g: IndexedGraph, v: number): Uint8Array {
  const { start, node } = g.spouses
  return reach(g.children, [v, ...node.subarray(start[v]!, start[v + 1]!)])
}

/** The nodes y whose equation for v holds, with the edges into y that it needs. */
function equationsFor(
  g: IndexedGraph,
  edges: LinearPoint['edges'],
  v: number,
  into: readonly (readonly number[])[],
  isKnown: Uint8Array,
  reached: Uint8Array,
): LinearSolution['rows'] {
  const rows: { y: number; corrections: number[] }[] = []
  for (let y = 0; y < g.size; y++) {
    if (y === v || isAdjacent(g.spouses, v, y)) continue
    const corrections = into[y]!.filter((e) => reached[edges[e]![0]] === 1)
    if (corrections.every((e) => isKnown[e] === 1)) rows.push({ y, corrections })
  }
  return rows
}

/** cov(y*, w) at the point. */
function covariance({ g, edges, lambda, sigma }: LinearPoint, row: LinearSolution['rows'][number], w: number): number {
  let value = sigma[row.y * g.size + w]!
  for (const e of row.corrections) value = minus(value, times(lambda[e]!, sigma[edges[e]![0] * g.size + w]!))
  return value
}

function solvedBy(
  point: LinearPoint,
  open: readonly number[],
  known: readonly number[],
  rows: LinearSolution['rows'],
): LinearSolution[] {
  const matrix = rows.map((row) => Float64Array.from(open, (e) => covariance(point, row, point.edges[e]![0])))
  const solved = determined(matrix, open.length)
  if (solved.length === 0) return []
  // fewest equations: one is left out while all that was determined still is
  let used = rows.map((_, i) => i)
  const still = (list: readonly number[]): boolean => {
    const now = determined(
      list.map((i) => matrix[i]!),
      open.length,
    )
    return solved.every((c) => now.includes(c))
  }
  for (const i of [...used].reverse()) {
    const fewer = used.filter((j) => j !== i)
    if (still(fewer)) used = fewer
  }
  const touched = open.filter((_, c) => used.some((i) => matrix[i]![c] !== 0))
  return solved.map((c) => ({ edge: open[c]!, rows: used.map((i) => rows[i]!), columns: touched, known: [...known] }))
}

/** The columns whose unit vector lies in the row space. */
function determined(matrix: readonly Float64Array[], width: number): number[] {
  const rows = matrix.map((row) => row.slice())
  const pivots = reduceRows(rows, width)
  return pivots.filter((column, i) => rows[i]!.every((value, j) => j === column || value === 0))
}
