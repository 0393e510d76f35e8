/** What is left of a variance, relative to itself, that counts as nothing: rounding in sums of a few dozen products. */
const nothing = 1e-12

/**
 * A = L Lᵀ for a symmetric positive semidefinite n × n matrix: Cholesky's factor, with a column of zeros for each row that the ones
 * before it determine.
 *
 * @returns the lower triangle L, row-major; null where the matrix is not positive semidefinite
 * @complexity O(n³)
 */
export function semidefiniteFactor(a: Float64Array, n: number): Float64Array | null {
  const l = new Float64Array(n * n)
  for (let j = 0; j < n; j++) {
    const left = (i: number): number => {
      let sum = a[i * n + j]!
      for (let k = 0; k < j; k++) sum -= l[i * n + k]! * l[j * n + k]!
      return sum
    }
    const pivot = left(j)
    const own = Math.abs(a[j * n + j]!)
    if (pivot > nothing * own) {
      const root = Math.sqrt(pivot)
      l[j * n + j] = root
      for (let i = j + 1; i < n; i++) l[i * n + j] = left(i) / root
      continue
    }
    if (pivot < -nothing * own) return null
    // where nothing varies there is nothing to covary: |c| ≤ √(pivot · variance)
    for (let i = j + 1; i < n; i++)
      if (Math.abs(left(i)) > Math.sqrt(4 * nothing * own * Math.abs(a[i * n + i]!))) return null
  }
  return l
}
