import { simplexLeastSquares } from '../../../numeric/simplex-least-squares.js'
import { meanAt } from '../../core/mean-at.js'
import type { SeriesColumns } from '../../core/series-columns.js'
import type { ImpactData } from './level-impact.js'

/**
 * Outcome (the first column) and regressors at these rows: ones, the predictors (or none where `weights` mix them, and the outcome is then
 * its distance from the mixture), a constant for each place of a season but the first. Predictors are measured from their means.
 */
export function impactData(
  { names, columns, step }: SeriesColumns,
  rows: Int32Array,
  before: number,
  weights: Float64Array | null,
  season: number | undefined,
): ImpactData {
  const n = rows.length
  const own = weights === null ? columns.length - 1 : 0
  const places = season === undefined ? 0 : season - 1
  const k = 1 + own + places
  const means = columns.map((column) => meanAt(column, rows.subarray(0, before)))
  const x = new Float64Array(n * k)
  const y = new Float64Array(n)
  for (let r = 0; r < n; r++) {
    const t = rows[r]!
    y[r] = columns[0]![t]!
    if (weights !== null) for (const [j, w] of weights.entries()) y[r]! -= w * columns[j + 1]![t]!
    x[r * k] = 1
    for (let j = 1; j <= own; j++) x[r * k + j] = columns[j]![t]! - means[j]!
    const place = season === undefined ? 0 : Math.round(step[t]!) % season
    if (place > 0) x[r * k + own + place] = 1
  }
  const labels = [
    ...(weights === null ? names.slice(1) : []),
    ...Array.from({ length: places }, (_, i) => `place ${i + 1} of the season`),
  ]
  return { names: labels, y, x, k, step: Float64Array.from(rows, (t) => step[t]!) }
}

/**
 * The mixture of predictors that is nearest to the outcome before the event, both from their means (a constant distance is left to the
 * level): weights of 0 or more that sum to 1.
 */
export function mixtureOf({ columns }: SeriesColumns, rows: Int32Array, before: number): Float64Array {
  const j = columns.length - 1
  const early = rows.subarray(0, before)
  const means = columns.map((column) => meanAt(column, early))
  const gap = (a: number, t: number): number => columns[a + 1]![t]! - means[a + 1]! - (columns[0]![t]! - means[0]!)
  const gram = new Float64Array(j * j)
  for (const t of early) {
    for (let a = 0; a < j; a++) for (let b = 0; b < j; b++) gram[a * j + b]! += gap(a, t) * gap(b, t)
  }
  return simplexLeastSquares(gram, j)
}
