import type { DiscontinuityData } from './read-discontinuity.js'
import type { DiscontinuityBin } from './types.js'

/** Bins a side: enough to see a bend, few enough to see a jump. */
const mostBins = 20

/** Mean outcomes of evenly spaced bins within the bandwidth; a bin lies on one side of the cut-off. */
export function binsOf({ x, y, specification }: DiscontinuityData, h: number): readonly DiscontinuityBin[] {
  const sums = new Map<number, { sum: number; n: number }>()
  let near = 0
  for (const v of x) if (Math.abs(v) <= h) near++
  const count = Math.max(2, Math.min(mostBins, Math.floor(near / 6)))
  const width = h / count
  for (let i = 0; i < x.length; i++) {
    if (!(Math.abs(x[i]!) <= h)) continue
    const bin = Math.min(count - 1, Math.max(-count, Math.floor(x[i]! / width)))
    const known = sums.get(bin) ?? { sum: 0, n: 0 }
    sums.set(bin, { sum: known.sum + y[i]!, n: known.n + 1 })
  }
  return Object.freeze(
    [...sums]
      .sort(([a], [b]) => a - b)
      .map(([bin, { sum, n }]) => Object.freeze({ x: specification.cutoff + (bin + 0.5) * width, mean: sum / n, n })),
  )
}
