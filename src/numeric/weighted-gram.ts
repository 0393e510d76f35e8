/**
 * Xᵀ diag(w) X for a row-major n × k matrix: k × k, symmetric. Without weights every row counts once.
 *
 * Meant for the tall and narrow matrices of regressions; `numeric/gram` serves many columns.
 */
export function weightedGram(x: Float64Array, n: number, k: number, weights: Float64Array | null): Float64Array {
  const out = new Float64Array(k * k)
  for (let i = 0, base = 0; i < n; i++, base += k) {
    const weight = weights === null ? 1 : weights[i]!
    if (weight === 0) continue
    for (let a = 0; a < k; a++) {
      const value = weight * x[base + a]!
      const row = a * k
      for (let b = 0; b <= a; b++) out[row + b]! += value * x[base + b]!
    }
  }
  for (let a = 0; a < k; a++) for (let b = 0; b < a; b++) out[b * k + a] = out[a * k + b]!
  return out
}

/** Xᵀ v for a row-major n × k matrix. */
export function transposedTimes(x: Float64Array, n: number, k: number, v: Float64Array): Float64Array {
  const out = new Float64Array(k)
  for (let i = 0, base = 0; i < n; i++, base += k) {
    const value = v[i]!
    if (value !== 0) for (let a = 0; a < k; a++) out[a]! += value * x[base + a]!
  }
  return out
}

/** X b for a row-major n × k matrix. */
export function times(x: Float64Array, n: number, k: number, b: Float64Array): Float64Array {
  const out = new Float64Array(n)
  for (let i = 0, base = 0; i < n; i++, base += k) {
    let sum = 0
    for (let a = 0; a < k; a++) sum += x[base + a]! * b[a]!
    out[i] = sum
  }
  return out
}
