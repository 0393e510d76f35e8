import { choice } from '../../discovery/core/choice.js'
import { CausalError, calledAs } from '../../errors.js'
import { largestPenalty, lassoDescent, penaltyPath } from '../../learners/linear/lasso-core.js'
import { checkedObject } from '../../names.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { wholeNumber } from '../core/check-settings.js'
import { isStable, largestRoot } from '../core/responses.js'
import { requireSteps, seriesColumns, warningsOfSeries } from '../core/series-columns.js'
import { momentsOfWindows } from '../moments/lagged-moments.js'
import { windowsOf } from '../moments/windows.js'
import type { LinearTemporalModel, Series } from '../types.js'
import { groupDescent } from './group-descent.js'

/**
 * Settings of {@link lassoVar}.
 *
 * @category Time series
 */
export interface LassoVarOptions {
  /** How many lags each series has (default 1). */
  readonly maxLag?: number
  /** What coefficients cost, as a share of the standard deviation of the forecast variable; or `'bic'` (default): for each variable that of least BIC. */
  readonly penalty?: number | 'bic'
  /** What drops out together: single `'coefficients'` (default), or all lags of a `'variables'` (group lasso). */
  readonly groups?: 'coefficients' | 'variables'
}

/**
 * A sparse vector autoregression: a {@link LinearTemporalModel} of the form `'reduced'`.
 *
 * @category Time series
 */
export interface LassoVarResult<N extends string = string> extends LinearTemporalModel<N> {
  /** A vector autoregression forecasts. */
  readonly form: 'reduced'
  /** Which variable's past stays in the forecast of which. */
  readonly links: readonly { readonly cause: N; readonly effect: N }[]
  /** The penalty of each variable's equation. */
  readonly penalties: Float64Array
  /** How many times t were used. */
  readonly n: number
  /** The largest root: stable below 1. */
  readonly spectralRadius: number
  /** What to know before it is used, in sentences. */
  readonly warnings: readonly string[]
}

/**
 * A vector autoregression with a lasso: few lags, or few variables, stay in each forecast. For many series and few steps.
 *
 * Minimises half the mean squared error of each standardised variable plus the price of its coefficients (for groups, of their norm times
 * the root of their number). Coefficients are shrunk, and have no standard errors: what is left is a selection.
 *
 * @param series - a series of numbers
 * @param options - lags, penalty, groups
 * @returns the model and its links
 * @throws CausalError `too-few-rows` with fewer than 10 complete times; `constant-column`; `invalid-data`; `invalid-argument`
 * @complexity O(n (p maxLag)²), and the descent along 60 penalties
 * @category Time series
 * @see Basu & Michailidis 2015, "Regularized estimation in sparse high-dimensional time series models", Annals of Statistics 43;
 *   Yuan & Lin 2006, JRSS B 68, for groups
 * @example
 * const z = normals(randomStream(1), 600).values
 * const x = z.subarray(0, 200)
 * const y = x.map((_, t) => 0.9 * (x[t - 1] ?? 0) + z[200 + t]!)
 * const w = z.subarray(400)
 * lassoVar(series(table({ x, y, w })), { maxLag: 3, groups: 'variables' }).links
 * //=> [{ cause: 'x', effect: 'y' }]
 */
