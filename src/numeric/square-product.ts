/** A B for p × p row-major matrices. */
export function squareProduct(a: Float64Array, b: Float64Array, p: number): Float64Array {
  const c = new Float64Array(p * p)
  for (let i = 0; i < p; i++) {
    for (let k = 0; k < p; k++) {
      const v = a[i * p + k]!
      if (v !== 0) for (let j = 0; j < p; j++) c[i * p + j]! += v * b[k * p + j]!
    }
  }
  return c
}
