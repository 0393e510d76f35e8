import { totalWeight } from '../core/problem/row-weights.js'

/** Scores in the order of the ranking, the first first; equal ranks have equal scores and places. */
export interface Ranked {
  readonly score: Float64Array
  /** The mean score among those of the same rank. */
  readonly smooth: Float64Array
  /** Where each block of equal ranks ends. */
  readonly blockEnd: Int32Array
  /** How much each counts; null where all count once. */
  readonly weights: Float64Array | null
}

export function rank(scores: Float64Array, ranking: Float64Array, given: Float64Array | null): Ranked {
  const n = scores.length
  const order = Int32Array.from(ranking.keys()).sort((i, j) => ranking[j]! - ranking[i]!)
  const score = Float64Array.from(order, (i) => scores[i]!)
  const weights = given === null ? null : Float64Array.from(order, (i) => given[i]!)
  const smooth = new Float64Array(n)
  const blockEnd = new Int32Array(n)
  for (let start = 0; start < n; ) {
    let [end, sum, mass] = [start, 0, 0]
    for (; end < n && ranking[order[end]!] === ranking[order[start]!]; end++) {
      const weight = weights === null ? 1 : weights[end]!
      sum += weight * score[end]!
      mass += weight
    }
    smooth.fill(sum / mass, start, end)
    blockEnd.fill(end, start, end)
    start = end
  }
  return { score, smooth, blockEnd, weights }
}

/**
 * θ = mean of w(q) Γ over places q, the middle of what each row takes up of the ranking: (i − ½) / n for rows that count once.
 * The influence of a row is (w(q) − mean w) (Γ − mean Γ), with what its rank moves: the mean over the rows j behind it of
 * w'(q_j) Γ_j, less its average.
 */
export function rankWeighted(
  { score, smooth, blockEnd, weights }: Ranked,
  weight: (q: number) => number,
  slope: (q: number) => number,
): { estimate: number; standardError: number } {
  const n = score.length
  const total = totalWeight(weights, n)
  const mass = (i: number): number => (weights === null ? 1 : weights[i]!)
  const place = new Float64Array(n)
  let [before, sum] = [0, 0]
  for (let i = 0; i < n; i++) {
    place[i] = (before + mass(i) / 2) / total
    before += mass(i)
    sum += mass(i) * score[i]!
  }
  const mean = sum / total
  const w = place.map(weight)
  // rows of one rank share their places' mean weight
  for (let start = 0; start < n; start = blockEnd[start]!) {
    const end = blockEnd[start]!
    if (end - start === 1) continue
    let [shared, of] = [0, 0]
    for (let i = start; i < end; i++) {
      shared += mass(i) * w[i]!
      of += mass(i)
    }
    w.fill(shared / of, start, end)
  }
  const level = w.reduce((all, value, i) => all + mass(i) * value, 0) / total
  let estimate = 0
  for (let i = 0; i < n; i++) estimate += (mass(i) * ((w[i]! - level) * (score[i]! - mean))) / total
  // Σ over rows j from here on of w'(q) (Γ − mean) / n
  const behind = new Float64Array(n + 1)
  for (let i = n - 1; i >= 0; i--)
    behind[i] = behind[i + 1]! + (mass(i) * (slope(place[i]!) * (smooth[i]! - mean))) / total
  let moved = 0
  for (let i = 0; i < n; i++) moved += (mass(i) * behind[i]!) / total
  let square = 0
  for (let i = 0; i < n; i++) {
    const influence = mass(i) * ((w[i]! - level) * (score[i]! - mean) - estimate + behind[i]! - moved)
    square += influence * influence
  }
  return { estimate, standardError: Math.sqrt(square) / total }
}

/** What the first of a ranking gain. */
interface CurvePoint {
  readonly share: number
  readonly toc: number
  readonly gain: number
}

/** The curves at equal steps of the share that is treated: at whole rows, or with weights within the row that the share cuts. */
export function curveOf({ smooth, weights }: Ranked, points: number): readonly CurvePoint[] {
  const n = smooth.length
  const mass = new Float64Array(n + 1)
  const sums = new Float64Array(n + 1)
  for (let i = 0; i < n; i++) {
    const weight = weights === null ? 1 : weights[i]!
    mass[i + 1] = mass[i]! + weight
    sums[i + 1] = sums[i]! + weight * smooth[i]!
  }
  const total = mass[n]!
  const mean = sums[n]! / total
  const count = Math.min(points, n)
  let row = 0
  return Array.from({ length: count }, (_, p) => {
    const share = (p + 1) / count
    const upTo = weights === null ? Math.max(1, Math.round(share * n)) : p + 1 === count ? total : share * total
    while (row < n - 1 && mass[row + 1]! < upTo) row++
    const sum = weights === null ? sums[upTo]! : sums[row]! + (upTo - mass[row]!) * smooth[row]!
    return Object.freeze({ share: upTo / total, toc: sum / upTo - mean, gain: sum / total })
  })
}
