/** How far below 0 a pivot of a correlation matrix may lie by rounding, for each column. */
const ROUNDING = 1e-8

/**
 * Whether a symmetric matrix, row-major, has an eigenvalue below 0 by more than rounding. It is scaled to a unit diagonal, so
 * that units do not matter, and factored with the largest pivot first (Higham 2002, section 10.3): what is left when the
 * pivots have run out must be nothing.
 */
export function isIndefinite(matrix: Float64Array, p: number): boolean {
  const rest = new Float64Array(p * p)
  const roots = Float64Array.from({ length: p }, (_, i) => Math.sqrt(matrix[i * p + i]!))
  for (let i = 0; i < p; i++)
    for (let j = 0; j < p; j++) {
      const value = matrix[i * p + j]!
      // a column without variance has no covariances
      if (roots[i] === 0 || roots[j] === 0) {
        if (value !== 0) return true
      } else rest[i * p + j] = value / roots[i]! / roots[j]!
    }
  const limit = ROUNDING * p
  const done = new Uint8Array(p)
  for (let step = 0; step < p; step++) {
    let at = -1
    for (let i = 0; i < p; i++) if (done[i] === 0 && (at < 0 || rest[i * p + i]! > rest[at * p + at]!)) at = i
    const pivot = rest[at * p + at]!
    if (!(pivot > limit)) return rest.some((value, k) => isLeft(done, p, k) && !(Math.abs(value) <= 4 * limit))
    done[at] = 1
    for (let i = 0; i < p; i++) {
      if (done[i] === 1) continue
      const factor = rest[i * p + at]! / pivot
      for (let j = 0; j < p; j++) if (done[j] === 0) rest[i * p + j]! -= factor * rest[at * p + j]!
    }
  }
  return false
}

const isLeft = (done: Uint8Array, p: number, k: number): boolean => done[k % p] === 0 && done[Math.floor(k / p)] === 0
