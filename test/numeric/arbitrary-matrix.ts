import fc from 'fast-check'

const entry = fc.double({ min: -3, max: 3, noNaN: true })

/** `n` rows of `p` numbers, row-major. */
export function arbitraryMatrix(n: number, p: number): fc.Arbitrary<Float64Array> {
  return fc.array(entry, { minLength: n * p, maxLength: n * p }).map((values) => Float64Array.from(values))
}

/** B Bᵀ + I / 2: symmetric and positive definite. */
export function arbitraryPositive(n: number): fc.Arbitrary<Float64Array> {
  return arbitraryMatrix(n, n).map((b) => {
    const a = product(b, transpose(b, n, n), n, n, n)
    for (let i = 0; i < n; i++) a[i * n + i]! += 0.5
    return a
  })
}

/** (n × k)(k × m), straight from the definition. */
export function product(a: Float64Array, b: Float64Array, n: number, k: number, m: number): Float64Array {
  const out = new Float64Array(n * m)
  for (let i = 0; i < n; i++)
    for (let j = 0; j < m; j++) for (let r = 0; r < k; r++) out[i * m + j]! += a[i * k + r]! * b[r * m + j]!
  return out
}

export function transpose(a: Float64Array, n: number, m: number): Float64Array {
  return Float64Array.from({ length: n * m }, (_, c) => a[(c % n) * m + Math.floor(c / n)]!)
}

export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let most = a.length === b.length ? 0 : Number.POSITIVE_INFINITY
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i]! - b[i]!))
  return most
}
