import { kthSmallest } from '../../numeric/kth-smallest.js'
import { squaredDistances } from './distances.js'

/** Most points in several dimensions whose pairs are looked at for a median. */
const MOST_POINTS = 1000

/**
 * The median of the positive distances between points; 1 where all points are equal. On one column it is that of all
 * pairs. In several dimensions, beyond `most` points, it is that of `most` of them, evenly spaced in the order of their
 * distance from the origin, so that it does not hang on the order of the rows.
 */
export function medianDistance(columns: readonly Float64Array[], rowCount: number, most: number = MOST_POINTS): number {
  if (columns.length === 1) return medianGap(columns[0]!.subarray(0, rowCount))
  const points = rowCount <= most ? columns : spread(columns, rowCount, most)
  const m = Math.min(rowCount, most)
  const found = new Float64Array((m * (m - 1)) / 2)
  const row = new Float64Array(m)
  let count = 0
  for (let j = 1; j < m; j++) {
    squaredDistances(points, j, row)
    for (let i = 0; i < j; i++) if (row[i]! > 0) found[count++] = row[i]!
  }
  if (count === 0) return 1
  const half = count >> 1
  const upper = kthSmallest(found, count, half)
  if (count % 2 === 1) return Math.sqrt(upper)
  let lower = found[0]!
  for (let i = 1; i < half; i++) if (found[i]! > lower) lower = found[i]!
  return (Math.sqrt(lower) + Math.sqrt(upper)) / 2
}

/** `most` of the points, evenly spaced in the order of their distance from the origin. */
function spread(columns: readonly Float64Array[], rowCount: number, most: number): Float64Array[] {
  const norm = new Float64Array(rowCount)
  for (const column of columns) for (let i = 0; i < rowCount; i++) norm[i]! += column[i]! * column[i]!
  const order = new Uint32Array(rowCount)
  for (let i = 0; i < rowCount; i++) order[i] = i
  order.sort((a, b) => norm[a]! - norm[b]!)
  return columns.map((column) =>
    Float64Array.from({ length: most }, (_, k) => column[order[Math.floor(((k + 0.5) * rowCount) / most)]!]!),
  )
}

/** The median of the positive differences of numbers, over all pairs; 1 where all are equal. O(n log n). */
function medianGap(column: Float64Array): number {
  const x = column.slice().sort()
  let equal = 0
  for (let i = 1, run = 0; i < x.length; i++) equal += run = x[i] === x[i - 1] ? run + 1 : 0
  const count = (x.length * (x.length - 1)) / 2 - equal
  if (count === 0) return 1
  const half = Math.floor(count / 2)
  const upper = kthGap(x, equal + half)
  return count % 2 === 1 ? upper : (kthGap(x, equal + half - 1) + upper) / 2
}

/**
 * The difference at position k, from 0, of the differences x[j] − x[i], i < j, of ascending numbers. The value is
 * halved in until few differences are left; how many are at most t is counted by two pointers in O(n).
 */
function kthGap(x: Float64Array, k: number): number {
  const n = x.length
  let low = -1 // at most k differences are at most this
  let below = 0
  let high = x[n - 1]! - x[0]! // more than k are at most this
  let within = (n * (n - 1)) / 2
  while (within - below > 2 * n) {
    const middle = low < 0 ? high / 2 : low + (high - low) / 2
    if (!(middle > low && middle < high)) return high
    const found = gapsUpTo(x, middle)
    if (found > k) [high, within] = [middle, found]
    else [low, below] = [middle, found]
  }
  const left = new Float64Array(within - below)
  let count = 0
  for (let i = 0, j = 1; i < n - 1; i++) {
    if (j <= i) j = i + 1
    while (j < n && x[j]! - x[i]! <= low) j++
    for (let m = j; m < n && x[m]! - x[i]! <= high; m++) left[count++] = x[m]! - x[i]!
  }
  return kthSmallest(left, count, k - below)
}

/** How many differences x[j] − x[i], i < j, are at most t. */
function gapsUpTo(x: Float64Array, t: number): number {
  let count = 0
  for (let i = 0, j = 0; i < x.length; i++) {
    if (j < i) j = i
    while (j + 1 < x.length && x[j + 1]! - x[i]! <= t) j++
    count += j - i
  }
  return count
}
