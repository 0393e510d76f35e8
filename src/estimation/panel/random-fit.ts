import { CausalError } from '../../errors.js'
import { leastSquares } from '../../numeric/least-squares.js'
import { linearSolve } from '../../numeric/linear-solve.js'
import { weightedGram } from '../../numeric/weighted-gram.js'
import { withoutEffects } from './fixed-effects.js'
import type { Transformed } from './panel-fit.js'
import type { PanelData } from './read-regression.js'
import { rowsOfUnits, unitMeans } from './unit-means.js'

/** The variance components and the columns with a share of the units' means taken off. */
export interface RandomFit {
  readonly moved: Transformed
  readonly unit: number
  readonly row: number
  readonly theta: readonly [number, number]
  /** Whether the units' variance came out below 0 and was set to 0. */
  readonly negative: boolean
}

/**
 * Swamy & Arora 1972 for panels with gaps too (Baltagi & Chang 1994, equations 2.15 and 2.16): σ²ₑ from the within regression,
 * σ²ᵤ from that of the units' means; then θᵤ = 1 − √(σ²ₑ / (Tᵤ σ²ᵤ + σ²ₑ)) of each unit's mean is taken off.
 */
export function randomFit(data: PanelData): RandomFit {
  const { n, outcome, regressors, units } = data
  const size = rowsOfUnits(data)
  const count = size.length
  const { moved: within } = withoutEffects(data, [units])
  const inside = independentFit(within.columns, within.outcome, null)
  const left = n - count - inside.rank
  if (left < 1)
    throw new CausalError(
      'too-few-rows',
      `${n} rows of ${count} units leave nothing within units to estimate a variance from.`,
      { rows: n },
    )
  const row = inside.square / left
  const means = regressors.map(({ values }) => unitMeans(data, values, size))
  const ones = new Float64Array(count).fill(1)
  const between = independentFit([ones, ...means], unitMeans(data, outcome, size), size)
  if (count - between.rank < 1) {
    throw new CausalError(
      'too-few-rows',
      `${count} units for ${between.rank} coefficients leave nothing between units to estimate a variance from.`,
      {
        units: count,
      },
    )
  }
  const spread = between.square - (count - between.rank) * row
  const unit = spread / (n - traceOf(between.columns, size))
  const negative = !(unit > 0)
  const variance = negative ? 0 : unit
  const theta = size.map((t) => 1 - Math.sqrt(row / (t * variance + row)))
  const off = (values: Float64Array): Float64Array => {
    const mean = unitMeans(data, values, size)
    return values.map((value, i) => value - theta[units.codes[i]!]! * mean[units.codes[i]!]!)
  }
  return {
    unit: variance,
    row,
    negative,
    theta: [Math.min(...theta), Math.max(...theta)],
    moved: {
      outcome: off(outcome),
      columns: [Float64Array.from(units.codes, (u) => 1 - theta[u]!), ...regressors.map(({ values }) => off(values))],
      names: ['(intercept)', ...regressors.map(({ name }) => name)],
      clusters: data.clusters,
      absorbed: { nested: 0, other: 0 },
      rows: Int32Array.from({ length: n }, (_, i) => i),
    },
  }
}

/** Weighted least squares on those columns that the ones before do not determine: the sum of squares left, and the rank. */
function independentFit(
  columns: readonly Float64Array[],
  y: Float64Array,
  weights: Float64Array | null,
): { readonly square: number; readonly rank: number; readonly columns: readonly Float64Array[] } {
  const n = y.length
  // columns of which nothing is left but rounding count as 0
  const largest = Math.max(...columns.map((column) => column.reduce((most, v) => Math.max(most, Math.abs(v)), 0)))
  let kept = columns.filter((column) => column.some((v) => Math.abs(v) > 1e-11 * largest))
  for (;;) {
    const k = kept.length
    if (k === 0) return { square: y.reduce((sum, v) => sum + v * v, 0), rank: 0, columns: [] }
    const x = new Float64Array(n * k)
    for (let i = 0; i < n; i++) for (let a = 0; a < k; a++) x[i * k + a] = kept[a]![i]!
    const fit = leastSquares(x, n, k, y, weights)
    if (!fit.ok) {
      kept = kept.filter((_, a) => a !== fit.column)
      continue
    }
    const square = fit.residuals.reduce((sum, e, i) => sum + (weights === null ? 1 : weights[i]!) * e * e, 0)
    return { square, rank: k, columns: kept }
  }
}

/** tr((Σ T x x ᵀ)⁻¹ Σ T² x xᵀ) over units. */
function traceOf(columns: readonly Float64Array[], size: Float64Array): number {
  const k = columns.length
  const x = new Float64Array(size.length * k)
  for (let u = 0; u < size.length; u++) for (let a = 0; a < k; a++) x[u * k + a] = columns[a]![u]!
  const once = weightedGram(x, size.length, k, size)
  const twice = weightedGram(
    x,
    size.length,
    k,
    size.map((t) => t * t),
  )
  const solved = linearSolve(once, k, twice, k)
  if (!solved.ok) throw new CausalError('collinear', 'the units’ means determine one another.')
  let trace = 0
  for (let a = 0; a < k; a++) trace += solved.solution[a * k + a]!
  return trace
}
