/** Spreads an answer over axes of which some stand twice: zero wherever the two differ. */
export function diagonal(
  values: Float64Array,
  cardinalities: ArrayLike<number>,
  keep: readonly number[],
  asked: ArrayLike<number>,
  zero: number,
): Float64Array {
  const strides = new Map<number, number>()
  let size = 1
  for (let k = asked.length - 1; k >= 0; k--) {
    const v = asked[k]!
    strides.set(v, (strides.get(v) ?? 0) + size)
    size *= cardinalities[v]!
  }
  const out = new Float64Array(size).fill(zero)
  const state = new Int32Array(keep.length)
  let at = 0
  for (const value of values) {
    out[at] = value
    for (let k = keep.length - 1; k >= 0; k--) {
      const stride = strides.get(keep[k]!)!
      at += stride
      if (++state[k]! < cardinalities[keep[k]!]!) break
      state[k] = 0
      at -= stride * cardinalities[keep[k]!]!
    }
  }
  return out
}
