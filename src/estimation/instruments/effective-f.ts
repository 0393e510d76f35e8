import { cholesky, solveCholesky } from '../../numeric/cholesky.js'
import { weightedGram } from '../../numeric/weighted-gram.js'
import type { Design } from '../core/regression/design.js'

/**
 * The first stage's F that allows for unequal variances (Montiel Olea & Pflueger 2013): with one instrument its robust F.
 * Σ ‖predicted part‖² over Σ v² h, where h is the leverage of the instruments.
 */
export function effectiveF(
  full: Design,
  design: Design,
  fitted: Float64Array,
  v: Float64Array,
  weights: Float64Array | null,
  units: Float64Array | null,
): number {
  const leverage = (d: Design): Float64Array => {
    const root = cholesky(weightedGram(d.x, d.n, d.k, weights), d.k)
    const h = new Float64Array(d.n)
    if (!root.ok) return h
    for (let i = 0; i < d.n; i++) {
      const row = d.x.slice(i * d.k, (i + 1) * d.k)
      const solved = solveCholesky(root.factor, d.k, row.slice())
      for (let a = 0; a < d.k; a++) h[i]! += row[a]! * solved[a]!
    }
    return h
  }
  const [long, short] = [leverage(full), leverage(design)]
  let [signal, noise] = [0, 0]
  for (let i = 0; i < full.n; i++) {
    const weight = weights?.[i] ?? 1
    signal += weight * fitted[i]! ** 2
    noise += (units === null ? weight * weight : weight) * v[i]! ** 2 * (long[i]! - short[i]!)
  }
  return noise > 0 ? signal / noise : 0
}
