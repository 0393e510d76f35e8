/**
 * A column is determined by `size` others when they leave no more than this share of its variance. Of an exact linear
 * combination in n rows, rounding leaves up to about √n (size + 2) ε; beyond 100 times that, what is left moves z by less
 * than 0.01.
 */
export function determinedShare(count: number, size: number): number {
  return Math.max(1e-13, 100 * Math.sqrt(count) * (size + 2) * Number.EPSILON)
}

/** No sample tells a correlation from ±1 beyond the spacing of doubles: |r| is at most this, so that atanh is finite. */
const LARGEST = 1 - 2 ** -53

/** Room for one query after another. */
export interface PartialCorrelation {
  /** The partial correlation of the last query. */
  readonly r: () => number
  /** Columns of the conditioning set that the ones before them determine, left out of the last query. */
  readonly leftOut: () => readonly number[]
  /** Those of x and y that the conditioning set determines in the last query: then there is no partial correlation. */
  readonly determined: () => readonly number[]
  /**
   * Answers a query by a Cholesky factor of the correlations of `given`, x and y, in this order. A column of `given`
   * that the ones before it determine is left out.
   *
   * @returns false where the matrix is not positive semidefinite
   */
  readonly solve: (x: number, y: number, given: Int32Array, size: number) => boolean
}

const none: readonly number[] = Object.freeze([])

/** Partial correlations from a p × p correlation matrix of `count` rows. O(k³ / 3) for a conditioning set of k columns. */
export function partialCorrelation(p: number, correlation: Float64Array, count: number): PartialCorrelation {
  let room = 8
  let factor = new Float64Array(room * room)
  let result = 0
  // columns of `given` that say something new: the rows 0 … rank − 1 of the factor; then come x and y
  const kept: number[] = []
  let rank = 0
  let leftOut = none
  let determined = none

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

  const solve = (x: number, y: number, given: Int32Array, size: number): boolean => {
    if (size + 2 > room) {
      room = size + 8
      factor = new Float64Array(room * room)
    }
    const least = determinedShare(count, size)
    leftOut = none
    determined = none
    rank = 0
    for (let k = 0; k < size; k++) {
      const column = given[k]!
      const left = fill(column, rank)
      if (left < -1e-8) return false
      if (left <= least) {
        leftOut = [...leftOut, column]
        continue
      }
      factor[rank * room + rank] = Math.sqrt(left)
      kept[rank++] = column
    }
    const vx = fill(x, rank)
    const vy = fill(y, rank + 1)
    if (vx < -1e-8 || vy < -1e-8) return false
    if (vx <= least || vy <= least) {
      determined = [...(vx <= least ? [x] : []), ...(vy <= least ? [y] : [])]
      return true
    }
    let cxy = correlation[x * p + y]!
    for (let i = 0; i < rank; i++) cxy -= factor[rank * room + i]! * factor[(rank + 1) * room + i]!
    const r = cxy / Math.sqrt(vx * vy)
    if (Math.abs(r) > 1 + 1e-3) return false
    result = Math.min(LARGEST, Math.max(-LARGEST, r))
    return true
  }
  return { solve, r: () => result, leftOut: () => leftOut, determined: () => determined }
}
