import { addProductTransposed } from './product-transposed.js'

/**
 * A = L Lᵀ in place for a symmetric positive definite n × n row-major matrix whose lower triangle is given: for large n,
 * where blocks make it two to three times as fast as `cholesky`. What stands above the diagonal is not read and not
 * cleared.
 *
 * @returns whether every pivot was positive
 */
export function blockedCholesky(a: Float64Array, n: number): boolean {
  const block = 48
  for (let j = 0; j < n; j += block) {
    const width = Math.min(block, n - j)
    // left-looking: the block column less what the columns before it explain; the diagonal block, then the rows below
    for (let i = j; i < n; i += block) {
      const height = Math.min(block, n - i)
      if (j > 0) addProductTransposed(-1, a, i * n + j, n, a, i * n, n, a, j * n, n, height, width, j)
      if (i === j) {
        if (!factorBlock(a, n, j, width)) return false
      } else solveBlock(a, n, i, height, j, width)
    }
  }
  return true
}

function factorBlock(a: Float64Array, n: number, at: number, width: number): boolean {
  for (let i = at; i < at + width; i++) {
    for (let j = at; j < i; j++) {
      let s = a[i * n + j]!
      for (let k = at; k < j; k++) s -= a[i * n + k]! * a[j * n + k]!
      a[i * n + j] = s / a[j * n + j]!
    }
    let pivot = a[i * n + i]!
    for (let k = at; k < i; k++) pivot -= a[i * n + k]! * a[i * n + k]!
    if (!(pivot > 0)) return false
    a[i * n + i] = Math.sqrt(pivot)
  }
  return true
}

/** X := X L⁻ᵀ for the block of rows `i` under the diagonal block `j`. */
function solveBlock(a: Float64Array, n: number, i: number, height: number, j: number, width: number): void {
  for (let r = i; r < i + height; r++) {
    for (let c = j; c < j + width; c++) {
      let s = a[r * n + c]!
      for (let k = j; k < c; k++) s -= a[r * n + k]! * a[c * n + k]!
      a[r * n + c] = s / a[c * n + c]!
    }
  }
}
