import { type Binned, mostBins } from '../../../learners/trees/bins.js'
import { beyondRounding } from '../../../learners/trees/boosted-tree.js'
import { growingTree, leafOf, partition, type Tree } from '../../../learners/trees/tree.js'
import type { Generator } from '../../../probability/streams/generator.js'

/** What limits a tree of a causal forest. */
export interface CausalTreeLimits {
  /** How many columns, drawn anew, each node looks at. */
  readonly columns: number
  /** The least number of rows in a leaf. */
  readonly minLeaf: number
  /** The least share of a node's rows, and of what it has of variation in the treatment, that each child gets. */
  readonly balance: number
}

/** A tree whose leaves keep the means of W, Y, W² and WY of rows that had no say in its questions; NaN-free: `count` 0 marks an empty leaf. */
export interface HonestTree {
  readonly tree: Tree
  readonly count: Int32Array
  /** Four means a node: W, Y, W², WY. */
  readonly means: Float64Array
}

/** Below so many rows a node sorts its codes instead of clearing all bins. */
const few = 48

/** How a split cuts a node; the score is Σ ρ over n₁ and n₂ as in a regression tree. */
interface Cut {
  score: number
  feature: number
  bin: number
}

/**
 * A tree that looks for different effects: at each node the treatment's slope τ = S_WY / S_WW is fitted, each row gets the
 * pseudo-outcome ρ = (W − W̄)(Y − Ȳ − (W − W̄) τ) / (S_WW / n), how much it would move that slope, and the node is split as a
 * regression tree splits ρ (Athey, Tibshirani & Wager 2019, section 2.3 and equation 20).
 *
 * @param rows - the rows whose outcomes choose the questions; put into another order
 * @param others - the rows that fill the leaves (honesty)
 */
export function causalTree(
  data: Binned,
  rows: Int32Array,
  others: Int32Array,
  w: Float64Array,
  y: Float64Array,
  limits: CausalTreeLimits,
  draw: Generator,
): HonestTree {
  const p = data.codes.length
  const tree = growingTree()
  const order = Int32Array.from({ length: p }, (_, f) => f)
  const spare = new Int32Array(rows.length)
  const rho = new Float64Array(data.n)
  const work = { sums: new Float64Array(mostBins * 4), keys: new Int32Array(few) }
  const stack = [{ node: tree.leaf(), start: 0, end: rows.length }]
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    const { node, start, end } = at
    const n = end - start
    if (n < 2 * limits.minLeaf) continue
    const spread = relabel(rows, start, end, w, y, rho)
    if (!(spread > 0)) continue
    const best: Cut = { score: 1e-12 * n, feature: -1, bin: 0 }
    const least = { rows: Math.max(limits.minLeaf, Math.ceil(limits.balance * n)), spread: limits.balance * spread }
    for (let c = 0; c < limits.columns; c++) {
      const other = c + draw.integer(p - c)
      const f = order[other]!
      order[other] = order[c]!
      order[c] = f
      if (n < few) scanSorted(data.codes[f]!, f, rows, start, end, rho, w, least, best, work.keys)
      else scanBins(data.codes[f]!, f, data.binnings[f]!.bins, rows, start, end, rho, w, least, best, work.sums)
    }
    if (best.feature < 0) continue
    const middle = partition(rows, start, end, data.codes[best.feature]!, best.bin, spare)
    const first = tree.split(node, best.feature, best.bin)
    stack.push({ node: first + 1, start: middle, end })
    stack.push({ node: first, start, end: middle })
  }
  return filled(tree.done(), data.codes, others, w, y)
}

/** Writes ρ, scaled to mean square 1, for the rows of a node; gives S_WW, or 0 where nothing can be told apart. */
function relabel(
  rows: Int32Array,
  start: number,
  end: number,
  w: Float64Array,
  y: Float64Array,
  rho: Float64Array,
): number {
  const n = end - start
  let [sw, sy] = [0, 0]
  for (let q = start; q < end; q++) {
    sw += w[rows[q]!]!
    sy += y[rows[q]!]!
  }
  const [mw, my] = [sw / n, sy / n]
  let [ww, wy] = [0, 0]
  for (let q = start; q < end; q++) {
    const d = w[rows[q]!]! - mw
    ww += d * d
    wy += d * (y[rows[q]!]! - my)
  }
  if (!(ww > 1e-12)) return 0
  const slope = wy / ww
  let square = 0
  for (let q = start; q < end; q++) {
    const i = rows[q]!
    const d = w[i]! - mw
    rho[i] = d * (y[i]! - my - d * slope)
    square += rho[i]! * rho[i]!
  }
  if (!(square > 0)) return 0
  const scale = Math.sqrt(n / square)
  for (let q = start; q < end; q++) rho[rows[q]!]! *= scale
  return ww
}

