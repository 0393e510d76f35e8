import { type ImplicitMatrix, type LowRank, pivotedCholesky } from '../../numeric/pivoted-cholesky.js'
import { transposed } from '../../numeric/product-transposed.js'

/** A low-rank factor of H = A ∘ B ∘ W, for a null that needs its eigenvalues. Its rank may be large. */
export function hadamardFactor(a: LowRank, b: LowRank, weight: ImplicitMatrix | undefined, tolerance: number): LowRank {
  const n = a.size
  const left = transposed(a.rows, a.rank, n)
  const right = transposed(b.rows, b.rank, n)
  const part = new Float64Array(n)
  const column = (j: number, out: Float64Array): void => {
    combine(a, left, j, out)
    combine(b, right, j, part)
    for (let i = 0; i < n; i++) out[i]! *= part[i]!
    if (weight === undefined) return
    weight.column(j, part)
    for (let i = 0; i < n; i++) out[i]! *= part[i]!
  }
  const diagonal = (out: Float64Array): void => {
    if (weight === undefined) out.fill(1)
    else weight.diagonal(out)
    for (let i = 0; i < n; i++) out[i]! *= squareOf(left, i, a.rank) * squareOf(right, i, b.rank)
  }
  return pivotedCholesky({ size: n, diagonal, column }, tolerance)
}

function combine({ rows, rank, size: n }: LowRank, points: Float64Array, j: number, out: Float64Array): void {
  out.fill(0)
  for (let k = 0; k < rank; k++) {
    const f = points[j * rank + k]!
    for (let i = 0; i < n; i++) out[i]! += f * rows[k * n + i]!
  }
}

function squareOf(points: Float64Array, i: number, rank: number): number {
  let sum = 0
  for (let k = i * rank; k < (i + 1) * rank; k++) sum += points[k]! * points[k]!
  return sum
}
