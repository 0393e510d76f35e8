import type { Generator } from '../../probability/streams/generator.js'
import { type Binned, mostBins } from './bins.js'
import { beyondRounding } from './boosted-tree.js'
import { growingTree, type Tree } from './tree.js'

/** What limits a tree of a forest. */
export interface SampledTreeLimits {
  /** How many columns, drawn anew, each node looks at. */
  readonly columns: number
  /** The least weight of rows in a leaf. */
  readonly minLeaf: number
}

/** Below so many rows a node keeps a list of the bins that it fills, instead of looking at all. */
const few = 400

/** The rows of one tree, packed together; rows of a node stand side by side. */
interface Sample {
  /** The codes of each column by place in the sample. */
  readonly codes: readonly Uint8Array[]
  /** Places, in the order of nodes; outcomes and weights go along with them. */
  readonly place: Int32Array
  readonly y: Float64Array
  readonly weights: Float64Array | null
}

/** The sums of a node and the least weight of its children. */
interface NodeSums {
  readonly start: number
  readonly end: number
  readonly S: number
  readonly H: number
  readonly least: number
}

/**
 * A deep tree of a forest (Breiman 2001): each node looks at some columns, drawn anew, for the split of greatest
 * S₁² / n₁ + S₂² / n₂ − S² / n = (n S₁ − n₁ S)² / n n₁ n₂, with the sums S of the outcome and n of the weights; leaves predict
 * means.
 *
 * @param rows - the rows that it learns from, ascending
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
  const sample = packed(data, rows, y, weights)
  const tree = growingTree()
  const order = Int32Array.from({ length: p }, (_, f) => f)
  const split = splitter(sample)
  const sums = new Float64Array(mostBins * 2)
  const filled = new Int32Array(mostBins / 32)
  const least = minLeaf * (1 - 1e-9)
  const stack = [{ node: tree.leaf(), start: 0, end: rows.length }]
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    const { node, start, end } = at
    let [S, H] = [0, 0]
    for (let q = start; q < end; q++) {
      const w = sample.weights === null ? 1 : sample.weights[q]!
      S += w * sample.y[q]!
      H += w
    }
    const best: Cut = { gain: 1e-12 * H, over: 1, bin: 0 }
    let feature = -1
    if (H >= 2 * least) {
      // what rounding leaves of the weight of all rows is no row
      const limits: NodeSums = { start, end, S, H, least: Math.max(least, 1e-12 * H) }
      for (let c = 0; c < columns; c++) {
        // the next of a random order
        const other = c + draw.integer(p - c)
        const f = order[other]!
        order[other] = order[c]!
        order[c] = f
        const better =
          end - start < few
            ? scanFilled(sample, f, limits, sums, filled, best)
            : scanBins(sample, f, data.binnings[f]!.bins, limits, sums, best)
        if (better) feature = f
      }
    }
    if (feature < 0) {
      tree.set(node, S / H)
      continue
    }
    const middle = split(start, end, feature, best.bin)
    const first = tree.split(node, feature, best.bin)
    stack.push({ node: first + 1, start: middle, end })
    stack.push({ node: first, start, end: middle })
  }
  return tree.done()
}

function packed(data: Binned, rows: Int32Array, y: Float64Array, weights: Float64Array | null): Sample {
  const m = rows.length
  const codes = data.codes.map((column) => {
    const part = new Uint8Array(m)
    for (let q = 0; q < m; q++) part[q] = column[rows[q]!]!
    return part
  })
  const place = new Int32Array(m)
  const outcomes = new Float64Array(m)
  const own = weights === null ? null : new Float64Array(m)
  for (let q = 0; q < m; q++) {
    place[q] = q
    outcomes[q] = y[rows[q]!]!
    if (own !== null) own[q] = weights![rows[q]!]!
  }
  return { codes, place, y: outcomes, weights: own }
}

/** Puts the rows of a node that go to the first child before the others, keeping their order; where the others start. */
function splitter({
  codes,
  place,
  y,
  weights,
}: Sample): (start: number, end: number, f: number, bin: number) => number {
  const places = new Int32Array(place.length)
  const outcomes = new Float64Array(place.length)
  const own = weights === null ? null : new Float64Array(place.length)
  return (start, end, f, bin) => {
    const column = codes[f]!
    let left = start
    let right = 0
    for (let q = start; q < end; q++) {
      const i = place[q]!
      if (column[i]! <= bin) {
        place[left] = i
        y[left] = y[q]!
        if (weights !== null) weights[left] = weights[q]!
        left++
      } else {
        places[right] = i
        outcomes[right] = y[q]!
        if (own !== null) own[right] = weights![q]!
        right++
      }
    }
    for (let k = 0; k < right; k++) {
      place[left + k] = places[k]!
      y[left + k] = outcomes[k]!
      if (own !== null) weights![left + k] = own[k]!
    }
    return left
  }
}

