/** A row-major n × (1 + columns) matrix: ones, then the columns. */
export function designMatrix(columns: readonly Float64Array[], n: number): Float64Array {
  const k = columns.length + 1
  const x = new Float64Array(n * k)
  for (let i = 0; i < n; i++) {
    x[i * k] = 1
    for (let a = 1; a < k; a++) x[i * k + a] = columns[a - 1]![i]!
  }
  return x
}
