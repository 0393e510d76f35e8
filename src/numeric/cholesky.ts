import { portableLog } from './special/portable-log.js'
/** A Cholesky factor, or the first column that the ones before it determine. */
export type Cholesky =
  | {
      readonly ok: true
      /** The lower triangle L with A = L Lᵀ, n × n row-major; zeros above the diagonal. */
      readonly factor: Float64Array
    }
  | {
      readonly ok: false
      /** The column at fault. */
      readonly column: number
      /** What was left of its diagonal after the columns before it were taken out. */
      readonly pivot: number
    }

/**
 * A = L Lᵀ for a symmetric positive definite n × n matrix; only its lower triangle is read.
 *
 * A pivot at or below `tolerance` times its diagonal element is a failure: with the default, a column of which the others
 * explain all but 1e-12 of the variance.
 */
export function cholesky(a: Float64Array, n: number, tolerance = 1e-12): Cholesky {
  const l = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    const row = i * n
    for (let j = 0; j < i; j++) {
      const other = j * n
      let s = a[row + j]!
      for (let k = 0; k < j; k++) s -= l[row + k]! * l[other + k]!
      l[row + j] = s / l[other + j]!
    }
    let pivot = a[row + i]!
    for (let k = 0; k < i; k++) pivot -= l[row + k]! * l[row + k]!
    if (!(pivot > tolerance * Math.abs(a[row + i]!))) return { ok: false, column: i, pivot }
    l[row + i] = Math.sqrt(pivot)
  }
  return { ok: true, factor: l }
}

/** Solves L y = b in place, for `columns` right-hand sides held as the columns of an n × `columns` row-major matrix. */
export function solveLower(l: Float64Array, n: number, b: Float64Array, columns = 1): Float64Array {
  for (let i = 0; i < n; i++) {
    const inverse = 1 / l[i * n + i]!
    for (let k = 0; k < i; k++) {
      const f = l[i * n + k]!
      if (f !== 0) for (let c = 0; c < columns; c++) b[i * columns + c]! -= f * b[k * columns + c]!
    }
    for (let c = 0; c < columns; c++) b[i * columns + c]! *= inverse
  }
  return b
}

/** Solves Lᵀ x = y in place; the right-hand sides as in `solveLower`. */
export function solveLowerTransposed(l: Float64Array, n: number, b: Float64Array, columns = 1): Float64Array {
  for (let i = n - 1; i >= 0; i--) {
    const inverse = 1 / l[i * n + i]!
    for (let c = 0; c < columns; c++) b[i * columns + c]! *= inverse
    for (let k = 0; k < i; k++) {
      const f = l[i * n + k]!
      if (f !== 0) for (let c = 0; c < columns; c++) b[k * columns + c]! -= f * b[i * columns + c]!
    }
  }
  return b
}

/** Solves L Lᵀ x = b in place. */
export function solveCholesky(l: Float64Array, n: number, b: Float64Array, columns = 1): Float64Array {
  return solveLowerTransposed(l, n, solveLower(l, n, b, columns), columns)
}

/** (L Lᵀ)⁻¹, exactly symmetric. */
export function invertCholesky(l: Float64Array, n: number): Float64Array {
  // rows of `t` are the columns of L⁻¹, so that the product below runs along rows
  const t = new Float64Array(n * n)
  for (let c = 0; c < n; c++) {
    t[c * n + c] = 1 / l[c * n + c]!
    for (let i = c + 1; i < n; i++) {
      let s = 0
      for (let k = c; k < i; k++) s -= l[i * n + k]! * t[c * n + k]!
      t[c * n + i] = s / l[i * n + i]!
    }
  }
  const inverse = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let s = 0
      for (let k = i; k < n; k++) s += t[i * n + k]! * t[j * n + k]!
      inverse[i * n + j] = s
      inverse[j * n + i] = s
    }
  }
  return inverse
}

/** log det(L Lᵀ). */
export function logDeterminant(l: Float64Array, n: number): number {
  let s = 0
  for (let i = 0; i < n; i++) s += portableLog(l[i * n + i]!)
  return 2 * s
}
