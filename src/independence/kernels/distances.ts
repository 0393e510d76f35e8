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
