/**
 * A column is determined by `size` others when they leave no more than this share of its variance. Of an exact linear
 * combination in n rows, rounding leaves up to about √n (size + 2) ε; beyond 100 times that, what is left moves z by less
 * than 0.01.
 */
export function determinedShare(count: number, size: number): number {
  return Math.max(1e-13, 100 * Math.sqrt(count) * (size + 2) * Number.EPSILON)
}

/** The share of its variance that the conditioning set must leave of x and y for {@link isUndecided} not to be asked. */
export const NEARLY_DETERMINED = 0.05

/**
 * Whether the data can tell "independent given S" from "S changes nothing": of the variable that S nearly determines so
 * little is left that the 95 % interval of its coefficient (in standard deviations) holds 0, and also the correlation
 * without S. Then a large p-value is silence, and not evidence.
 *
 * @param marginal - the correlation of x and y
 * @param r - their partial correlation given S
 * @param vx - the share of the variance of x that S leaves
 * @param vy - that of y
 * @param freedom - n − |S| − 2
 */
export function isUndecided(marginal: number, r: number, vx: number, vy: number, freedom: number): boolean {
  const [low, high] = coefficientInterval(r, vx, vy, freedom)
  return low <= 0 && high >= 0 && low <= marginal && high >= marginal
}

/** The 95 % interval of the coefficient of the variable of which S leaves least, in standard deviations. */
export function coefficientInterval(r: number, vx: number, vy: number, freedom: number): readonly [number, number] {
  const ratio = Math.sqrt(Math.max(vx, vy) / Math.min(vx, vy))
  const half = 1.96 * ratio * Math.sqrt((1 - r * r) / freedom)
  return [r * ratio - half, r * ratio + half]
}

/** No sample tells a correlation from ±1 beyond the spacing of doubles: |r| is at most this, so that atanh is finite. */
const LARGEST = 1 - 2 ** -53

/** Room for one query after another. */
export interface PartialCorrelation {
  /** The partial correlation of the last query. */
  readonly r: () => number
  /** The shares of the variances of x and y that the conditioning set leaves in the last query. */
  readonly left: () => readonly [number, number]
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
  let [vx, vy] = [1, 1]
  // the set of the last query with what each column adds to those before it, as far as none was left out: the next set
  // often is the same, or begins as it does, and then the factor still stands
  let before = new Int32Array(room)
  let shares = new Float64Array(room)
  let clean = 0
  let lastSize = 0
  let lastY = -1

  /** Fills row `at` of the factor for a column; returns the share of its variance that the kept ones leave. */
  const fill = (column: number, at: number): number => {
    let share = 1
    const row = at * room
    for (let i = 0; i < rank; i++) {
      let sum = correlation[column * p + kept[i]!]!
      for (let j = 0; j < i; j++) sum -= factor[i * room + j]! * factor[row + j]!
      const l = sum / factor[i * room + i]!
      factor[row + i] = l
      share -= l * l
    }
    return share
  }

  const solve = (x: number, y: number, given: Int32Array, size: number): boolean => {
    if (size + 2 > room) {
      room = size + 8
      factor = new Float64Array(room * room)
      before = new Int32Array(room)
      shares = new Float64Array(room)
      clean = 0
    }
    const least = determinedShare(count, size)
    leftOut = none
    determined = none
    let same = 0
    while (same < size && same < clean && given[same] === before[same] && shares[same]! > least) same++
    const isSameSet = same === size && size === lastSize
    rank = same
    clean = same
    lastSize = size
    if (!isSameSet) lastY = -1
    for (let k = same; k < size; k++) {
      const column = given[k]!
      const share = fill(column, rank)
      if (share < -1e-8) return false
      if (share <= least) {
        leftOut = [...leftOut, column]
        continue
      }
      if (clean === k) {
        before[k] = column
        shares[k] = share
        clean++
      }
      factor[rank * room + rank] = Math.sqrt(share)
      kept[rank++] = column
    }
    vx = fill(x, rank)
    if (y !== lastY) vy = fill(y, rank + 1)
    lastY = leftOut.length === 0 ? y : -1
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
  return { solve, r: () => result, left: () => [vx, vy], leftOut: () => leftOut, determined: () => determined }
}
