/**
 * C ± A Bᵀ on row-major blocks: the one dense product that the kernel methods need, since rows are then read along
 * memory on both sides. Tiles of 2 × 4 keep eight running sums in registers.
 *
 * @param sign - 1 to add the product to C, −1 to subtract it
 * @param rows - rows of A and C
 * @param columns - rows of B, columns of C
 * @param inner - length of the rows of A and B that counts
 */
export function addProductTransposed(
  sign: 1 | -1,
  c: Float64Array,
  cAt: number,
  cStride: number,
  a: Float64Array,
  aAt: number,
  aStride: number,
  b: Float64Array,
  bAt: number,
  bStride: number,
  rows: number,
  columns: number,
  inner: number,
): void {
  let i = 0
  for (; i + 1 < rows; i += 2) {
    const a0 = aAt + i * aStride
    const a1 = a0 + aStride
    const c0 = cAt + i * cStride
    const c1 = c0 + cStride
    let j = 0
    for (; j + 3 < columns; j += 4) {
      const b0 = bAt + j * bStride
      const b1 = b0 + bStride
      const b2 = b1 + bStride
      const b3 = b2 + bStride
      let s00 = 0
      let s01 = 0
      let s02 = 0
      let s03 = 0
      let s10 = 0
      let s11 = 0
      let s12 = 0
      let s13 = 0
      for (let k = 0; k < inner; k++) {
        const x = a[a0 + k]!
        const y = a[a1 + k]!
        const p = b[b0 + k]!
        const q = b[b1 + k]!
        const r = b[b2 + k]!
        const s = b[b3 + k]!
        s00 += x * p
        s01 += x * q
        s02 += x * r
        s03 += x * s
        s10 += y * p
        s11 += y * q
        s12 += y * r
        s13 += y * s
      }
      c[c0 + j]! += sign * s00
      c[c0 + j + 1]! += sign * s01
      c[c0 + j + 2]! += sign * s02
      c[c0 + j + 3]! += sign * s03
      c[c1 + j]! += sign * s10
      c[c1 + j + 1]! += sign * s11
      c[c1 + j + 2]! += sign * s12
      c[c1 + j + 3]! += sign * s13
    }
    for (; j < columns; j++) {
      const b0 = bAt + j * bStride
      let s0 = 0
      let s1 = 0
      for (let k = 0; k < inner; k++) {
        s0 += a[a0 + k]! * b[b0 + k]!
        s1 += a[a1 + k]! * b[b0 + k]!
      }
      c[c0 + j]! += sign * s0
      c[c1 + j]! += sign * s1
    }
  }
  if (i < rows) {
    const a0 = aAt + i * aStride
    for (let j = 0; j < columns; j++) {
      const b0 = bAt + j * bStride
      let s = 0
      for (let k = 0; k < inner; k++) s += a[a0 + k]! * b[b0 + k]!
      c[cAt + i * cStride + j]! += sign * s
    }
  }
}

/** A Bᵀ for row-major A (rows × inner) and B (columns × inner), with the inner length in pieces that stay in cache. */
export function productTransposed(
  a: Float64Array,
  b: Float64Array,
  rows: number,
  columns: number,
  inner: number,
): Float64Array {
  const c = new Float64Array(rows * columns)
  const piece = 1024
  for (let k = 0; k < inner; k += piece) {
    const length = Math.min(piece, inner - k)
    addProductTransposed(1, c, 0, columns, a, k, inner, b, k, inner, rows, columns, length)
  }
  return c
}

/** A Aᵀ, of which only half is computed. */
export function gramOfRows(a: Float64Array, rows: number, inner: number): Float64Array {
  const c = new Float64Array(rows * rows)
  const block = 32
  for (let i = 0; i < rows; i += block) {
    const height = Math.min(block, rows - i)
    for (let k = 0; k < inner; k += 1024) {
      const length = Math.min(1024, inner - k)
      addProductTransposed(1, c, i * rows, rows, a, i * inner + k, inner, a, k, inner, height, i + height, length)
    }
  }
  for (let i = 0; i < rows; i++) for (let j = 0; j < i; j++) c[j * rows + i] = c[i * rows + j]!
  return c
}

/** The transpose of a row-major rows × columns matrix. */
export function transposed(a: Float64Array, rows: number, columns: number): Float64Array {
  const t = new Float64Array(a.length)
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) t[j * rows + i] = a[i * columns + j]!
  return t
}
