/** What others leave of the variance of a column that they determine. */
export const LEAST_SHARE = 1e-13

/**
 * What share of a column's variance others leave: 1 − R², by a Cholesky factor of their correlations. One that those
 * before it determine adds nothing.
 */
export function residualShare(
  p: number,
  correlation: Float64Array,
): (node: number, parents: ArrayLike<number>, size: number) => number {
  let room = 16
  let l = new Float64Array(room * room)
  let kept = new Int32Array(room)
  return (node, parents, size) => {
    if (size + 1 > room) {
      room = 2 * (size + 1)
      l = new Float64Array(room * room)
      kept = new Int32Array(room)
    }
    let rank = 0
    let left = 1
    for (let k = 0; k <= size; k++) {
      const column = k === size ? node : parents[k]!
      const row = rank * room
      left = 1
      for (let i = 0; i < rank; i++) {
        const other = i * room
        let sum = correlation[column * p + kept[i]!]!
        for (let j = 0; j < i; j++) sum -= l[other + j]! * l[row + j]!
        const value = sum / l[other + i]!
        l[row + i] = value
        left -= value * value
      }
      if (k === size || left <= LEAST_SHARE) continue
      l[row + rank] = Math.sqrt(left)
      kept[rank++] = column
    }
    return Math.max(left, LEAST_SHARE)
  }
}
