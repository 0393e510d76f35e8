import { choice } from '../../discovery/core/choice.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { studentTTwoSided } from '../../numeric/special/student-t.js'
import { checkOptions } from '../../options.js'
import { type Autoregression, autoregression, type Trend, trendTerms } from '../core/autoregression.js'
import { wholeNumber } from '../core/check-settings.js'
import { isStable, largestRoot } from '../core/responses.js'
import { requireSteps, type SeriesColumns, seriesColumns, warningsOfSeries, wholeRows } from '../core/series-columns.js'
import { stretchOfRows } from '../core/stretch-of-rows.js'
import type { Series } from '../types.js'
import { portmanteau } from './portmanteau.js'
import { criteriaOf } from './var-orders.js'
import type { VarCoefficient, VarModel, VarOrder } from './var-types.js'

/**
 * Settings of {@link varModel}.
 *
 * @category Time series
 */
export interface VarModelOptions {
  /** How many lags there are, or with `criterion` how many there may be (default 1). */
  readonly maxLag?: number
  /** Left out, the model has `maxLag` lags. Given, the order from 0 to `maxLag` with the smallest criterion, compared on the same times. */
  readonly criterion?: 'aic' | 'bic' | 'hq'
  /** What each equation has beside lags: a constant (default), a constant and a linear trend, or nothing. */
  readonly trend?: Trend
  /** How many lags of the residuals the portmanteau test looks at (default: 10 more than the model has, where there are times enough). */
  readonly whitenessLags?: number
}

/**
 * A vector autoregression by least squares: each variable forecast from the last values of all.
 *
 * x(t) = c + A₁ x(t − 1) + … + e(t). Fitted at the times whose window is complete in one stretch, so recordings and gaps are never
 * joined; all recordings share one model. Forecasts, not effects: what acts within a step is in the correlations of
 * the errors, and a variable that is not there may stand behind all.
 *
 * @param series - a series of numbers
 * @param options - lags or a criterion, trend
 * @returns the model with standard errors, criteria, stability and a test of its residuals
 * @throws CausalError `too-few-rows`; `collinear`; `constant-column`; `invalid-data` for a categorical variable; `invalid-argument`
 * @complexity O(n (p lags)²), for each order that is compared
 * @category Time series
 * @see Lütkepohl 2005, "New introduction to multiple time series analysis", chapters 3 and 4
 * @example
 * const z = normals(randomStream(1), 1000).values
 * const x = new Float64Array(500)
 * const y = new Float64Array(500)
 * for (let t = 1; t < 500; t++) {
 *   x[t] = 0.5 * x[t - 1]! + z[2 * t]!
 *   y[t] = 0.8 * x[t - 1]! + z[2 * t + 1]!
 * }
 * const model = varModel(series(table({ x, y })), { maxLag: 3, criterion: 'bic' })
 * model.lags
 * //=> 1
 * model.coefficients[2]!.estimate.toFixed(1) // of x on y, a step later
 * //=> '0.8'
 */
export function varModel<N extends string>(series: Series<unknown, N>, options: VarModelOptions = {}): VarModel<N> {
  return calledAs('varModel', () => {
    checkOptions('options', options, ['maxLag', 'criterion', 'trend', 'whitenessLags'], { whitenessLags: 'number' })
    const { maxLag = 1, criterion, trend = 'constant', whitenessLags } = checkedObject('options', options)
    wholeNumber('maxLag', maxLag, criterion === undefined ? 1 : 0, 10_000)
    choice('trend', trend, ['none', 'constant', 'linear'])
    if (criterion !== undefined) choice('criterion', criterion, ['aic', 'bic', 'hq'])
    const data = seriesColumns(series)
    const orders = criterion === undefined ? [] : comparedOrders(series, data, maxLag, trend)
    const lags = criterion === undefined ? maxLag : orders.reduce((a, b) => (b[criterion] < a[criterion] ? b : a)).lags
    const rows = wholeRows(series, lags, data.names)
    const fit = fittedAt(data, rows, lags, trend)
    const own = criteriaOf(data.names, fit, trend)
    if (whitenessLags !== undefined && !(Number.isInteger(whitenessLags) && whitenessLags > lags)) {
      throw new CausalError(
        'invalid-argument',
        `whitenessLags must be a whole number above the model's ${lags} lags.`,
        { whitenessLags },
      )
    }
    return named(series, fit, trend, rows, criterion === undefined ? [own] : orders, whitenessLags)
  })
}

