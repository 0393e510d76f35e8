/** The mean of a column at some rows, measured from the first so that a large level costs no digits. */
export function meanAt(column: Float64Array, rows: ArrayLike<number>): number {
  if (rows.length === 0) return 0
  const first = column[rows[0]!]!
  let sum = 0
  for (let r = 0; r < rows.length; r++) sum += column[rows[r]!]! - first
  return first + sum / rows.length
}
