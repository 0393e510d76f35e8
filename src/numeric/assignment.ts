/**
 * The assignment of rows to columns with the least total cost, each column once: for row i the column `result[i]`.
 * Shortest augmenting paths with potentials (Jonker & Volgenant 1987); O(n³).
 */
export function assignment(cost: Float64Array, n: number): Int32Array {
  // 1-based as in the paper; column 0 and row 0 stand for "none"
  const rowPotential = new Float64Array(n + 1)
  const columnPotential = new Float64Array(n + 1)
  const rowOf = new Int32Array(n + 1)
  for (let row = 1; row <= n; row++) {
    const least = new Float64Array(n + 1).fill(Number.POSITIVE_INFINITY)
    const from = new Int32Array(n + 1)
    const used = new Uint8Array(n + 1)
    rowOf[0] = row
    let column = 0
    while (rowOf[column] !== 0) {
      used[column] = 1
      const i = rowOf[column]!
      let delta = Number.POSITIVE_INFINITY
      let next = 0
      for (let j = 1; j <= n; j++) {
        if (used[j] === 1) continue
        const reduced = cost[(i - 1) * n + j - 1]! - rowPotential[i]! - columnPotential[j]!
        if (reduced < least[j]!) {
          least[j] = reduced
          from[j] = column
        }
        if (least[j]! < delta) {
          delta = least[j]!
          next = j
        }
      }
      for (let j = 0; j <= n; j++) {
        if (used[j] === 1) {
          rowPotential[rowOf[j]!]! += delta
          columnPotential[j]! -= delta
        } else least[j]! -= delta
      }
      column = next
    }
    while (column !== 0) {
      rowOf[column] = rowOf[from[column]!]!
      column = from[column]!
    }
  }
  const result = new Int32Array(n)
  for (let j = 1; j <= n; j++) result[rowOf[j]! - 1] = j - 1
  return result
}
