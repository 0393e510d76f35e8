import { type Binned, mostBins } from '../../../learners/trees/bins.js'
import { beyondRounding } from '../../../learners/trees/boosted-tree.js'

/** Below so many rows a node sorts its codes instead of clearing all bins. */
const few = 48

/** What is left of treatment and outcome at each row, and how much it counts: null where all count once. */
export interface Residuals {
  readonly w: Float64Array
  readonly y: Float64Array
  readonly weights: Float64Array | null
}

/** How a split cuts a node; the score is Σ ρ over n₁ and n₂ as in a regression tree. */
export interface Cut {
  score: number
  feature: number
  bin: number
}

/** Where the rows of a node stand, what they weigh, and what each child must have of weight and of variation in the treatment. */
export interface NodeSums {
  readonly start: number
  readonly end: number
  readonly mass: number
  readonly leastMass: number
  readonly leastSpread: number
}

/** Sums of one child: ρ, the weights, W and W². */
interface ChildSums {
  s: number
  h: number
  a: number
  b: number
}

/** Looks at the cuts of one column after another, and keeps the best. */
export function causalSplit(
  data: Binned,
  rows: Int32Array,
  rho: Float64Array,
  { w, weights }: Residuals,
): (feature: number, node: NodeSums, best: Cut) => void {
  const sums = new Float64Array(mostBins * 4)
  const keys = new Int32Array(few)
  return (feature, node, best) => {
    const codes = data.codes[feature]!
    if (node.end - node.start < few) scanSorted(codes, feature, rows, node, rho, w, weights, best, keys)
    else scanBins(codes, feature, data.binnings[feature]!.bins, rows, node, rho, w, weights, best, sums)
  }
}

function scanBins(
  codes: Uint8Array,
  feature: number,
  bins: number,
  rows: Int32Array,
  node: NodeSums,
  rho: Float64Array,
  w: Float64Array,
  weights: Float64Array | null,
  best: Cut,
  sums: Float64Array,
): void {
  sums.fill(0, 0, 4 * bins)
  let [allW, allSquares] = [0, 0]
  for (let q = node.start; q < node.end; q++) {
    const i = rows[q]!
    const at = 4 * codes[i]!
    const weight = weights === null ? 1 : weights[i]!
    const v = w[i]!
    sums[at]! += weight * rho[i]!
    sums[at + 1]! += weight
    sums[at + 2]! += weight * v
    sums[at + 3]! += weight * v * v
    allW += weight * v
    allSquares += weight * v * v
  }
  const child: ChildSums = { s: 0, h: 0, a: 0, b: 0 }
  for (let bin = 0; bin + 1 < bins; bin++) {
    const at = 4 * bin
    if (sums[at + 1] === 0) continue
    child.s += sums[at]!
    child.h += sums[at + 1]!
    child.a += sums[at + 2]!
    child.b += sums[at + 3]!
    if (child.h < node.leastMass) continue
    if (node.mass - child.h < node.leastMass) break
    consider(best, feature, bin, child, allW, allSquares, node)
  }
}

function scanSorted(
  codes: Uint8Array,
  feature: number,
  rows: Int32Array,
  node: NodeSums,
  rho: Float64Array,
  w: Float64Array,
  weights: Float64Array | null,
  best: Cut,
  keys: Int32Array,
): void {
  const { start } = node
  const n = node.end - start
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
    const weight = weights === null ? 1 : weights[i]!
    allW += weight * w[i]!
    allSquares += weight * w[i]! * w[i]!
  }
  const child: ChildSums = { s: 0, h: 0, a: 0, b: 0 }
  for (let q = 0; q + 1 < n; q++) {
    const i = rows[start + (keys[q]! & 255)]!
    const weight = weights === null ? 1 : weights[i]!
    child.s += weight * rho[i]!
    child.h += weight
    child.a += weight * w[i]!
    child.b += weight * w[i]! * w[i]!
    if (keys[q]! >> 8 === keys[q + 1]! >> 8 || child.h < node.leastMass) continue
    if (node.mass - child.h < node.leastMass) break
    consider(best, feature, keys[q]! >> 8, child, allW, allSquares, node)
  }
}

/** ρ sums to 0 in a node, so that S₁² / n₁ + S₂² / n₂ = S₁² n / n₁ n₂. */
function consider(
  best: Cut,
  feature: number,
  bin: number,
  { s, h, a, b }: ChildSums,
  allW: number,
  allSquares: number,
  { mass, leastSpread }: NodeSums,
): void {
  const rest = mass - h
  if (b - (a * a) / h < leastSpread || allSquares - b - ((allW - a) * (allW - a)) / rest < leastSpread) return
  const score = (s * s * mass) / (h * rest)
  if (!(score > best.score * beyondRounding)) return
  best.score = score
  best.feature = feature
  best.bin = bin
}
