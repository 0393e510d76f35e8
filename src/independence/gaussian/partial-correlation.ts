/**
 * A column is determined by others when they leave less than this share of its variance. Rounding leaves about 1e-15
 * of an exact linear combination, so that 1e-13 tells it from columns that are nearly, but not quite, collinear.
 */
export const DETERMINED = 1e-13

/** No sample tells a correlation from ±1 beyond the spacing of doubles: |r| is at most this, so that atanh is finite. */
const LARGEST = 1 - 2 ** -53

/** Room for one query after another. */
export interface PartialCorrelation {
  /** The partial correlation of the last query. */
  readonly r: () => number
  /**
   * Answers a query by a Cholesky factor of the correlations of `given`, x and y, in this order. A column of `given`
   * that the ones before it determine is left out. Where x or y is determined, the partial correlation is 0: what is
   * constant given the set is independent of anything.
   *
   * @returns positions of the columns that were determined, or null where there is none; `invalid` where the matrix is
   *   not positive semidefinite
   */
  readonly solve: (x: number, y: number, given: Int32Array, size: number) => number[] | null | 'invalid'
}

/** Partial correlations from a p × p correlation matrix. O(k³ / 3) for a conditioning set of k columns. */
export function partialCorrelation(p: number, correlation: Float64Array): PartialCorrelation {
  let room = 8
  let factor = new Float64Array(room * room)
  let result = 0
  // columns of `given` that say something new: the rows 0 … rank − 1 of the factor; then come x and y
  const kept: number[] = []

  let rank = 0

  /** Fills row `at` of the factor for a column; returns the share of its variance that the kept ones leave. */
  const fill = (column: number, at: number): number => {
    let left = 1
    const row = at * room
    for (let i = 0; i < rank; i++) {
      let sum = correlation[column * p + kept[i]!]!
      for (let j = 0; j < i; j++) sum -= factor[i * room + j]! * factor[row + j]!
      const l = sum / factor[i * room + i]!
      factor[row + i] = l
      left -= l * l
    }
    return left
  }

  const solve = (x: number, y: number, given: Int32Array, size: number): number[] | null | 'invalid' => {
    if (size + 2 > room) {
      room = size + 8
      factor = new Float64Array(room * room)
    }
    let determined: number[] | null = null
    rank = 0
    for (let k = 0; k < size; k++) {
      const column = given[k]!
      const left = fill(column, rank)
      if (left < -1e-8) return 'invalid'
      if (left <= DETERMINED) {
        determined ??= []
        determined.push(column)
        continue
      }
      factor[rank * room + rank] = Math.sqrt(left)
      kept[rank++] = column
    }
    const vx = fill(x, rank)
    const vy = fill(y, rank + 1)
    if (vx < -1e-8 || vy < -1e-8) return 'invalid'
    if (vx <= DETERMINED || vy <= DETERMINED) {
      determined ??= []
      if (vx <= DETERMINED) determined.push(x)
      if (vy <= DETERMINED) determined.push(y)
      result = 0
      return determined
    }
    let cxy = correlation[x * p + y]!
    for (let i = 0; i < rank; i++) cxy -= factor[rank * room + i]! * factor[(rank + 1) * room + i]!
    const r = cxy / Math.sqrt(vx * vy)
    if (Math.abs(r) > 1 + 1e-3) return 'invalid'
    result = Math.min(LARGEST, Math.max(-LARGEST, r))
    return determined
  }
  return { solve, r: () => result }
}