function comparedOrders(
  series: Series<unknown, string>,
  data: SeriesColumns,
  maxLag: number,
  trend: Trend,
): VarOrder[] {
  // one set of times for all orders: that of the largest
  const rows = wholeRows(series, maxLag, data.names)
  return Array.from({ length: maxLag + 1 }, (_, lags) =>
    criteriaOf(data.names, fittedAt(data, rows, lags, trend, maxLag), trend),
  )
}

/** The fit at these times, if there are enough for `most` lags. */
export function fittedAt(
  { names, columns, step }: SeriesColumns,
  rows: Int32Array,
  lags: number,
  trend: Trend,
  most: number = lags,
): Autoregression {
  const p = names.length
  requireSteps(rows.length, p * most + trendTerms[trend] + p + 1, `${p} variables and ${most} lags`)
  return autoregression(names, columns, rows, lags, trend, step)
}

function named<N extends string>(
  series: Series<unknown, N>,
  fit: Autoregression,
  trend: Trend,
  rows: Int32Array,
  orders: readonly VarOrder[],
  whitenessLags: number | undefined,
): VarModel<N> {
  const { p, lags, n, terms, matrices, inverse, scatter } = fit
  const own = trendTerms[trend]
  const k = p * lags
  const degreesOfFreedom = n - terms
  const noise = scatter.map((v) => v / degreesOfFreedom)
  const gramInverse = Float64Array.from(
    { length: k * k },
    (_, at) => inverse[(own + Math.floor(at / k)) * terms + own + (at % k)]!,
  )
  const coefficients: VarCoefficient<N>[] = []
  for (let i = 0; i < p; i++) {
    for (let a = 0; a < k; a++) {
      const estimate = matrices[Math.floor(a / p)]![i * p + (a % p)]!
      const standardError = Math.sqrt(noise[i * p + i]! * gramInverse[a * k + a]!)
      coefficients.push(
        Object.freeze({
          to: series.names[i]!,
          from: series.names[a % p]!,
          lag: Math.floor(a / p) + 1,
          estimate,
          standardError,
          pValue: studentTTwoSided(Math.abs(estimate) / standardError, degreesOfFreedom),
        }),
      )
    }
  }
  const radius = largestRoot(matrices, p)
  const most = whitenessLags ?? Math.min(lags + 10, Math.floor(n / 4))
  const whiteness = portmanteau(fit.residuals, scatter, rows, stretchOfRows(series), lags, most)
  const warnings = [...warningsOfSeries(series)]
  if (!isStable(radius)) {
    warnings.push(
      `The largest root is ${radius.toFixed(3)}: the model is not stable, standard errors do not hold, and there is no long run. Are there trends? Take differences, or a linear trend.`,
    )
  }
  if (whiteness !== null && whiteness.pValue < 0.01) {
    warnings.push(
      `Residuals are autocorrelated (portmanteau test over ${most} lags, p = ${whiteness.pValue.toPrecision(2)}): lags or variables are missing, and standard errors are too small.`,
    )
  }
  return Object.freeze({
    names: series.names,
    form: 'reduced',
    intercept: fit.intercept,
    contemporaneous: new Float64Array(p * p),
    lagged: Object.freeze(matrices),
    noise,
    lags,
    trend,
    slope: fit.slope,
    n,
    degreesOfFreedom,
    coefficients: Object.freeze(coefficients),
    gramInverse,
    orders: Object.freeze(orders),
    spectralRadius: radius,
    stable: isStable(radius),
    whiteness,
    residuals: Object.freeze(fit.residuals),
    rows,
    warnings: Object.freeze(warnings),
  })
}