/** The best cut so far: its gain is `gain / over` (a fraction, so that cuts are compared without dividing). */
interface Cut {
  gain: number
  over: number
  bin: number
}

function scanBins(
  { codes, place, y, weights }: Sample,
  f: number,
  bins: number,
  { start, end, S, H, least }: NodeSums,
  sums: Float64Array,
  best: Cut,
): boolean {
  const column = codes[f]!
  if (weights === null) {
    for (let q = start; q < end; q++) {
      const at = 2 * column[place[q]!]!
      sums[at]! += y[q]!
      sums[at + 1]! += 1
    }
  } else {
    for (let q = start; q < end; q++) {
      const at = 2 * column[place[q]!]!
      sums[at]! += weights[q]! * y[q]!
      sums[at + 1]! += weights[q]!
    }
  }
  let found = -1
  let { gain, over } = best
  let s = 0
  let h = 0
  for (let b = 0; b + 1 < bins; b++) {
    const more = sums[2 * b + 1]!
    if (more === 0) continue
    s += sums[2 * b]!
    h += more
    if (h < least) continue
    if (H - h < least) break
    const d = H * s - h * S
    const n = H * h * (H - h)
    if (d * d * over > gain * n * beyondRounding) {
      gain = d * d
      over = n
      found = b
    }
  }
  sums.fill(0, 0, 2 * bins)
  return kept(best, gain, over, found)
}

/** As `scanBins`, for few rows: a bit for each bin that has some, and only these are summed and cleared. */
function scanFilled(
  { codes, place, y, weights }: Sample,
  f: number,
  { start, end, S, H, least }: NodeSums,
  sums: Float64Array,
  filled: Int32Array,
  best: Cut,
): boolean {
  const column = codes[f]!
  for (let q = start; q < end; q++) {
    const code = column[place[q]!]!
    const w = weights === null ? 1 : weights[q]!
    sums[2 * code]! += w * y[q]!
    sums[2 * code + 1]! += w
    filled[code >> 5]! |= 1 << (code & 31)
  }
  let found = -1
  let { gain, over } = best
  let s = 0
  let h = 0
  for (let word = 0; word < filled.length; word++) {
    for (let bits = filled[word]!; bits !== 0; bits &= bits - 1) {
      // the lowest bit that is set
      const b = (word << 5) | (31 - Math.clz32(bits & -bits))
      s += sums[2 * b]!
      h += sums[2 * b + 1]!
      sums[2 * b] = 0
      sums[2 * b + 1] = 0
      if (h < least || H - h < least) continue
      const d = H * s - h * S
      const n = H * h * (H - h)
      if (d * d * over > gain * n * beyondRounding) {
        gain = d * d
        over = n
        found = b
      }
    }
    filled[word] = 0
  }
  return kept(best, gain, over, found)
}

function kept(best: Cut, gain: number, over: number, bin: number): boolean {
  if (bin < 0) return false
  best.gain = gain
  best.over = over
  best.bin = bin
  return true
}
