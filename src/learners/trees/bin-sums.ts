import { mostBins } from './bins.js'
import { beyondRounding } from './boosted-tree.js'
import type { TreeSample } from './tree-sample.js'

/** How many columns are summed in one pass over the rows of a node. */
export const lanes = 4

/**
 * Sums by bin in each lane, and in one more that no one reads: outcomes times weights, weights, and for few rows a bit for
 * each bin that has some.
 */
export interface BinSums {
  readonly outcome: Float64Array
  readonly weight: Float64Array
  readonly filled: Int32Array
}

/** The sums of a node and the least weight of its children. */
export interface NodeSums {
  readonly start: number
  readonly end: number
  readonly S: number
  readonly H: number
  readonly least: number
}

/** The best cut so far: its gain is `gain / over` (a fraction, so that cuts are compared without dividing). */
export interface Cut {
  gain: number
  over: number
  feature: number
  bin: number
}

export function binSums(): BinSums {
  return {
    outcome: new Float64Array((lanes + 1) * mostBins),
    weight: new Float64Array((lanes + 1) * mostBins),
    filled: new Int32Array(((lanes + 1) * mostBins) / 32),
  }
}

/** The four columns of one pass and where their lanes start; what no column needs goes to the lane that no one reads. */
export interface Pass {
  readonly column: Int32Array
  readonly base: Int32Array
}

/** Sets a pass to the columns of a list that are next, and gives their number. */
export function nextPass({ column, base }: Pass, columns: Int32Array, first: number, count: number): number {
  for (let lane = 0; lane < lanes; lane++) {
    const used = first + lane < count
    column[lane] = used ? columns[first + lane]! : 0
    base[lane] = (used ? lane : lanes) * mostBins
  }
  return Math.min(lanes, count - first)
}

/** Adds the rows of a node to the bins of four columns: additions that do not wait for one another. */
export function addRows(
  { codes, width, y, weights }: TreeSample,
  { start, end }: NodeSums,
  { column, base }: Pass,
  { outcome, weight }: BinSums,
): void {
  const [f0, f1, f2, f3] = [column[0]!, column[1]!, column[2]!, column[3]!]
  const [b0, b1, b2, b3] = [base[0]!, base[1]!, base[2]!, base[3]!]
  for (let q = start, row = start * width; q < end; q++, row += width) {
    const a = b0 + codes[row + f0]!
    const b = b1 + codes[row + f1]!
    const c = b2 + codes[row + f2]!
    const d = b3 + codes[row + f3]!
    const v = y[q]!
    const w = weights[q]!
    outcome[a]! += v
    weight[a]! += w
    outcome[b]! += v
    weight[b]! += w
    outcome[c]! += v
    weight[c]! += w
    outcome[d]! += v
    weight[d]! += w
  }
}

/** As `addRows`, and notes which bins have rows. */
export function addFewRows(
  { codes, width, y, weights }: TreeSample,
  { start, end }: NodeSums,
  { column, base }: Pass,
  { outcome, weight, filled }: BinSums,
): void {
  const [f0, f1, f2, f3] = [column[0]!, column[1]!, column[2]!, column[3]!]
  const [b0, b1, b2, b3] = [base[0]!, base[1]!, base[2]!, base[3]!]
  for (let q = start, row = start * width; q < end; q++, row += width) {
    const a = b0 + codes[row + f0]!
    const b = b1 + codes[row + f1]!
    const c = b2 + codes[row + f2]!
    const d = b3 + codes[row + f3]!
    const v = y[q]!
    const w = weights[q]!
    outcome[a]! += v
    weight[a]! += w
    filled[a >> 5]! |= 1 << (a & 31)
    outcome[b]! += v
    weight[b]! += w
    filled[b >> 5]! |= 1 << (b & 31)
    outcome[c]! += v
    weight[c]! += w
    filled[c >> 5]! |= 1 << (c & 31)
    outcome[d]! += v
    weight[d]! += w
    filled[d >> 5]! |= 1 << (d & 31)
  }
}

/**
 * Looks at all cuts of the column in a lane, keeps the best, and clears the lane: the gain S₁² / n₁ + S₂² / n₂ − S² / n is
 * (n S₁ − n₁ S)² / n n₁ n₂.
 */
export function scanBins(
  { outcome, weight }: BinSums,
  lane: number,
  feature: number,
  bins: number,
  { S, H, least }: NodeSums,
  best: Cut,
): void {
  let { gain, over } = best
  let found = -1
  let s = 0
  let h = 0
  const base = lane * mostBins
  for (let at = base; at < base + bins; at++) {
    s += outcome[at]!
    h += weight[at]!
    outcome[at] = 0
    weight[at] = 0
    const rest = H - h
    const d = H * s - h * S
    const n = H * h * rest
    if (d * d * over > gain * n * beyondRounding && h >= least && rest >= least) {
      gain = d * d
      over = n
      found = at
    }
  }
  if (found >= 0) keep(best, gain, over, feature, found - base)
}

/** As `scanBins`, for few rows: only the bins that have some are summed and cleared. */
export function scanFilled(
  { outcome, weight, filled }: BinSums,
  lane: number,
  feature: number,
  { S, H, least }: NodeSums,
  best: Cut,
): void {
  let { gain, over } = best
  let found = -1
  let s = 0
  let h = 0
  const first = (lane * mostBins) >> 5
  for (let word = first; word < first + (mostBins >> 5); word++) {
    let bits = filled[word]!
    if (bits === 0) continue
    filled[word] = 0
    const top = (word << 5) | 31
    do {
      // the lowest bit that is set
      const at = top - Math.clz32(bits & -bits)
      bits &= bits - 1
      s += outcome[at]!
      h += weight[at]!
      outcome[at] = 0
      weight[at] = 0
      const rest = H - h
      if (h < least || rest < least) continue
      const d = H * s - h * S
      const n = H * h * rest
      if (d * d * over > gain * n * beyondRounding) {
        gain = d * d
        over = n
        found = at
      }
    } while (bits !== 0)
  }
  if (found >= 0) keep(best, gain, over, feature, found - lane * mostBins)
}

function keep(best: Cut, gain: number, over: number, feature: number, bin: number): void {
  best.gain = gain
  best.over = over
  best.feature = feature
  best.bin = bin
}
