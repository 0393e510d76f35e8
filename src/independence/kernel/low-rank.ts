import type { ImplicitMatrix, LowRank } from '../../numeric/pivoted-cholesky.js'
import { pivotedCholesky } from '../../numeric/pivoted-cholesky.js'
import { gramOfRows, productTransposed, transposed } from '../../numeric/product-transposed.js'

/** Bytes of a low-rank factor. */
export const bytesOf = ({ rows }: LowRank): number => rows.byteLength

/**
 * H K H ≈ Lᵀ L: pivoted Cholesky of K, each row of L less its mean; where the rank would pass `limit`, the factor up to the
 * `coarse` tolerance, or null.
 */
export function centredFactor(gram: ImplicitMatrix, tolerance: number): LowRank
export function centredFactor(gram: ImplicitMatrix, tolerance: number, limit: number, coarse?: number): LowRank | null
export function centredFactor(
  gram: ImplicitMatrix,
  tolerance: number,
  limit?: number,
  coarse?: number,
): LowRank | null {
  const factor = pivotedCholesky(gram, tolerance, limit, coarse)
  if (factor === null) return null
  const { size: n, rank, rows } = factor
  for (let k = 0; k < rank; k++) {
    let sum = 0
    for (let i = 0; i < n; i++) sum += rows[k * n + i]!
    const mean = sum / n
    for (let i = 0; i < n; i++) rows[k * n + i]! -= mean
  }
  return factor
}

/** trace(Lᵀ L). */
export function traceOf({ rows }: LowRank): number {
  let sum = 0
  for (let i = 0; i < rows.length; i++) sum += rows[i]! * rows[i]!
  return sum
}

/** Σ (Lᵀ L)², from the rank × rank products of the rows. */
export function squaresOf({ rows, rank, size }: LowRank): number {
  return traceOf({ rows: gramOfRows(rows, rank, size), rank, size: rank })
}

/** The same product Lᵀ L with fewer rows, up to `tolerance` of its trace. */
export function recompress(factor: LowRank, tolerance: number): LowRank {
  const { size: n, rank, rows } = factor
  if (rank < 8) return factor
  // column j of Lᵀ L is Lᵀ times the j-th column of L: kept row by row for reading along memory
  const points = transposed(rows, rank, n)
  return pivotedCholesky(
    {
      size: n,
      diagonal: (out) => {
        out.fill(0)
        for (let k = 0; k < rank; k++) for (let i = 0; i < n; i++) out[i]! += rows[k * n + i]! * rows[k * n + i]!
      },
      column: (j, out) => {
        out.fill(0)
        for (let k = 0; k < rank; k++) {
          const f = points[j * rank + k]!
          for (let i = 0; i < n; i++) out[i]! += f * rows[k * n + i]!
        }
      },
    },
    tolerance,
  )
}

/** Σ (A ∘ B) = ‖L Mᵀ‖² for A = Lᵀ L and B = Mᵀ M. */
export function sumOfSquaredProducts(a: LowRank, b: LowRank): number {
  const products = productTransposed(a.rows, b.rows, a.rank, b.rank, a.size)
  let sum = 0
  for (let i = 0; i < products.length; i++) sum += products[i]! * products[i]!
  return sum
}
