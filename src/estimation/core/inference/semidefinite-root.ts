/** A root L of a positive semidefinite k × k matrix, A = L Lᵀ, with as many columns in use as its rank. */
export function pivotedCholeskyFactor(a: Float64Array, k: number): { root: Float64Array; rank: number } {
  const left = a.slice()
  const root = new Float64Array(k * k)
  let rank = 0
  for (; rank < k; rank++) {
    let pivot = 0
    for (let i = 1; i < k; i++) if (left[i * k + i]! > left[pivot * k + pivot]!) pivot = i
    const size = left[pivot * k + pivot]!
    if (!(size > 1e-12)) break
    const scale = Math.sqrt(size)
    const column = Float64Array.from({ length: k }, (_, i) => left[i * k + pivot]! / scale)
    for (let i = 0; i < k; i++) {
      root[i * k + rank] = column[i]!
      for (let j = 0; j < k; j++) left[i * k + j]! -= column[i]! * column[j]!
    }
  }
  return { root, rank }
}
