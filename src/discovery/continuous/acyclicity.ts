/**
 * h(W) = tr e^(W∘W) − p: 0 just where the weights form no circle (Zheng et al. 2018, Theorem 1). Its gradient
 * (e^(W∘W))ᵀ ∘ 2W is written to `gradient`.
 */
export function acyclicity(w: Float64Array, p: number, gradient: Float64Array): number {
  const e = matrixExponential(
    w.map((v) => v * v),
    p,
  )
  let trace = -p
  for (let i = 0; i < p; i++) {
    trace += e[i * p + i]!
    for (let j = 0; j < p; j++) gradient[i * p + j] = 2 * e[j * p + i]! * w[i * p + j]!
  }
  return trace
}

/** e^A of a matrix without negative entries, by scaling and squaring a Taylor series: sums of positive terms lose no digits. */
function matrixExponential(a: Float64Array, p: number): Float64Array {
  let norm = 0
  for (let i = 0; i < p; i++) {
    let row = 0
    for (let j = 0; j < p; j++) row += a[i * p + j]!
    norm = Math.max(norm, row)
  }
  let squarings = 0
  let scale = 1
  for (; norm * scale > 0.5; scale /= 2) squarings++
  const scaled = a.map((v) => v * scale)
  let result = identity(p)
  // Horner's scheme: I + A (I + A/2 (I + A/3 …)); 0.5¹³ / 13! is below 1e-13
  for (let k = 13; k >= 1; k--) {
    result = product(scaled, result, p)
    for (let i = 0; i < p * p; i++) result[i]! /= k
    for (let i = 0; i < p; i++) result[i * p + i]! += 1
  }
  for (let k = 0; k < squarings; k++) result = product(result, result, p)
  return result
}

function identity(p: number): Float64Array {
  const m = new Float64Array(p * p)
  for (let i = 0; i < p; i++) m[i * p + i] = 1
  return m
}

function product(a: Float64Array, b: Float64Array, p: number): Float64Array {
  const c = new Float64Array(p * p)
  for (let i = 0; i < p; i++) {
    for (let k = 0; k < p; k++) {
      const v = a[i * p + k]!
      if (v === 0) continue
      for (let j = 0; j < p; j++) c[i * p + j]! += v * b[k * p + j]!
    }
  }
  return c
}
