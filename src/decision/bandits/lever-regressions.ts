import { indexed } from '../../graph/core/indexed.js'
import { orderOrCycle } from '../../graph/core/order.js'
import { reach } from '../../graph/core/reach.js'
import type { Dag } from '../../graph/types.js'
import { cholesky, solveCholesky, solveLower } from '../../numeric/cholesky.js'
import type { PullRecord } from './pull-record.js'

/** Ridge regressions of each ancestor of the reward on its parents, one where its lever was pulled and one where it was not. */
export interface LeverRegressions {
  /** The reward and its ancestors, parents first. */
  readonly nodes: readonly number[]
  readonly parents: readonly Int32Array[]
  /** Levers whose nodes lead to the reward. */
  readonly relevant: readonly number[]
  readonly add: (row: number) => void
  /** The mean of the reward under an arm, and the standard error of that mean by what was seen. */
  readonly expected: (arm: number) => { readonly mean: number; readonly error: number }
  /** Solves the regressions for what was added; `expected` speaks of the last time. */
  readonly solve: () => void
  /** The units of a node: what is taken away, and by what it is divided. */
  readonly centre: Float64Array
  readonly scale: Float64Array
}

/** What the ridge adds to the squares of a parent, in units in which it has variance 1; and to those of the constant. */
const [ridge, ridgeOfConstant] = [0.1, 0.001]

interface Fit {
  readonly gram: Float64Array
  readonly moment: Float64Array
  squares: number
  n: number
  weights: Float64Array
  factor: Float64Array
}

/** The regressions of the sub-graph over the rows from `from` up to `to`. */
export function leverRegressions(
  record: PullRecord,
  graph: Dag,
  reward: number,
  from: number,
  to: number,
): LeverRegressions {
  const { columns, arms, leverNodes } = record
  const g = indexed(graph)
  const leads = reach(g.parents, [reward])
  const nodes = [...orderOrCycle(g)].filter((i) => leads[i] === 1)
  const parents = columns.map((_, i) => g.parents.node.slice(g.parents.start[i]!, g.parents.start[i + 1]!))
  const bitOf = new Int32Array(columns.length).fill(-1)
  for (const [k, i] of leverNodes.entries()) bitOf[i] = k
  const { centre, scale } = units(columns, from, to)
  const unit = (i: number, row: number): number => (columns[i]![row]! - centre[i]!) / scale[i]!
  const fits = columns.map((_, i) => [0, 1].map(() => emptyFit(1 + parents[i]!.length)))
  const modeOf = (i: number, arm: number): number => (bitOf[i]! >= 0 ? (arm >> bitOf[i]!) & 1 : 0)
  const variance = new Float64Array(columns.length).fill(1)
  const add = (row: number): void => {
    for (const i of nodes) {
      const x = Float64Array.of(1, ...Array.from(parents[i]!, (p) => unit(p, row)))
      addTo(fits[i]![modeOf(i, arms[row]!)]!, x, unit(i, row))
    }
  }
  const solve = (): void => {
    for (const i of nodes) variance[i] = solved(fits[i]!)
  }
  const mean = new Float64Array(columns.length)
  const effect = new Float64Array(columns.length)
  const expected = (arm: number): { readonly mean: number; readonly error: number } => {
    for (const i of nodes) {
      const { weights } = fits[i]![modeOf(i, arm)]!
      mean[i] = weights[0]!
      for (const [k, p] of parents[i]!.entries()) mean[i]! += weights[k + 1]! * mean[p]!
      effect[i] = 0
    }
    // errors of the regressions are nearly independent: their variances add up, each by its way to the reward
    effect[reward] = 1
    let error = 0
    for (let k = nodes.length - 1; k >= 0; k--) {
      const i = nodes[k]!
      const { weights, factor } = fits[i]![modeOf(i, arm)]!
      const x = Float64Array.of(1, ...Array.from(parents[i]!, (p) => mean[p]!))
      const half = solveLower(factor, x.length, x)
      let spread = 0
      for (const each of half) spread += each * each
      error += effect[i]! * effect[i]! * variance[i]! * spread
      for (const [j, p] of parents[i]!.entries()) effect[p]! += effect[i]! * weights[j + 1]!
    }
    return { mean: centre[reward]! + scale[reward]! * mean[reward]!, error: scale[reward]! * Math.sqrt(error) }
  }
  for (let row = from; row < to; row++) add(row)
  solve()
  const relevant = [...leverNodes.keys()].filter((k) => leads[leverNodes[k]!] === 1)
  return { nodes, parents, relevant, add, solve, expected, centre, scale }
}

function units(
  columns: readonly Float64Array[],
  from: number,
  to: number,
): { centre: Float64Array; scale: Float64Array } {
  const n = to - from
  const centre = Float64Array.from(columns, (column) => column.subarray(from, to).reduce((sum, x) => sum + x, 0) / n)
  const scale = Float64Array.from(columns, (column, i) => {
    const squares = column.subarray(from, to).reduce((sum, x) => sum + (x - centre[i]!) ** 2, 0)
    return Math.sqrt(squares / n) || 1
  })
  return { centre, scale }
}

function emptyFit(size: number): Fit {
  const gram = new Float64Array(size * size)
  for (let k = 0; k < size; k++) gram[k * size + k] = k === 0 ? ridgeOfConstant : ridge
  return { gram, moment: new Float64Array(size), squares: 0, n: 0, weights: new Float64Array(size), factor: gram }
}

function addTo(fit: Fit, x: Float64Array, y: number): void {
  const size = x.length
  for (let j = 0; j < size; j++) {
    for (let k = 0; k <= j; k++) fit.gram[j * size + k]! += x[j]! * x[k]!
    fit.moment[j]! += x[j]! * y
  }
  fit.squares += y * y
  fit.n++
}

/** Solves both regressions of a node; returns the variance of what they leave, which they share. */
function solved(fits: readonly Fit[]): number {
  let [left, free] = [0, 0]
  for (const fit of fits) {
    const size = fit.moment.length
    const factored = cholesky(fit.gram, size, 0)
    if (!factored.ok) continue
    fit.factor = factored.factor
    fit.weights = solveCholesky(factored.factor, size, fit.moment.slice())
    left += fit.squares - fit.weights.reduce((sum, w, k) => sum + w * fit.moment[k]!, 0)
    free += Math.max(0, fit.n - size)
  }
  // in units of the node's own spread: before anything is known, all of it
  return free > 0 ? Math.max(left / free, 1e-12) : 1
}