export function lassoVar<N extends string>(
  series: Series<unknown, N>,
  options: LassoVarOptions = {},
): LassoVarResult<N> {
  return calledAs('lassoVar', () => {
    checkOptions('options', options, ['maxLag', 'penalty', 'groups'])
    const { maxLag = 1, penalty = 'bic', groups = 'coefficients' } = checkedObject('options', options)
    wholeNumber('maxLag', maxLag, 1, 10_000)
    choice('groups', groups, ['coefficients', 'variables'])
    if (penalty !== 'bic' && !(typeof penalty === 'number' && penalty >= 0 && penalty < Number.POSITIVE_INFINITY)) {
      throw new CausalError('invalid-argument', `penalty is ${show(penalty)}: give a number from 0 on, or 'bic'.`, {
        penalty,
      })
    }
    const { names } = seriesColumns(series)
    const p = names.length
    const windows = windowsOf(series, maxLag)
    requireSteps(windows.count, 10, 'a lasso')
    const { covariance, count, mean } = momentsOfWindows(series, windows, maxLag)
    // in the order of names: nothing depends on that of columns
    const place = Array.from(names.keys()).sort((a, b) => (names[a]! < names[b]! ? -1 : 1))
    const k = p * maxLag
    const q = k + p
    const at = (a: number): number => p + Math.floor(a / p) * p + place[a % p]!
    const deviation = Float64Array.from({ length: q }, (_, i) => Math.sqrt(covariance[i * (q + 1)]!))
    const flat = deviation.findIndex((d) => !(d > 0))
    if (flat >= 0) {
      throw new CausalError('constant-column', `${show(names[flat % p])} does not vary in the windows: leave it out.`, {
        columns: [names[flat % p]],
      })
    }
    const gram = Float64Array.from({ length: k * k }, (_, e) => {
      const [i, j] = [at(Math.floor(e / k)), at(e % k)]
      return covariance[i * q + j]! / deviation[i]! / deviation[j]!
    })
    const group = Int32Array.from({ length: k }, (_, a) => a % p)
    const lagged = Array.from({ length: maxLag }, () => new Float64Array(p * p))
    const residual: Float64Array[] = []
    const penalties = new Float64Array(p)
    for (let i = 0; i < p; i++) {
      const xy = Float64Array.from(
        { length: k },
        (_, a) => covariance[at(a) * q + i]! / deviation[at(a)]! / deviation[i]!,
      )
      const moments = { k, gram, xy }
      const descend = (price: number, b: Float64Array): Float64Array =>
        groups === 'variables' ? groupDescent(moments, group, price, b) : lassoDescent(moments, price, b)
      const { b, price } =
        penalty === 'bic'
          ? leastBic(moments, count, descend)
          : { b: descend(penalty, new Float64Array(k)), price: penalty }
      penalties[i] = price
      const row = new Float64Array(q)
      row[i] = 1
      for (let a = 0; a < k; a++) {
        const value = (b[a]! * deviation[i]!) / deviation[at(a)]!
        lagged[Math.floor(a / p)]![i * p + place[a % p]!] = value
        row[at(a)] = -value
      }
      residual.push(row)
    }
    const noise = Float64Array.from({ length: p * p }, (_, e) => {
      const [u, v] = [residual[Math.floor(e / p)]!, residual[e % p]!]
      let sum = 0
      for (let i = 0; i < q; i++)
        if (u[i] !== 0) for (let j = 0; j < q; j++) sum += u[i]! * covariance[i * q + j]! * v[j]!
      return sum
    })
    const links = names.flatMap((_, i) =>
      Array.from({ length: p }, (__, j) => j)
        .filter((j) => j !== i && lagged.some((matrix) => matrix[i * p + j] !== 0))
        .map((j) => Object.freeze({ cause: series.names[j]!, effect: series.names[i]! })),
    )
    const radius = largestRoot(lagged, p)
    const warnings = [...warningsOfSeries(series)]
    if (!isStable(radius)) warnings.push(`The largest root is ${radius.toFixed(3)}: the model is not stable.`)
    return Object.freeze({
      names: series.names,
      form: 'reduced',
      intercept: Float64Array.from(residual, (row) => row.reduce((sum, v, j) => sum + v * mean[j]!, 0)),
      contemporaneous: new Float64Array(p * p),
      lagged: Object.freeze(lagged),
      noise,
      links: Object.freeze(links),
      penalties,
      n: count,
      spectralRadius: radius,
      warnings: Object.freeze(warnings),
    })
  })
}

/** Along the path of penalties the solution with the least n ln(rss / n) + ln n · coefficients. */
function leastBic(
  { k, gram, xy }: { readonly k: number; readonly gram: Float64Array; readonly xy: Float64Array },
  n: number,
  descend: (penalty: number, b: Float64Array) => Float64Array,
): { readonly b: Float64Array; readonly price: number } {
  const largest = largestPenalty(xy)
  const b = new Float64Array(k)
  let best = { b: b.slice(), price: largest }
  if (largest === 0) return best
  let least = Number.POSITIVE_INFINITY
  for (const price of penaltyPath(largest, n > k ? 1e-3 : 1e-2)) {
    descend(price, b)
    let rest = 1
    for (let a = 0; a < k; a++) {
      rest -= 2 * b[a]! * xy[a]!
      for (let c = 0; c < k; c++) rest += b[a]! * b[c]! * gram[a * k + c]!
    }
    const size = b.reduce((count, v) => count + (v !== 0 ? 1 : 0), 0)
    const criterion = n * portableLog(Math.max(rest, 1e-12)) + portableLog(n) * size
    if (criterion >= least) continue
    least = criterion
    best = { b: b.slice(), price }
  }
  return best
}
