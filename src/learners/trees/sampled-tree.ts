import type { Generator } from '../../probability/streams/generator.js'
import {
  addFewRows,
  addRows,
  binSums,
  type Cut,
  lanes,
  type NodeSums,
  nextPass,
  type Pass,
  scanBins,
  scanFilled,
} from './bin-sums.js'
import type { Binning } from './bins.js'
import { growingTree, type Tree } from './tree.js'
import { splitSample, type TreeSample } from './tree-sample.js'

/** What limits a tree of a forest. */
export interface SampledTreeLimits {
  /** How many columns, drawn anew, each node looks at. */
  readonly columns: number
  /** The least weight of rows in a leaf. */
  readonly minLeaf: number
}

/** Below so many rows a node notes the bins that it fills, instead of looking at all. */
const few = 150

/**
 * A deep tree of a forest (Breiman 2001): each node looks at some columns, drawn anew, for the split of greatest
 * S₁² / n₁ + S₂² / n₂ − S² / n, with the sums S of the outcome and n of the weights; leaves predict means.
 *
 * @param sample - the rows that it learns from, put into another order
 * @param n - how many these are
 */
export function sampledTree(
  sample: TreeSample,
  n: number,
  binnings: readonly Binning[],
  { columns, minLeaf }: SampledTreeLimits,
  draw: Generator,
): Tree {
  const p = binnings.length
  const { y, weights } = sample
  const tree = growingTree()
  const order = Int32Array.from({ length: p }, (_, f) => f)
  const sums = binSums()
  const pass: Pass = { column: new Int32Array(lanes), base: new Int32Array(lanes) }
  const least = minLeaf * (1 - 1e-9)
  const stack = [{ node: tree.leaf(), start: 0, end: n }]
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    const { node, start, end } = at
    let [S, H] = [0, 0]
    for (let q = start; q < end; q++) {
      S += y[q]!
      H += weights[q]!
    }
    const best: Cut = { gain: 1e-12 * H, over: 1, feature: -1, bin: 0 }
    if (H >= 2 * least) {
      for (let c = 0; c < columns; c++) {
        const other = c + draw.integer(p - c)
        const f = order[other]!
        order[other] = order[c]!
        order[c] = f
      }
      // what rounding leaves of the weight of all rows is no row
      const limits: NodeSums = { start, end, S, H, least: Math.max(least, 1e-12 * H) }
      for (let c = 0; c < columns; c += lanes) {
        const used = nextPass(pass, order, c, columns)
        if (end - start < few) {
          addFewRows(sample, limits, pass, sums)
          for (let lane = 0; lane < used; lane++) scanFilled(sums, lane, order[c + lane]!, limits, best)
        } else {
          addRows(sample, limits, pass, sums)
          for (let lane = 0; lane < used; lane++) {
            const f = order[c + lane]!
            scanBins(sums, lane, f, binnings[f]!.bins, limits, best)
          }
        }
      }
    }
    if (best.feature < 0) {
      tree.set(node, S / H)
      continue
    }
    const middle = splitSample(sample, start, end, best.feature, best.bin)
    const first = tree.split(node, best.feature, best.bin)
    stack.push({ node: first + 1, start: middle, end })
    stack.push({ node: first, start, end: middle })
  }
  return tree.done()
}
