/** The solution of linear equations, or the column without a usable pivot. */
export type LinearSolution =
  | { readonly ok: true; readonly solution: Float64Array }
  | { readonly ok: false; readonly column: number; readonly pivot: number }

/**
 * Solves A X = B by elimination with scaled partial pivoting; the inputs are left as they were.
 *
 * @param a - n × n, row-major
 * @param b - n × `columns`, row-major
 * @param tolerance - a pivot at or below this share of its row's largest element is a failure
 * @complexity O(n² (n + columns))
 */
export function linearSolve(
  a: Float64Array,
  n: number,
  b: Float64Array,
  columns = 1,
  tolerance = 1e-13,
): LinearSolution {
  const u = a.slice(0, n * n)
  const x = b.slice(0, n * columns)
  const scale = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) scale[i] = Math.max(scale[i]!, Math.abs(u[i * n + j]!))
  }
  for (let k = 0; k < n; k++) {
    let best = k
    let size = -1
    for (let i = k; i < n; i++) {
      const s = scale[i]! > 0 ? Math.abs(u[i * n + k]!) / scale[i]! : 0
      if (s > size) {
        size = s
        best = i
      }
    }
    if (!(size > tolerance)) return { ok: false, column: k, pivot: u[best * n + k]! }
    if (best !== k) {
      swapRows(u, n, k, best)
      swapRows(x, columns, k, best)
      const s = scale[k]!
      scale[k] = scale[best]!
      scale[best] = s
    }
    for (let i = k + 1; i < n; i++) {
      const f = u[i * n + k]! / u[k * n + k]!
      if (f === 0) continue
      for (let j = k + 1; j < n; j++) u[i * n + j]! -= f * u[k * n + j]!
      for (let c = 0; c < columns; c++) x[i * columns + c]! -= f * x[k * columns + c]!
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let c = 0; c < columns; c++) {
      let s = x[i * columns + c]!
      for (let j = i + 1; j < n; j++) s -= u[i * n + j]! * x[j * columns + c]!
      x[i * columns + c] = s / u[i * n + i]!
    }
  }
  return { ok: true, solution: x }
}

function swapRows(m: Float64Array, width: number, i: number, j: number): void {
  for (let c = 0; c < width; c++) {
    const t = m[i * width + c]!
    m[i * width + c] = m[j * width + c]!
    m[j * width + c] = t
  }
}
