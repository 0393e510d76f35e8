/** Standard error and degrees of freedom where one group is a single cluster: each cluster's sum varies as in the other group. */
export function spreadOfOthers(influence: Float64Array, ever: Uint8Array, codes: Int32Array): [number, number] | null {
  const sums = [new Map<number, number>(), new Map<number, number>()]
  for (let i = 0; i < ever.length; i++) {
    const own = sums[ever[i]!]!
    own.set(codes[i]!, (own.get(codes[i]!) ?? 0) + influence[i]! / ever.length)
  }
  const larger = sums[0]!.size >= sums[1]!.size ? sums[0]! : sums[1]!
  const g = larger.size
  if (g < 2) return null
  // each sum is (own change − mean change) / g: their variance is s² / g²
  const square = [...larger.values()].reduce((sum, value) => sum + value * value, 0)
  const variance = (square * g ** 2) / (g - 1)
  return [Math.sqrt(variance * (1 + 1 / g)), g - 1]
}
