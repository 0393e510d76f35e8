import { addProducts } from './gram-kernel.js'

const ROWS = 1024

/**
 * The cross products XᵀX of columns of one length, p × p row-major and exactly symmetric.
 *
 * Works through blocks of rows that fit the cache, in tiles of 2 × 4 columns that fit the registers; where WebAssembly has vectors, in
 * tiles of 4 × 4 of it, to the same bits.
 *
 * @param columns - p columns
 * @param out - where to add the products; what it holds must be symmetric (default: zeros)
 * @complexity O(n p²) time, O(p²) memory
 */
export function gram(
  columns: readonly Float64Array[],
  out: Float64Array = new Float64Array(columns.length ** 2),
): Float64Array {
  const p = columns.length
  const n = columns[0]?.length ?? 0
  for (let start = 0; start < n; start += ROWS) {
    const end = Math.min(n, start + ROWS)
    if (addProducts(columns, out, start, end)) continue
    for (let i = 0; i < p; i += 2) {
      // an odd last row is computed twice rather than in a case of its own
      const second = Math.min(i + 1, p - 1)
      for (let j = 0; j <= second; j += 4) tile(columns, out, p, i, second, j, start, end)
    }
  }
  return mirrored(out, p)
}

/**
 * Adds the cross products of deviations to `out`: of rows `start` … `start + rows` − 1 of columns, less `origin` and then `shift`.
 *
 * @param room - p columns of at least so many numbers
 */
export function addDeviations(
  columns: readonly Float64Array[],
  start: number,
  rows: number,
  origin: Float64Array,
  shift: Float64Array,
  out: Float64Array,
  room: readonly Float64Array[],
): void {
  if (rows <= ROWS && addProducts(columns, out, start, start + rows, origin, shift)) {
    mirrored(out, columns.length)
    return
  }
  const deviations = room.map((own) => own.subarray(0, rows))
  for (const [j, column] of columns.entries()) deviate(deviations[j]!, column, start, origin[j]!, shift[j]!)
  gram(deviations, out)
}

function deviate(out: Float64Array, column: Float64Array, start: number, origin: number, shift: number): void {
  for (let r = 0; r < out.length; r++) out[r] = column[start + r]! - origin - shift
}

/** The upper triangle as the lower. */
function mirrored(out: Float64Array, p: number): Float64Array {
  for (let i = 0; i < p; i++) for (let j = 0; j < i; j++) out[j * p + i] = out[i * p + j]!
  return out
}

/** Adds rows `start` … `end` − 1 to the elements (i, j … j+3) and (k, j … j+3) of the lower triangle. */
function tile(
  columns: readonly Float64Array[],
  out: Float64Array,
  p: number,
  i: number,
  k: number,
  j: number,
  start: number,
  end: number,
): void {
  const last = p - 1
  const a = columns[i]!
  const b = columns[k]!
  const c0 = columns[j]!
  const c1 = columns[Math.min(j + 1, last)]!
  const c2 = columns[Math.min(j + 2, last)]!
  const c3 = columns[Math.min(j + 3, last)]!
  let a0 = 0
  let a1 = 0
  let a2 = 0
  let a3 = 0
  let b0 = 0
  let b1 = 0
  let b2 = 0
  let b3 = 0
  for (let r = start; r < end; r++) {
    const x = a[r]!
    const y = b[r]!
    const z0 = c0[r]!
    const z1 = c1[r]!
    const z2 = c2[r]!
    const z3 = c3[r]!
    a0 += x * z0
    a1 += x * z1
    a2 += x * z2
    a3 += x * z3
    b0 += y * z0
    b1 += y * z1
    b2 += y * z2
    b3 += y * z3
  }
  // only the lower triangle is kept: what a tile holds above the diagonal would be added twice
  const add = (row: number, column: number, value: number): void => {
    if (column <= row) out[row * p + column]! += value
  }
  add(i, j, a0)
  add(i, j + 1, a1)
  add(i, j + 2, a2)
  add(i, j + 3, a3)
  if (k === i) return
  add(k, j, b0)
  add(k, j + 1, b1)
  add(k, j + 2, b2)
  add(k, j + 3, b3)
}