interface Least {
  readonly rows: number
  readonly spread: number
}

function scanBins(
  codes: Uint8Array,
  feature: number,
  bins: number,
  rows: Int32Array,
  start: number,
  end: number,
  rho: Float64Array,
  w: Float64Array,
  least: Least,
  best: Cut,
  sums: Float64Array,
): void {
  sums.fill(0, 0, 4 * bins)
  let [allW, allSquares] = [0, 0]
  for (let q = start; q < end; q++) {
    const i = rows[q]!
    const at = 4 * codes[i]!
    const v = w[i]!
    sums[at]! += rho[i]!
    sums[at + 1]! += 1
    sums[at + 2]! += v
    sums[at + 3]! += v * v
    allW += v
    allSquares += v * v
  }
  const n = end - start
  let [s, h, a, b] = [0, 0, 0, 0]
  for (let bin = 0; bin + 1 < bins; bin++) {
    const at = 4 * bin
    if (sums[at + 1] === 0) continue
    s += sums[at]!
    h += sums[at + 1]!
    a += sums[at + 2]!
    b += sums[at + 3]!
    if (h < least.rows) continue
    if (n - h < least.rows) break
    consider(best, feature, bin, s, h, n, b - (a * a) / h, allSquares - b - ((allW - a) * (allW - a)) / (n - h), least)
  }
}

function scanSorted(
  codes: Uint8Array,
  feature: number,
  rows: Int32Array,
  start: number,
  end: number,
  rho: Float64Array,
  w: Float64Array,
  least: Least,
  best: Cut,
  keys: Int32Array,
): void {
  const n = end - start
  let [allW, allSquares] = [0, 0]
  for (let q = 0; q < n; q++) {
    const i = rows[start + q]!
    const key = (codes[i]! << 8) | q
    let at = q
    while (at > 0 && keys[at - 1]! > key) {
      keys[at] = keys[at - 1]!
      at--
    }
    keys[at] = key
    allW += w[i]!
    allSquares += w[i]! * w[i]!
  }
  let [s, a, b] = [0, 0, 0]
  for (let q = 0; q + 1 < n; q++) {
    const i = rows[start + (keys[q]! & 255)]!
    s += rho[i]!
    a += w[i]!
    b += w[i]! * w[i]!
    const h = q + 1
    if (keys[q]! >> 8 === keys[q + 1]! >> 8 || h < least.rows) continue
    if (n - h < least.rows) break
    consider(
      best,
      feature,
      keys[q]! >> 8,
      s,
      h,
      n,
      b - (a * a) / h,
      allSquares - b - ((allW - a) * (allW - a)) / (n - h),
      least,
    )
  }
}

/** ρ sums to 0 in a node, so that S₁² / n₁ + S₂² / n₂ = S₁² n / n₁ n₂. */
function consider(
  best: Cut,
  feature: number,
  bin: number,
  s: number,
  h: number,
  n: number,
  spreadFirst: number,
  spreadOther: number,
  least: Least,
): void {
  if (spreadFirst < least.spread || spreadOther < least.spread) return
  const score = (s * s * n) / (h * (n - h))
  if (!(score > best.score * beyondRounding)) return
  best.score = score
  best.feature = feature
  best.bin = bin
}

/** The leaves' means over the rows that chose none of the questions. */
function filled(
  tree: Tree,
  codes: readonly Uint8Array[],
  others: Int32Array,
  w: Float64Array,
  y: Float64Array,
): HonestTree {
  const nodes = tree.feature.length
  const count = new Int32Array(nodes)
  const means = new Float64Array(4 * nodes)
  for (const i of others) {
    const leaf = leafOf(tree, codes, i)
    count[leaf]!++
    means[4 * leaf]! += w[i]!
    means[4 * leaf + 1]! += y[i]!
    means[4 * leaf + 2]! += w[i]! * w[i]!
    means[4 * leaf + 3]! += w[i]! * y[i]!
  }
  for (let node = 0; node < nodes; node++)
    if (count[node]! > 0) for (let k = 0; k < 4; k++) means[4 * node + k]! /= count[node]!
  return { tree, count, means }
}
