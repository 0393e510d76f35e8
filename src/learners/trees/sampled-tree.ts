import type { Generator } from '../../probability/streams/generator.js'
import { type Binned, mostBins } from './bins.js'
import { beyondRounding } from './boosted-tree.js'
import { growingTree, partition, type Tree } from './tree.js'

/** What limits a tree of a forest. */
export interface SampledTreeLimits {
  /** How many columns, drawn anew, each node looks at. */
  readonly columns: number
  /** The least weight of rows in a leaf. */
  readonly minLeaf: number
}

/** Below so many rows a node sorts its codes instead of clearing all bins. */
const few = 48

/**
 * A deep tree of a forest (Breiman 2001): each node looks at some columns, drawn anew, for the split of greatest
 * S₁² / n₁ + S₂² / n₂ − S² / n, with the sums S of the outcome and n of the weights; leaves predict means.
 *
 * @param rows - the rows that it learns from; put into another order
 */
export function sampledTree(
  data: Binned,
  rows: Int32Array,
  y: Float64Array,
  weights: Float64Array | null,
  { columns, minLeaf }: SampledTreeLimits,
  draw: Generator,
): Tree {
  const p = data.codes.length
  const tree = growingTree()
  const order = Int32Array.from({ length: p }, (_, f) => f)
  const spare = new Int32Array(rows.length)
  const sums = new Float64Array(mostBins * 2)
  const keys = new Int32Array(few)
  const least = minLeaf * (1 - 1e-9)
  const stack = [{ node: tree.leaf(), start: 0, end: rows.length }]
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    const { node, start, end } = at
    let [S, H] = [0, 0]
    for (let q = start; q < end; q++) {
      const i = rows[q]!
      const w = weights === null ? 1 : weights[i]!
      S += w * y[i]!
      H += w
    }
    let best = 1e-12 * H
    let [feature, bin] = [-1, 0]
    if (H >= 2 * least) {
      const whole = (S * S) / H
      for (let c = 0; c < columns; c++) {
        // the next of a random order
        const other = c + draw.integer(p - c)
        const f = order[other]!
        order[other] = order[c]!
        order[c] = f
        const codes = data.codes[f]!
        const split =
          end - start < few
            ? scanSorted(rows, start, end, codes, y, weights, S, H, least, keys)
            : scanBins(rows, start, end, codes, data.binnings[f]!.bins, y, weights, S, H, least, sums)
        if (split.score - whole > best * beyondRounding) {
          best = split.score - whole
          feature = f
          bin = split.bin
        }
      }
    }
    if (feature < 0) {
      tree.set(node, S / H)
      continue
    }
    const middle = partition(rows, start, end, data.codes[feature]!, bin, spare)
    const first = tree.split(node, feature, bin)
    stack.push({ node: first + 1, start: middle, end })
    stack.push({ node: first, start, end: middle })
  }
  return tree.done()
}

/** The best cut found, written over by the next scan: nothing is made in the loops. */
const found = { score: 0, bin: 0 }

function scanBins(
  rows: Int32Array,
  start: number,
  end: number,
  codes: Uint8Array,
  bins: number,
  y: Float64Array,
  weights: Float64Array | null,
  S: number,
  H: number,
  least: number,
  sums: Float64Array,
): { score: number; bin: number } {
  sums.fill(0, 0, 2 * bins)
  if (weights === null) {
    for (let q = start; q < end; q++) {
      const i = rows[q]!
      const at = 2 * codes[i]!
      sums[at]! += y[i]!
      sums[at + 1]! += 1
    }
  } else {
    for (let q = start; q < end; q++) {
      const i = rows[q]!
      const at = 2 * codes[i]!
      sums[at]! += weights[i]! * y[i]!
      sums[at + 1]! += weights[i]!
    }
  }
  found.score = 0
  let [s, h] = [0, 0]
  for (let b = 0; b + 1 < bins; b++) {
    const more = sums[2 * b + 1]!
    if (more === 0) continue
    s += sums[2 * b]!
    h += more
    if (h < least) continue
    if (H - h < least) break
    const rest = S - s
    const score = (s * s) / h + (rest * rest) / (H - h)
    if (score > found.score * beyondRounding) {
      found.score = score
      found.bin = b
    }
  }
  return found
}

function scanSorted(
  rows: Int32Array,
  start: number,
  end: number,
  codes: Uint8Array,
  y: Float64Array,
  weights: Float64Array | null,
  S: number,
  H: number,
  least: number,
  keys: Int32Array,
): { score: number; bin: number } {
  const m = end - start
  // the code, then the place in the node: one number to sort
  for (let q = 0; q < m; q++) {
    const key = (codes[rows[start + q]!]! << 8) | q
    let place = q
    while (place > 0 && keys[place - 1]! > key) {
      keys[place] = keys[place - 1]!
      place--
    }
    keys[place] = key
  }
  found.score = 0
  let [s, h] = [0, 0]
  for (let q = 0; q + 1 < m; q++) {
    const i = rows[start + (keys[q]! & 255)]!
    const w = weights === null ? 1 : weights[i]!
    s += w * y[i]!
    h += w
    const code = keys[q]! >> 8
    if (keys[q + 1]! >> 8 === code || h < least) continue
    if (H - h < least) break
    const rest = S - s
    const score = (s * s) / h + (rest * rest) / (H - h)
    if (score > found.score * beyondRounding) {
      found.score = score
      found.bin = code
    }
  }
  return found
}
