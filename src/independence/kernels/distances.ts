/** Writes the squared Euclidean distance of every point to point j. */
export function squaredDistances(columns: readonly Float64Array[], j: number, out: Float64Array): void {
  const n = out.length
  const first = columns[0]
  if (first === undefined) {
    out.fill(0)
    return
  }
  const at = first[j]!
  for (let i = 0; i < n; i++) {
    const d = first[i]! - at
    out[i] = d * d
  }
  for (let k = 1; k < columns.length; k++) {
    const column = columns[k]!
    const c = column[j]!
    for (let i = 0; i < n; i++) {
      const d = column[i]! - c
      out[i]! += d * d
    }
  }
}

/** Most points whose pairs are looked at for a median. */
const MOST_POINTS = 1000

/**
 * The median of the positive distances between points; 1 where all points are equal. Beyond 1,000 points it is that of
 * 1,000 of them, evenly spaced in the sample.
 */
export function medianDistance(columns: readonly Float64Array[], rowCount: number): number {
  const m = Math.min(rowCount, MOST_POINTS)
  const points = columns.map((column) =>
    Float64Array.from({ length: m }, (_, i) => column[Math.floor((i * rowCount) / m)]!),
  )
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

/** The value at position k of the first `count` in ascending order; those before it come to stand before it (Hoare 1961). */
function kthSmallest(values: Float64Array, count: number, k: number): number {
  let from = 0
  let to = count - 1
  while (from < to) {
    const pivot = values[(from + to) >> 1]!
    let i = from
    let j = to
    while (i <= j) {
      while (values[i]! < pivot) i++
      while (values[j]! > pivot) j--
      if (i > j) break
      const other = values[i]!
      values[i++] = values[j]!
      values[j--] = other
    }
    if (k <= j) to = j
    else if (k >= i) from = i
    else break
  }
  return values[k]!
}
