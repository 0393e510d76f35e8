/** Every marginal contribution weighted by |S|! (n − |S| − 1)! / n!. `worths[S]` is the worth of the bit set S. */
export function exactShapley(n: number, worths: ArrayLike<number>): Float64Array {
  const shares = new Float64Array(n)
  const weight = new Float64Array(n)
  weight[0] = 1 / n
  for (let size = 1; size < n; size++) weight[size] = (weight[size - 1]! * size) / (n - size)
  for (let set = 0; set < 2 ** n; set++) {
    let size = 0
    for (let i = 0; i < n; i++) size += (set >> i) & 1
    for (let i = 0; i < n; i++)
      if (((set >> i) & 1) === 0) shares[i]! += weight[size]! * (worths[set | (1 << i)]! - worths[set]!)
  }
  return shares
}
