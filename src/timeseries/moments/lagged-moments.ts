import { knownValues } from '../../checked.js'
import { checkMoments, makeMoments } from '../../data/statistics/check-moments.js'
import { blockRows, type MomentRoom, momentRoom, momentSums } from '../../data/statistics/moment-sums.js'
import { totalWeight } from '../../data/statistics/row-weights.js'
import type { Moments } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { readLag } from '../core/read-lag.js'
import { laggedNames } from '../graphs/lagged-names.js'
import { checkSeries } from '../series/check-series.js'
import { numericVariables } from '../series/variables.js'
import type { LaggedMoments, Series } from '../types.js'
import { type Windows, windowsOf } from './windows.js'

/**
 * Settings of {@link laggedMoments}.
 *
 * @category Time series
 */
export interface LaggedMomentsOptions {
  /** The largest lag (default 1): windows reach so many steps back. */
  readonly maxLag?: number
  /** How often each window counts: one number >= 0 for each row of the series, that of the window which ends there. */
  readonly weights?: ArrayLike<number>
}

/**
 * Means and covariances of all variables at all lags, in one pass: what every linear method over time needs of the rows.
 *
 * The rows behind it are the times t whose window t − maxLag … t lies in one stretch and is complete in all variables. The pass is
 * that of `moments`, so means that are large beside the spread cost no digits. Several series are put together by
 * {@link mergeLaggedMoments}.
 *
 * @param series - a series of numeric variables
 * @param options - the largest lag, and weights of windows
 * @returns moments of N (maxLag + 1) columns, with `variables` and `maxLag`; whatever takes moments takes them
 * @throws CausalError `too-few-rows` with fewer than two windows; `invalid-data` for a categorical variable; `invalid-argument`
 * @complexity O(n (N maxLag)²) time, O((N maxLag)²) memory
 * @category Time series
 * @example
 * const { names, count, mean } = laggedMoments(series(table({ X: [1, 2, 4, 8, 16] })), { maxLag: 1 })
 * names
 * //=> ['X[t]', 'X[t-1]']
 * count
 * //=> 4
 * mean
 * //=> [7.5, 3.75]
 */
export function laggedMoments<N extends string>(
  series: Series<unknown, N>,
  options: LaggedMomentsOptions = {},
): LaggedMoments<N> {
  return calledAs('laggedMoments', () => {
    checkOptions('options', options, ['maxLag', 'weights'])
    checkSeries(series)
    return momentsOfSeries(series, options)
  })
}

/** The core, for a checked series. */
export function momentsOfSeries<N extends string>(
  series: Series<unknown, N>,
  options: LaggedMomentsOptions,
): LaggedMoments<N> {
  const maxLag = readLag('maxLag', options.maxLag ?? 1, 0)
  const { weights } = options
  if (weights !== undefined) totalWeight(weights, series.table.rowCount)
  return momentsOfWindows(series, windowsOf(series, maxLag), maxLag, weights)
}

/** Moments at lags 0 … maxLag over given windows, which may reach farther back. */
export function momentsOfWindows<N extends string>(
  series: Series<unknown, N>,
  windows: Windows,
  maxLag: number,
  weights?: ArrayLike<number>,
  room: MomentRoom = momentRoom(series.names.length * (maxLag + 1)),
): LaggedMoments<N> {
  const columns = numericVariables(series)
  const p = columns.length * (maxLag + 1)
  const sums = momentSums(p, room)
  const lagged: Float64Array[] = new Array(p)
  let total = 0
  const all = weights && Float64Array.from(weights)
  for (let k = 0; k < windows.start.length; k++) {
    const from = windows.start[k]!
    const rows = windows.length[k]!
    for (let lag = 0, c = 0; lag <= maxLag; lag++)
      for (const column of columns) lagged[c++] = column.subarray(from - lag, from - lag + rows)
    const own = all?.subarray(from, from + rows)
    total += own === undefined ? rows : sumOf(own)
    for (let start = 0; start < rows; start += blockRows)
      sums.add(lagged, start, Math.min(blockRows, rows - start), own)
  }
  if (!(total > 1)) {
    const message = `windows of ${windows.reach + 1} steps need at least 2 times at which they are complete, or weights that sum to more than 1: there is ${total}. Take fewer lags, leave out variables with missing cells, or give longer stretches.`
    throw new CausalError('too-few-rows', message, { count: total, maxLag: windows.reach })
  }
  return asLaggedMoments(series.names, maxLag, makeMoments(laggedNames(series.names, maxLag), total, ...sums.end()))
}

function sumOf(values: Float64Array): number {
  let sum = 0
  for (const value of values) sum += value
  return sum
}

const knownLagged = knownValues<LaggedMoments>()

/** Moments of lagged columns that are known to be right. */
export function asLaggedMoments<N extends string>(
  variables: readonly N[],
  maxLag: number,
  moments: Moments,
): LaggedMoments<N> {
  return knownLagged.made(Object.freeze({ ...moments, variables, maxLag }))
}

/** The door of every function that takes lagged moments. */
export function checkLaggedMoments(moments: LaggedMoments): void {
  if (knownLagged.has(moments)) return
  checkMoments(moments)
  const { names, variables, maxLag } = moments
  const isWhole = Array.isArray(variables) && Number.isInteger(maxLag) && maxLag >= 0
  if (isWhole && laggedNames(variables, maxLag).join('\n') === names.join('\n')) return
  const message = `these are no moments of lagged columns: laggedMoments(series) makes { names, variables, maxLag, count, mean, covariance }, its names ${show(laggedNames(['X'], 1))} for \`X\` and maxLag 1.`
  throw new CausalError('invalid-argument', message)
}
