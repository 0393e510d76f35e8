import { meanOf } from './sum-of.js'

/** Pearson's correlation over the rows in which both have a value; 0 where one does not vary. */
export function correlation(x: Float64Array, y: Float64Array): number {
  const rows = [...x.keys()].filter((i) => !Number.isNaN(x[i]!) && !Number.isNaN(y[i]!))
  const [a, b] = [x, y].map((column) => {
    const kept = Float64Array.from(rows, (i) => column[i]!)
    const mean = meanOf(kept)
    return kept.map((v) => v - mean)
  }) as [Float64Array, Float64Array]
  let [ab, aa, bb] = [0, 0, 0]
  for (let i = 0; i < a.length; i++) {
    ab += a[i]! * b[i]!
    aa += a[i]! * a[i]!
    bb += b[i]! * b[i]!
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa) / Math.sqrt(bb) : 0
}
