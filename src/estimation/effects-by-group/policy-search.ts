import { type Binned, mostBins } from '../../learners/trees/bins.js'

/** A node of a rule: a question, or whether to treat. */
export interface PolicyNode {
  /** The column asked for, −1 for a leaf. */
  readonly feature: number
  /** Rows up to this bin go first. */
  readonly bin: number
  readonly first: PolicyNode | null
  readonly other: PolicyNode | null
  readonly treat: boolean
  /** The sum of gains over those who are treated. */
  readonly value: number
}

/** How deep a rule may be, and how small its leaves. */
interface PolicyLimits {
  readonly depth: number
  readonly minLeaf: number
}

/** A question must gain more than rounding. */
const beyondRounding = 1e-9

/** The rule of greatest gain on some rows: all trees of the depth are tried, at all cuts between bins. */
export function bestPolicy(data: Binned, gain: Float64Array, rows: Int32Array, limits: PolicyLimits): PolicyNode {
  const size = rows.reduce((sum, i) => sum + Math.abs(gain[i]!), 0) * beyondRounding
  if (limits.depth === 0) return leaf(rows.reduce((sum, i) => sum + gain[i]!, 0))
  if (limits.depth === 1) return bestStump(histogram(data, gain, rows), data, limits.minLeaf, size)
  return bestOfTwo(data, gain, rows, limits.minLeaf, size)
}

/** Whom a rule treats. */
export function treated(node: PolicyNode, codes: readonly Uint8Array[], n: number): Uint8Array {
  return Uint8Array.from({ length: n }, (_, i) => {
    let at = node
    while (at.feature >= 0) at = codes[at.feature]![i]! <= at.bin ? at.first! : at.other!
    return at.treat ? 1 : 0
  })
}

function leaf(sum: number): PolicyNode {
  return { feature: -1, bin: 0, first: null, other: null, treat: sum > 0, value: Math.max(0, sum) }
}

/** Gains and rows by bin, column after column. */
function histogram(data: Binned, gain: Float64Array, rows: Int32Array): Float64Array {
  const sums = new Float64Array(data.codes.length * mostBins * 2)
  for (const i of rows) move(sums, data, gain, i, 1)
  return sums
}

function move(sums: Float64Array, { codes }: Binned, gain: Float64Array, i: number, sign: 1 | -1): void {
  for (let f = 0; f < codes.length; f++) {
    const at = 2 * (f * mostBins + codes[f]![i]!)
    sums[at]! += sign * gain[i]!
    sums[at + 1]! += sign
  }
}

/** The best rule of at most one question. */
function bestStump(sums: Float64Array, { binnings }: Binned, minLeaf: number, size: number): PolicyNode {
  let [S, N] = [0, 0]
  for (let b = 0; b < mostBins; b++) {
    S += sums[2 * b]!
    N += sums[2 * b + 1]!
  }
  let [best, feature, bin, left] = [Math.max(0, S) + size, -1, 0, 0]
  for (const [f, { bins }] of binnings.entries()) {
    let [s, n] = [0, 0]
    const base = 2 * f * mostBins
    for (let b = 0; b + 1 < bins; b++) {
      s += sums[base + 2 * b]!
      n += sums[base + 2 * b + 1]!
      if (n < minLeaf) continue
      if (N - n < minLeaf) break
      const value = Math.max(0, s) + Math.max(0, S - s)
      if (value > best) [best, feature, bin, left] = [value + size * beyondRounding, f, b, s]
    }
  }
  if (feature < 0) return leaf(S)
  const [first, other] = [leaf(left), leaf(S - left)]
  return { feature, bin, first, other, treat: false, value: first.value + other.value }
}

/** The best rule of at most two questions: rows move from one side to the other as the first cut goes through the bins. */
function bestOfTwo(data: Binned, gain: Float64Array, rows: Int32Array, minLeaf: number, size: number): PolicyNode {
  const whole = histogram(data, gain, rows)
  let best = bestStump(whole, data, minLeaf, size)
  for (const [f, { bins }] of data.binnings.entries()) {
    const codes = data.codes[f]!
    const order = rows.slice().sort((i, j) => codes[i]! - codes[j]!)
    const right = whole.slice()
    const left = new Float64Array(whole.length)
    let moved = 0
    for (let b = 0; b + 1 < bins; b++) {
      const before = moved
      for (; moved < order.length && codes[order[moved]!]! <= b; moved++) {
        move(left, data, gain, order[moved]!, 1)
        move(right, data, gain, order[moved]!, -1)
      }
      if (moved === before || moved < minLeaf) continue
      if (order.length - moved < minLeaf) break
      const first = bestStump(left, data, minLeaf, size)
      const other = bestStump(right, data, minLeaf, size)
      const value = first.value + other.value
      if (value > best.value + size) best = { feature: f, bin: b, first, other, treat: false, value }
    }
  }
  return best
}
