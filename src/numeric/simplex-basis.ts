import type { SparseColumns } from './sparse-columns.js'

/**
 * A basis of the equations `matrix x = right`: one column for each row, and the dense inverse of these columns.
 *
 * Positions from `matrix.columns` on are artificial unknowns, one for each row, with the coefficient `sign` in it.
 */
export interface SimplexBasis {
  readonly matrix: SparseColumns
  /** The basic unknown of each row. */
  readonly unknown: Int32Array
  /** 1 for each unknown that is basic. */
  readonly isBasic: Uint8Array
  readonly sign: Float64Array
  /** Row-major. */
  readonly inverse: Float64Array
  /** Exchanges since the inverse was computed anew. */
  updates: number
}

/** A pivot below this is no pivot, in equations whose greatest coefficients are one. */
export const leastPivot = 1e-9

/** The basis of artificial unknowns, which are at |right|. */
export function artificialBasis(matrix: SparseColumns, right: ArrayLike<number>): SimplexBasis {
  const m = matrix.rows
  const sign = Float64Array.from({ length: m }, (_, i) => (right[i]! < 0 ? -1 : 1))
  const inverse = new Float64Array(m * m)
  const isBasic = new Uint8Array(matrix.columns + m)
  for (let i = 0; i < m; i++) {
    inverse[i * m + i] = sign[i]!
    isBasic[matrix.columns + i] = 1
  }
  return {
    matrix,
    unknown: Int32Array.from({ length: m }, (_, i) => matrix.columns + i),
    isBasic,
    sign,
    inverse,
    updates: 0,
  }
}

export function copyBasis(basis: SimplexBasis): SimplexBasis {
  return {
    ...basis,
    unknown: basis.unknown.slice(),
    isBasic: basis.isBasic.slice(),
    inverse: basis.inverse.slice(),
  }
}

/** The values of the basic unknowns: inverse · right. */
export function basicValues({ inverse, matrix: { rows } }: SimplexBasis, right: ArrayLike<number>): Float64Array {
  const out = new Float64Array(rows)
  for (let i = 0; i < rows; i++) {
    let sum = 0
    for (let k = 0; k < rows; k++) sum += inverse[i * rows + k]! * right[k]!
    out[i] = sum
  }
  return out
}

/** The prices of the equations: costs of the basic unknowns · inverse. */
export function basisPrices(basis: SimplexBasis, costOf: (unknown: number) => number): Float64Array {
  const { inverse, unknown } = basis
  const m = unknown.length
  const out = new Float64Array(m)
  for (let i = 0; i < m; i++) {
    const cost = costOf(unknown[i]!)
    if (cost === 0) continue
    for (let k = 0; k < m; k++) out[k]! += cost * inverse[i * m + k]!
  }
  return out
}

/** inverse · column j. */
export function basisColumn({ inverse, matrix }: SimplexBasis, j: number): Float64Array {
  const { rows: m, start, row, value } = matrix
  const out = new Float64Array(m)
  for (let k = start[j]!; k < start[j + 1]!; k++) {
    const v = value[k]!
    for (let i = 0, at = row[k]!; i < m; i++, at += m) out[i]! += inverse[at]! * v
  }
  return out
}

/** Column `entering`, whose `basisColumn` is `column`, takes the place of the unknown of row `leaving`. */
export function exchange(basis: SimplexBasis, leaving: number, entering: number, column: Float64Array): void {
  const { inverse, unknown, isBasic } = basis
  const m = unknown.length
  const own = leaving * m
  const scale = 1 / column[leaving]!
  for (let k = 0; k < m; k++) inverse[own + k]! *= scale
  for (let i = 0; i < m; i++) {
    const factor = column[i]!
    if (i === leaving || factor === 0) continue
    for (let k = 0; k < m; k++) inverse[i * m + k]! -= factor * inverse[own + k]!
  }
  isBasic[unknown[leaving]!] = 0
  isBasic[entering] = 1
  unknown[leaving] = entering
  basis.updates++
}

/** Computes the inverse anew from the columns, by elimination with partial pivoting; false where they are dependent. */
export function refactor(basis: SimplexBasis): boolean {
  const { matrix, unknown, sign, inverse } = basis
  const m = matrix.rows
  const b = new Float64Array(m * m)
  for (let c = 0; c < m; c++) {
    const j = unknown[c]!
    if (j >= matrix.columns) b[(j - matrix.columns) * m + c] = sign[j - matrix.columns]!
    else for (let k = matrix.start[j]!; k < matrix.start[j + 1]!; k++) b[matrix.row[k]! * m + c] = matrix.value[k]!
  }
  inverse.fill(0)
  for (let i = 0; i < m; i++) inverse[i * m + i] = 1
  for (let c = 0; c < m; c++) {
    let best = c
    for (let i = c + 1; i < m; i++) if (Math.abs(b[i * m + c]!) > Math.abs(b[best * m + c]!)) best = i
    if (Math.abs(b[best * m + c]!) < 1e-12) return false
    if (best !== c) {
      swapRows(b, m, best, c)
      swapRows(inverse, m, best, c)
    }
    const scale = 1 / b[c * m + c]!
    for (let k = c; k < m; k++) b[c * m + k]! *= scale
    for (let k = 0; k < m; k++) inverse[c * m + k]! *= scale
    for (let i = 0; i < m; i++) {
      const factor = b[i * m + c]!
      if (i === c || factor === 0) continue
      for (let k = c; k < m; k++) b[i * m + k]! -= factor * b[c * m + k]!
      for (let k = 0; k < m; k++) inverse[i * m + k]! -= factor * inverse[c * m + k]!
    }
  }
  basis.updates = 0
  return true
}

function swapRows(a: Float64Array, m: number, i: number, k: number): void {
  for (let c = 0; c < m; c++) {
    const kept = a[i * m + c]!
    a[i * m + c] = a[k * m + c]!
    a[k * m + c] = kept
  }
}
