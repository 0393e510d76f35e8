import { symmetricEigen } from '../../numeric/symmetric-eigen.js'

/** A covariance in units of its standard deviations: S = D R D, with R the correlations and D the deviations. */
export interface Standardized {
  /** Standard deviations; 0 for what does not vary. */
  readonly deviations: readonly number[]
  /** Eigenvalues of R, ascending, and its eigenvectors as rows. */
  readonly values: Float64Array
  readonly vectors: Float64Array
}

/** Standardises a covariance, so that nothing decided from it depends on units. */
export function standardized(covariance: readonly (readonly number[])[]): Standardized {
  const n = covariance.length
  const deviations = covariance.map((row, i) => Math.sqrt(row[i]!))
  const correlations = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const varies = deviations[i]! > 0 && deviations[j]! > 0
      // one division after the other: their product may vanish where neither does
      if (varies) correlations[i * n + j] = covariance[i]![j]! / deviations[i]! / deviations[j]!
    }
  }
  return { deviations, ...symmetricEigen(correlations, n) }
}

/**
 * The slopes of some variables on others, from their covariances: `across` times an inverse of `given`, the one of Moore and
 * Penrose in units of the standard deviations. With the rank of what is given.
 */
export function slopes(
  across: readonly (readonly number[])[],
  given: readonly (readonly number[])[],
): { matrix: number[][]; rank: number } {
  const n = given.length
  const { deviations, values, vectors } = standardized(given)
  const least = n * 2e-14
  const matrix = across.map(() => new Array<number>(n).fill(0))
  let rank = 0
  for (let k = 0; k < n; k++) {
    if (values[k]! <= least) continue
    rank++
    const direction = (i: number): number => (deviations[i]! > 0 ? vectors[k * n + i]! / deviations[i]! : 0)
    for (const [r, row] of across.entries()) {
      const along = row.reduce((sum, x, i) => sum + x * direction(i), 0) / values[k]!
      for (let j = 0; j < n; j++) matrix[r]![j]! += along * direction(j)
    }
  }
  return { matrix, rank }
}
