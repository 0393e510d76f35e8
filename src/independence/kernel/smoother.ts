import { CausalError } from '../../errors.js'
import { blockedCholesky } from '../../numeric/blocked-cholesky.js'
import { cholesky, solveCholesky } from '../../numeric/cholesky.js'
import { type ImplicitMatrix, type LowRank, pivotedCholesky } from '../../numeric/pivoted-cholesky.js'
import { addProductTransposed, gramOfRows, productTransposed, transposed } from '../../numeric/product-transposed.js'
import { generator } from '../../probability/streams/stream.js'
import { hadamardSums } from './hadamard-sums.js'
import { centredFactor } from './low-rank.js'

/** R = ε (H Kz H + ε I)⁻¹: takes out of functions of the rows what kernel ridge regression on z explains. */
export interface Smoother {
  /** L R for L with Lᵀ L the kernel matrix, so that R K R = (L R)ᵀ (L R). */
  readonly residual: (factor: LowRank) => LowRank
  readonly bytes: number
}

/**
 * One factorisation for a conditioning set, shared by all its tests. By Woodbury on a pivoted Cholesky factor of Kz
 * while its rank is below n / 3; beyond that by one Cholesky of Kz + ε I.
 */
export function makeSmoother(gram: ImplicitMatrix, epsilon: number, tolerance: number, centred = true): Smoother {
  const limit = Math.floor(gram.size / 3)
  const lowRank = centred ? centredFactor : pivotedCholesky
  const factor = gram.size <= 60 ? null : lowRank(gram, tolerance, limit)
  return factor === null ? denseSmoother(gram, epsilon, centred) : woodbury(factor, epsilon)
}

function woodbury(factor: LowRank, epsilon: number): Smoother {
  const { rows, rank, size: n } = factor
  // R = I − L (Lᵀ L + ε I)⁻¹ Lᵀ in the usual order of factors
  const inner = gramOfRows(rows, rank, n)
  for (let k = 0; k < rank; k++) inner[k * rank + k]! += epsilon
  const solved = cholesky(inner, rank, 0)
  if (!solved.ok) throw notPositive()
  const points = transposed(rows, rank, n)
  return {
    bytes: 2 * rows.byteLength + inner.byteLength,
    residual: (other) => {
      const weights = productTransposed(rows, other.rows, rank, other.rank, n)
      solveCholesky(solved.factor, rank, weights, other.rank)
      const result = other.rows.slice()
      const across = transposed(weights, rank, other.rank)
      addProductTransposed(-1, result, 0, n, across, 0, rank, points, 0, rank, other.rank, n, rank)
      return { size: n, rank: other.rank, rows: result }
    },
  }
}

function denseSmoother(gram: ImplicitMatrix, epsilon: number, centred: boolean): Smoother {
  const n = gram.size
  const matrix = wholeMatrix(gram)
  if (centred) centre(matrix, n)
  for (let i = 0; i < n; i++) matrix[i * n + i]! += epsilon
  if (!blockedCholesky(matrix, n)) throw notPositive()
  return {
    bytes: matrix.byteLength,
    residual: (other) => {
      const right = transposed(other.rows, other.rank, n)
      solveCholesky(matrix, n, right, other.rank)
      for (let i = 0; i < right.length; i++) right[i]! *= epsilon
      return { size: n, rank: other.rank, rows: transposed(right, n, other.rank) }
    },
  }
}

function notPositive(): CausalError {
  return new CausalError('invalid-argument', 'the kernel of the conditioning set is not positive semidefinite.')
}

function wholeMatrix(gram: ImplicitMatrix): Float64Array {
  const n = gram.size
  const matrix = new Float64Array(n * n)
  for (let j = 0; j < n; j++) gram.column(j, matrix.subarray(j * n, (j + 1) * n))
  return matrix
}

/** K becomes H K H with H = I − 1 1ᵀ / n. */
export function centre(matrix: Float64Array, n: number): void {
  const mean = new Float64Array(n)
  let total = 0
  for (let i = 0; i < n; i++) {
    let sum = 0
    for (let j = 0; j < n; j++) sum += matrix[i * n + j]!
    mean[i] = sum / n
    total += sum
  }
  const grand = total / (n * n)
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) matrix[i * n + j]! += grand - mean[i]! - mean[j]!
}

/**
 * How far the null mean of a test on residuals exceeds the trace of H: Σ W ∘ R² ∘ R² over its trace. Residuals of
 * neighbours share the errors that were fitted, so that H does not sum to zero off its diagonal. R² is estimated from
 * what R leaves of 2 × 32 probes of ±1 from a fixed seed (Hutchinson 1990).
 */
export function nullInflation(smoother: Smoother, weight: ImplicitMatrix): number {
  const n = weight.size
  const random = generator('traces')
  const probes = (): LowRank => {
    const rows = new Float64Array(32 * n)
    for (let i = 0; i < rows.length; i++) rows[i] = random.uniform() < 0.5 ? -1 : 1
    return smoother.residual({ size: n, rank: 32, rows })
  }
  const { total, trace } = hadamardSums(probes(), probes(), weight)
  return Math.max(1, total / trace)
}
