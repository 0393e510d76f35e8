const block = 256

/** A row-major n × (1 + columns) matrix: ones, then the columns. */
export function designMatrix(columns: readonly Float64Array[], n: number): Float64Array {
  const k = columns.length + 1
  const x = new Float64Array(n * k)
  // some rows at a time, so that a column is read in order and what is written stays near
  for (let from = 0; from < n; from += block) {
    const to = Math.min(n, from + block)
    for (let i = from; i < to; i++) x[i * k] = 1
    for (let a = 1; a < k; a++) {
      const column = columns[a - 1]!
      for (let i = from, at = from * k + a; i < to; i++, at += k) x[at] = column[i]!
    }
  }
  return x
}
