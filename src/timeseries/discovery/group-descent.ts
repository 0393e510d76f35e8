/** Second moments of standardised columns, divided by their number, and their products with a target. */
interface TargetMoments {
  readonly k: number
  readonly gram: Float64Array
  readonly xy: Float64Array
}

/**
 * Minimises b' G b / 2 − c' b + penalty Σ √size |b_g| over groups g from where `b` stands (it is changed): block after block, each by a
 * gradient step of its own length and the shrinkage of its norm (Yuan & Lin 2006; Beck & Tetruashvili 2013), until none moves.
 *
 * @param group - the number of the group of each coefficient
 */
export function groupDescent(
  { k, gram, xy }: TargetMoments,
  group: Int32Array,
  penalty: number,
  b: Float64Array,
): Float64Array {
  const members: number[][] = []
  for (let a = 0; a < k; a++) {
    const list = members[group[a]!] ?? []
    list.push(a)
    members[group[a]!] = list
  }
  // the trace of a block bounds its largest eigenvalue
  const length = members.map((list) => list.reduce((sum, a) => sum + gram[a * k + a]!, 0))
  const gradient = xy.slice()
  for (let a = 0; a < k; a++) if (b[a] !== 0) for (let j = 0; j < k; j++) gradient[j]! -= gram[a * k + j]! * b[a]!
  for (let pass = 0; pass < 20_000; pass++) {
    let largest = 0
    for (const [g, list] of members.entries()) {
      const bound = length[g]!
      if (!(bound > 0)) continue
      const to = list.map((a) => b[a]! + gradient[a]! / bound)
      const norm = Math.sqrt(to.reduce((sum, v) => sum + v * v, 0))
      const cut = (penalty * Math.sqrt(list.length)) / bound
      const factor = norm > cut ? 1 - cut / norm : 0
      for (const [i, a] of list.entries()) {
        const step = factor * to[i]! - b[a]!
        if (step === 0) continue
        b[a]! += step
        largest = Math.max(largest, Math.abs(step))
        for (let j = 0; j < k; j++) gradient[j]! -= gram[a * k + j]! * step
      }
    }
    if (largest < 1e-9) break
  }
  return b
}
