import type { Binned } from '../../../learners/trees/bins.js'
import { growingTree, leafOf, partition, type Tree } from '../../../learners/trees/tree.js'
import type { Generator } from '../../../probability/streams/generator.js'
import { type Cut, causalSplit, type NodeSums, type Residuals } from './causal-split.js'

/** What limits a tree of a causal forest. */
export interface CausalTreeLimits {
  /** How many columns, drawn anew, each node looks at. */
  readonly columns: number
  /** The least weight of rows in a leaf. */
  readonly minLeaf: number
  /** The least share of a node's rows, and of what it has of variation in the treatment, that each child gets. */
  readonly balance: number
}

/** A tree whose leaves keep the means of W, Y, W² and WY of rows that had no say in its questions; NaN-free: `mass` 0 marks an empty leaf. */
export interface HonestTree {
  readonly tree: Tree
  /** The weight of each leaf's rows. */
  readonly mass: Float64Array
  /** Four means a node: W, Y, W², WY. */
  readonly means: Float64Array
}

/**
 * A tree that looks for different effects: at each node the treatment's slope τ = S_WY / S_WW is fitted, each row gets the
 * pseudo-outcome ρ = (W − W̄)(Y − Ȳ − (W − W̄) τ) / (S_WW / n), how much it would move that slope, and the node is split as a
 * regression tree splits ρ (Athey, Tibshirani & Wager 2019, section 2.3 and equation 20). Rows count by their weights in every sum.
 *
 * @param rows - the rows whose outcomes choose the questions; put into another order
 * @param others - the rows that fill the leaves (honesty)
 */
export function causalTree(
  data: Binned,
  rows: Int32Array,
  others: Int32Array,
  residuals: Residuals,
  limits: CausalTreeLimits,
  draw: Generator,
): HonestTree {
  const p = data.codes.length
  const tree = growingTree()
  const order = Int32Array.from({ length: p }, (_, f) => f)
  const spare = new Int32Array(rows.length)
  const rho = new Float64Array(data.n)
  const consider = causalSplit(data, rows, rho, residuals)
  // sums of weights are rounded, numbers of rows are not
  const slack = residuals.weights === null ? 1 : 1 - 1e-9
  const stack = [{ node: tree.leaf(), start: 0, end: rows.length }]
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    const { node, start, end } = at
    const { mass, spread } = relabel(rows, start, end, residuals, rho)
    if (mass < 2 * limits.minLeaf * slack || !(spread > 0)) continue
    const best: Cut = { score: 1e-12 * mass, feature: -1, bin: 0 }
    const share = limits.balance * mass
    const sums: NodeSums = {
      start,
      end,
      mass,
      leastMass: Math.max(limits.minLeaf, residuals.weights === null ? Math.ceil(share) : share) * slack,
      leastSpread: limits.balance * spread,
    }
    for (let c = 0; c < limits.columns; c++) {
      const other = c + draw.integer(p - c)
      const f = order[other]!
      order[other] = order[c]!
      order[c] = f
      consider(f, sums, best)
    }
    if (best.feature < 0) continue
    const middle = partition(rows, start, end, data.codes[best.feature]!, best.bin, spare)
    const first = tree.split(node, best.feature, best.bin)
    stack.push({ node: first + 1, start: middle, end })
    stack.push({ node: first, start, end: middle })
  }
  return filled(tree.done(), data.codes, others, residuals)
}

/** Writes ρ, scaled to mean square 1, for the rows of a node; gives their weight, and S_WW, or 0 where nothing can be told apart. */
function relabel(
  rows: Int32Array,
  start: number,
  end: number,
  { w, y, weights }: Residuals,
  rho: Float64Array,
): { readonly mass: number; readonly spread: number } {
  let [mass, sw, sy] = [0, 0, 0]
  for (let q = start; q < end; q++) {
    const i = rows[q]!
    const v = weights === null ? 1 : weights[i]!
    mass += v
    sw += v * w[i]!
    sy += v * y[i]!
  }
  const [mw, my] = [sw / mass, sy / mass]
  let [ww, wy] = [0, 0]
  for (let q = start; q < end; q++) {
    const i = rows[q]!
    const v = weights === null ? 1 : weights[i]!
    const d = w[i]! - mw
    ww += v * d * d
    wy += v * d * (y[i]! - my)
  }
  if (!(ww > 1e-12)) return { mass, spread: 0 }
  const slope = wy / ww
  let square = 0
  for (let q = start; q < end; q++) {
    const i = rows[q]!
    const d = w[i]! - mw
    rho[i] = d * (y[i]! - my - d * slope)
    square += (weights === null ? 1 : weights[i]!) * rho[i]! * rho[i]!
  }
  if (!(square > 0)) return { mass, spread: 0 }
  const scale = Math.sqrt(mass / square)
  for (let q = start; q < end; q++) rho[rows[q]!]! *= scale
  return { mass, spread: ww }
}

/** The leaves' means over the rows that chose none of the questions. */
function filled(
  tree: Tree,
  codes: readonly Uint8Array[],
  others: Int32Array,
  { w, y, weights }: Residuals,
): HonestTree {
  const nodes = tree.feature.length
  const mass = new Float64Array(nodes)
  const means = new Float64Array(4 * nodes)
  for (const i of others) {
    const leaf = leafOf(tree, codes, i)
    const v = weights === null ? 1 : weights[i]!
    mass[leaf]! += v
    means[4 * leaf]! += v * w[i]!
    means[4 * leaf + 1]! += v * y[i]!
    means[4 * leaf + 2]! += v * w[i]! * w[i]!
    means[4 * leaf + 3]! += v * w[i]! * y[i]!
  }
  for (let node = 0; node < nodes; node++)
    if (mass[node]! > 0) for (let k = 0; k < 4; k++) means[4 * node + k]! /= mass[node]!
  return { tree, mass, means }
}
