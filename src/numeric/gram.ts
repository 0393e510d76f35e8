/**
 * Adds the products of columns to the upper triangle of `out`: out[i·p + j] += Σ_r x_i[r] x_j[r] for i <= j.
 *
 * `x` holds p columns of which the first `rows` numbers count, column i beginning at i·stride. Columns go in tiles of
 * 2 × 4, so that eight sums run in registers over six columns read; keep `rows` near 1,000 so that they stay in cache.
 */
export function addGram(out: Float64Array, x: Float64Array, p: number, rows: number, stride: number): void {
  for (let i = 0; i < p; i += 2) {
    const pair = i + 1 < p
    for (let j = i; j < p; ) {
      if (pair && j + 3 < p) {
        tile(out, x, p, rows, i, j, stride)
        j += 4
      } else {
        addDot(out, x, p, rows, i, j, stride)
        if (pair) addDot(out, x, p, rows, i + 1, j, stride)
        j++
      }
    }
  }
}

/** Two rows by four columns of the product; the one entry below the diagonal is left in place and never read. */
function tile(out: Float64Array, x: Float64Array, p: number, rows: number, i: number, j: number, stride: number): void {
  let a0 = 0
  let a1 = 0
  let a2 = 0
  let a3 = 0
  let b0 = 0
  let b1 = 0
  let b2 = 0
  let b3 = 0
  let a = i * stride
  const end = a + rows
  let b = a + stride
  let c = j * stride
  let d = c + stride
  let e = d + stride
  let f = e + stride
  for (; a < end; a++, b++, c++, d++, e++, f++) {
    const u = x[a]!
    const v = x[b]!
    const xc = x[c]!
    const xd = x[d]!
    const xe = x[e]!
    const xf = x[f]!
    a0 += u * xc
    a1 += u * xd
    a2 += u * xe
    a3 += u * xf
    b0 += v * xc
    b1 += v * xd
    b2 += v * xe
    b3 += v * xf
  }
  const top = i * p + j
  out[top]! += a0
  out[top + 1]! += a1
  out[top + 2]! += a2
  out[top + 3]! += a3
  const low = top + p
  out[low]! += b0
  out[low + 1]! += b1
  out[low + 2]! += b2
  out[low + 3]! += b3
}

function addDot(
  out: Float64Array,
  x: Float64Array,
  p: number,
  rows: number,
  i: number,
  j: number,
  stride: number,
): void {
  let sum = 0
  let a = i * stride
  const end = a + rows
  for (let b = j * stride; a < end; a++, b++) sum += x[a]! * x[b]!
  out[i * p + j]! += sum
}

/** Copies the upper triangle to the lower one, multiplied by `scale`. */
export function mirrorUpper(out: Float64Array, p: number, scale = 1): void {
  for (let i = 0; i < p; i++) {
    for (let j = i; j < p; j++) {
      const value = out[i * p + j]! * scale
      out[i * p + j] = value
      out[j * p + i] = value
    }
  }
}
