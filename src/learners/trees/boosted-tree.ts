import { type Binned, mostBins } from './bins.js'
import { growingTree, partition, type Tree } from './tree.js'

/** What limits a tree of a boosted sum. */
export interface BoostedTreeLimits {
  readonly depth: number
  /** The least curvature (weight of rows, for squared loss) of a leaf. */
  readonly minLeaf: number
  /** Added to the curvature of a leaf, so that small leaves predict less. */
  readonly shrinkage: number
}

/** Gradients and curvatures of the loss at each row; without curvatures each is 1. */
export interface Slopes {
  readonly gradient: Float64Array
  readonly curvature: Float64Array | null
}

/** A split must be better than the best so far by more than rounding, so that ties go by the order of columns. */
export const beyondRounding: number = 1 + 1e-9

/** Grows a tree on some rows, which are put into another order, and adds `rate` times its leaves' values to `fitted`. */
export type BoostedTreeGrower = (rows: Int32Array, slopes: Slopes, rate: number, fitted: Float64Array) => Tree

/** A node whose rows stand from `start` to `end`; its sums are null where it must be a leaf. */
interface Node {
  readonly node: number
  readonly start: number
  readonly end: number
  readonly depth: number
  readonly sums: Float64Array | null
}

/**
 * Trees of boosting: splits by the gain S₁² / (H₁ + s) + S₂² / (H₂ + s) − S² / (H + s), with the sums S of gradients and H of
 * curvatures of the loss, and leaves S / (H + s) (Friedman 2001; Chen & Guestrin 2016, equation 7). Sums are taken by bin for
 * the smaller child alone: the larger child's are the parent's less those.
 */
export function boostedTreeGrower(data: Binned, limits: BoostedTreeLimits): BoostedTreeGrower {
  const width = data.codes.length * mostBins * 2
  const free: Float64Array[] = []
  const spare = new Int32Array(data.n)
  const summed = (rows: Int32Array, start: number, end: number, slopes: Slopes): Float64Array => {
    const sums = free.pop()?.fill(0) ?? new Float64Array(width)
    fill(sums, data.codes, rows, start, end, slopes)
    return sums
  }
  return (rows, slopes, rate, fitted) => {
    const tree = growingTree()
    const root: Node = {
      node: tree.leaf(),
      start: 0,
      end: rows.length,
      depth: 0,
      sums: summed(rows, 0, rows.length, slopes),
    }
    const stack = [root]
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const { node, start, end, depth, sums } = at
      const split = sums === null ? null : bestSplit(sums, data, limits)
      if (split === null) {
        const value = rate * leafValue(rows, start, end, slopes, limits.shrinkage)
        tree.set(node, value)
        for (let p = start; p < end; p++) fitted[rows[p]!]! += value
        if (sums !== null) free.push(sums)
        continue
      }
      const middle = partition(rows, start, end, data.codes[split.feature]!, split.bin, spare)
      const first = tree.split(node, split.feature, split.bin)
      let children: [Float64Array | null, Float64Array | null] = [null, null]
      if (depth + 1 < limits.depth) {
        const smaller = middle - start <= end - middle
        const part = smaller ? summed(rows, start, middle, slopes) : summed(rows, middle, end, slopes)
        for (let j = 0; j < width; j++) sums![j]! -= part[j]!
        children = smaller ? [part, sums] : [sums, part]
      } else free.push(sums!)
      stack.push({ node: first + 1, start: middle, end, depth: depth + 1, sums: children[1] })
      stack.push({ node: first, start, end: middle, depth: depth + 1, sums: children[0] })
    }
    return tree.done()
  }
}

function fill(
  sums: Float64Array,
  columns: readonly Uint8Array[],
  rows: Int32Array,
  start: number,
  end: number,
  { gradient, curvature }: Slopes,
): void {
  for (const [f, codes] of columns.entries()) {
    const base = f * mostBins * 2
    if (curvature === null) {
      for (let p = start; p < end; p++) {
        const i = rows[p]!
        const at = base + 2 * codes[i]!
        sums[at]! += gradient[i]!
        sums[at + 1]! += 1
      }
    } else {
      for (let p = start; p < end; p++) {
        const i = rows[p]!
        const at = base + 2 * codes[i]!
        sums[at]! += gradient[i]!
        sums[at + 1]! += curvature[i]!
      }
    }
  }
}

/** Summed over rows, not bins: what subtraction left of rounding stays out. */
function leafValue(
  rows: Int32Array,
  start: number,
  end: number,
  { gradient, curvature }: Slopes,
  shrinkage: number,
): number {
  let [S, H] = [0, 0]
  for (let p = start; p < end; p++) {
    S += gradient[rows[p]!]!
    H += curvature === null ? 1 : curvature[rows[p]!]!
  }
  return H + shrinkage > 0 ? S / (H + shrinkage) : 0
}

function bestSplit(
  sums: Float64Array,
  { binnings }: Binned,
  { minLeaf, shrinkage }: BoostedTreeLimits,
): { feature: number; bin: number } | null {
  let [S, H] = [0, 0]
  for (let b = 0; b < mostBins; b++) {
    S += sums[2 * b]!
    H += sums[2 * b + 1]!
  }
  const least = minLeaf * (1 - 1e-9)
  if (H < 2 * least) return null
  const whole = (S * S) / (H + shrinkage)
  // what rounding leaves of no gain is none
  let best = 1e-12 * H
  let [feature, bin] = [-1, 0]
  for (const [f, { bins }] of binnings.entries()) {
    let [s, h] = [0, 0]
    const base = f * mostBins * 2
    for (let b = 0; b + 1 < bins; b++) {
      s += sums[base + 2 * b]!
      h += sums[base + 2 * b + 1]!
      if (h < least) continue
      if (H - h < least) break
      const rest = S - s
      const gain = (s * s) / (h + shrinkage) + (rest * rest) / (H - h + shrinkage) - whole
      if (gain > best * beyondRounding) [best, feature, bin] = [gain, f, b]
    }
  }
  return feature < 0 ? null : { feature, bin }
}
