import { adaptiveLasso, leastSquares } from '../../discovery/lingam/adaptive-lasso.js'
import { causalOrder } from '../../discovery/lingam/causal-order.js'
import type { KnownOrder } from '../../discovery/lingam/known-order.js'
import { effectsInOrder, type Pruning } from '../../discovery/lingam/lingam-result.js'
import { scatterOf } from '../../discovery/lingam/numeric-data.js'
import { CausalError } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { type Autoregression, autoregression, type Trend } from '../core/autoregression.js'

/** What the search stands on: columns, the rows that are fitted, and how. */
export interface VarLingamData {
  readonly names: readonly string[]
  readonly columns: readonly Float64Array[]
  readonly rows: Int32Array
  readonly step: Float64Array
}

/** How it is done. */
export interface VarLingamSettings {
  readonly lags: number
  readonly trend: Trend
  readonly prune: Pruning
  readonly pruneLags: Pruning
  /** Whether least squares without shrinkage follow what the lasso keeps. */
  readonly refit: boolean
  readonly known: KnownOrder
  readonly onStep: (step: number, done: number) => void
}

/** The structural model in positions. */
export interface VarLingamFit {
  readonly order: Int32Array
  readonly scores: readonly Float64Array[]
  /** B₀. */
  readonly instant: Float64Array
  /** B₁ … */
  readonly lagged: readonly Float64Array[]
  /** (I − B₀) c. */
  readonly intercept: Float64Array
  /** Variances of the structural errors, divisor n − terms. */
  readonly variance: Float64Array
  readonly fit: Autoregression
}

/**
 * VAR-LiNGAM (Hyvärinen et al. 2010, section 3): least squares of the autoregression, DirectLiNGAM on its residuals, and
 * Bτ = (I − B₀) Mτ; pruned lags by the adaptive lasso of what B₀ leaves of each variable on all lags.
 */
export function varLingamFit(data: VarLingamData, settings: VarLingamSettings): VarLingamFit {
  const { names, columns, rows, step } = data
  const { lags, trend, prune, pruneLags, refit, known, onStep } = settings
  const p = names.length
  const fit = autoregression(names, columns, rows, lags, trend, step)
  const { order, scores } = causalOrder([fit.residuals], known.before, onStep)
  const scatter = scatterOf(fit.residuals)
  const kept = effectsInOrder(names, scatter, fit.n, order, prune, known)
  const instant = refit && prune !== 'none' ? refitted(scatter, kept, p, known) : kept
  const whole = fit.matrices.map((matrix) => lessInstant(matrix, instant, p))
  const lagged = pruneLags === 'none' ? whole : prunedLags(data, instant, lags, trend, refit)
  const constants = Float64Array.from({ length: p }, (_, i) => {
    let sum = fit.intercept[i]!
    for (let j = 0; j < p; j++) sum -= instant[i * p + j]! * fit.intercept[j]!
    return sum
  })
  const variance = Float64Array.from({ length: p }, (_, i) => {
    let sum = 0
    for (let t = 0; t < fit.n; t++) {
      let error = fit.residuals[i]![t]!
      for (let j = 0; j < p; j++) error -= instant[i * p + j]! * fit.residuals[j]![t]!
      sum += error * error
    }
    return sum / (fit.n - fit.terms)
  })
  return { order, scores, instant, lagged, intercept: constants, variance, fit }
}

/** Least squares of each variable on those that kept an effect on it, or that knowledge requires. */
function refitted(scatter: Float64Array, kept: Float64Array, p: number, { known }: KnownOrder): Float64Array {
  const effects = new Float64Array(p * p)
  for (let i = 0; i < p; i++) {
    const parents = Array.from({ length: p }, (_, j) => j).filter(
      (j) => kept[i * p + j] !== 0 || known?.required[j * p + i] === 1,
    )
    const slopes = leastSquares(scatter, p, i, parents)
    for (const [k, j] of parents.entries()) effects[i * p + j] = slopes === null ? kept[i * p + j]! : slopes[k]!
  }
  return effects
}

/** (I − B₀) M. */
function lessInstant(matrix: Float64Array, instant: Float64Array, p: number): Float64Array {
  const result = matrix.slice()
  for (let i = 0; i < p; i++) {
    for (let k = 0; k < p; k++) {
      const b = instant[i * p + k]!
      if (b !== 0) for (let j = 0; j < p; j++) result[i * p + j]! -= b * matrix[k * p + j]!
    }
  }
  return result
}

/** The adaptive lasso of x(t) − B₀ x(t) on all lags, after the trend is taken out. */
function prunedLags(
  { names, columns, rows, step }: VarLingamData,
  instant: Float64Array,
  lags: number,
  trend: Trend,
  refit: boolean,
): Float64Array[] {
  const p = names.length
  const n = rows.length
  const at = (lag: number): Float64Array[] => columns.map((column) => Float64Array.from(rows, (t) => column[t - lag]!))
  const now = at(0)
  const left = now.map((column, i) => {
    const rest = column.slice()
    for (let j = 0; j < p; j++) {
      const b = instant[i * p + j]!
      if (b !== 0) for (let t = 0; t < n; t++) rest[t]! -= b * now[j]![t]!
    }
    return rest
  })
  const all = [...left, ...Array.from({ length: lags }, (_, l) => at(l + 1)).flat()]
  const q = all.length
  const scatter = scatterOf(trend === 'linear' ? all.map((column) => withoutTrend(column, rows, step)) : all)
  const predictors = Array.from({ length: p * lags }, (_, a) => p + a)
  const lagged = Array.from({ length: lags }, () => new Float64Array(p * p))
  for (let i = 0; i < p; i++) {
    const found = adaptiveLasso(scatter, q, n, i, predictors)
    if (found === null) {
      throw new CausalError(
        'collinear',
        `earlier values of ${quoteNames(names)} determine one another: take fewer lags.`,
        {
          names,
        },
      )
    }
    if (refit) {
      const kept = predictors.filter((_, a) => found[a] !== 0)
      const slopes = leastSquares(scatter, q, i, kept) ?? found
      for (const [k, a] of kept.entries()) found[a - p] = slopes[k]!
    }
    for (const [a, value] of found.entries()) lagged[Math.floor(a / p)]![i * p + (a % p)] = value
  }
  return lagged
}

function withoutTrend(column: Float64Array, rows: Int32Array, step: Float64Array): Float64Array {
  const n = rows.length
  let [mean, middle] = [0, 0]
  for (let r = 0; r < n; r++) {
    mean += column[r]! / n
    middle += step[rows[r]!]! / n
  }
  let [across, square] = [0, 0]
  for (let r = 0; r < n; r++) {
    const d = step[rows[r]!]! - middle
    across += d * (column[r]! - mean)
    square += d * d
  }
  const slope = square > 0 ? across / square : 0
  return column.map((value, r) => value - mean - slope * (step[rows[r]!]! - middle))
}
