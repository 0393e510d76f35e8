/** Whether possible rows differ in how many values had a density. */
export function varies(ranks: Int32Array, logWeights: Float64Array): boolean {
  let first = -1
  for (let r = 0; r < ranks.length; r++) {
    if (logWeights[r] === Number.NEGATIVE_INFINITY) continue
    if (first >= 0 && ranks[r] !== first) return true
    first = ranks[r]!
  }
  return false
}

/** The state of an axis in a cell of a table over `keep`. */
export function placesOf(keep: readonly number[], cardinalities: Int32Array): (cell: number, axis: number) => number {
  const strides = new Map<number, number>()
  let stride = 1
  for (let k = keep.length - 1; k >= 0; k--) {
    strides.set(keep[k]!, stride)
    stride *= cardinalities[keep[k]!]!
  }
  return (cell, axis) => Math.floor(cell / strides.get(axis)!) % cardinalities[axis]!
}
