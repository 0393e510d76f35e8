/** How likely a reader goes on to the next rank: the first ten ranks have 86 % of the weight. */
const persistence = 0.9

/**
 * The rank-biased overlap of two rankings of the same things (Webber, Moffat & Zobel 2010): the share that they have in common down to
 * each depth, averaged with weights that fall by `persistence`; 1 for the same ranking.
 */
export function rankBiasedOverlap(a: readonly number[], b: readonly number[]): number {
  const seen = new Map<number, number>()
  let [common, weight, sum, whole] = [0, 1, 0, 0]
  for (let depth = 0; depth < a.length; depth++) {
    for (const item of [a[depth]!, b[depth]!]) {
      const times = (seen.get(item) ?? 0) + 1
      seen.set(item, times)
      if (times === 2) common++
    }
    sum += (weight * common) / (depth + 1)
    whole += weight
    weight *= persistence
  }
  return sum / whole
}
