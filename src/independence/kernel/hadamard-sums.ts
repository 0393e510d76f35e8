import type { ImplicitMatrix, LowRank } from '../../numeric/pivoted-cholesky.js'
import { addProductTransposed, transposed } from '../../numeric/product-transposed.js'

/** Sums over H = A ∘ B ∘ W with A = Lᵀ L and B = Mᵀ M: all a kernel test needs. */
export interface HadamardSums {
  /** Σ H. */
  readonly total: number
  /** trace H. */
  readonly trace: number
  /** Σ H². */
  readonly squares: number
}

const TILE = 64

/**
 * The sums, tile by tile over the upper triangle, without an n × n matrix. O(n² (rank A + rank B)).
 *
 * @param weight - W, all ones when it is left out
 */
export function hadamardSums(a: LowRank, b: LowRank, weight?: ImplicitMatrix): HadamardSums {
  const n = a.size
  const left = transposed(a.rows, a.rank, n)
  const right = transposed(b.rows, b.rank, n)
  const first = new Float64Array(TILE * TILE)
  const second = new Float64Array(TILE * TILE)
  const columns = weight === undefined ? undefined : new Float64Array(TILE * n)
  let total = 0
  let trace = 0
  let squares = 0
  for (let j = 0; j < n; j += TILE) {
    const width = Math.min(TILE, n - j)
    if (columns !== undefined) {
      // the matrix is symmetric: of its columns the part above the tile's end is enough
      for (let c = 0; c < width; c++) weight!.column(j + c, columns.subarray(c * n, c * n + j + width))
    }
    for (let i = 0; i <= j; i += TILE) {
      const height = Math.min(TILE, n - i)
      first.fill(0)
      second.fill(0)
      addProductTransposed(1, first, 0, TILE, left, j * a.rank, a.rank, left, i * a.rank, a.rank, width, height, a.rank)
      addProductTransposed(
        1,
        second,
        0,
        TILE,
        right,
        j * b.rank,
        b.rank,
        right,
        i * b.rank,
        b.rank,
        width,
        height,
        b.rank,
      )
      let sum = 0
      let square = 0
      for (let c = 0; c < width; c++) {
        for (let r = 0; r < height; r++) {
          const k = c * TILE + r
          let h = first[k]! * second[k]!
          if (columns !== undefined) h *= columns[c * n + i + r]!
          sum += h
          square += h * h
          if (i === j && r === c) trace += h
        }
      }
      total += i === j ? sum : 2 * sum
      squares += i === j ? square : 2 * square
    }
  }
  return { total, trace, squares }
}
