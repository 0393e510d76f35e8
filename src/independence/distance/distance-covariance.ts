import { midRanks } from '../../numeric/mid-ranks.js'

/** A column ready for distance covariances with others, in any order of their rows. */
export interface DistanceColumn {
  readonly values: Float64Array
  /** Rows in ascending order of the value. */
  readonly order: Int32Array
  /** The place of each row's value among the different values, from 0. */
  readonly place: Int32Array
  /** Mean distance of each row's value to all. */
  readonly rowMeans: Float64Array
  readonly mean: number
  /** The mean squared centred distance: the distance variance. */
  readonly variance: number
}

export function distanceColumn(values: Float64Array): DistanceColumn {
  const n = values.length
  const order = Int32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]! || a - b)
  const place = new Int32Array(n)
  let places = 0
  for (let k = 0; k < n; k++) {
    if (k > 0 && values[order[k]!] !== values[order[k - 1]!]) places++
    place[order[k]!] = places
  }
  let total = 0
  for (const v of values) total += v
  const rowMeans = new Float64Array(n)
  let below = 0
  let mean = 0
  for (let k = 0; k < n; k++) {
    const v = values[order[k]!]!
    // Σ |v − w| = v · (values below) − their sum + (sum of those above) − v · (their count)
    rowMeans[order[k]!] = (v * k - below + (total - below) - v * (n - k)) / n
    below += v
    mean += rowMeans[order[k]!]! / n
  }
  const column = { values, order, place, rowMeans, mean, variance: 0 }
  const identity = Int32Array.from({ length: n }, (_, i) => i)
  return { ...column, variance: distanceCovariance(column, column, identity) }
}

/**
 * The squared sample distance covariance of x and of y with its rows in another order (Székely, Rizzo & Bakirov 2007):
 * mean |x − x'||y − y'| + mean |x − x'| mean |y − y'| − 2 mean over rows of the products of row means.
 *
 * O(n log n): the first mean by sums over the rows before, in ascending order of x, split at y (Huo & Székely 2016).
 */
export function distanceCovariance(x: DistanceColumn, y: DistanceColumn, rowOfY: Int32Array): number {
  const n = x.values.length
  const size = n + 1
  // Fenwick trees over the places of y: how many, and the sums of x, y and x y, of the rows before
  const count = new Float64Array(size)
  const sumX = new Float64Array(size)
  const sumY = new Float64Array(size)
  const sumXY = new Float64Array(size)
  let [all, allX, allY, allXY] = [0, 0, 0, 0]
  let products = 0
  let crossed = 0
  for (let k = 0; k < n; k++) {
    const row = x.order[k]!
    const a = x.values[row]!
    const at = rowOfY[row]!
    const b = y.values[at]!
    crossed += x.rowMeans[row]! * y.rowMeans[at]!
    let [c, cx, cy, cxy] = [0, 0, 0, 0]
    for (let i = y.place[at]! + 1; i > 0; i -= i & -i) {
      c += count[i]!
      cx += sumX[i]!
      cy += sumY[i]!
      cxy += sumXY[i]!
    }
    // Σ (a − x)(b − y) over the rows before with y up to b, less the same over the others
    const upTo = a * b * c - a * cy - b * cx + cxy
    const whole = a * b * all - a * allY - b * allX + allXY
    products += 2 * upTo - whole
    for (let i = y.place[at]! + 1; i < size; i += i & -i) {
      count[i]!++
      sumX[i]! += a
      sumY[i]! += b
      sumXY[i]! += a * b
    }
    all++
    allX += a
    allY += b
    allXY += a * b
  }
  return (2 * products) / (n * n) + x.mean * y.mean - (2 * crossed) / n
}

/** Ranks from −1 to 1, ties averaged: distances that no increasing change of the column moves. */
export function rankScores(values: Float64Array): Float64Array {
  const n = values.length
  return midRanks(values).map((rank) => (2 * rank - n - 1) / n)
}
