import { numericColumn } from '../../../data/tables/numeric-column.js'
import type { Table } from '../../../data/types.js'
import { CausalError, calledAs } from '../../../errors.js'
import { quoteNames } from '../../../names.js'
import { checkOptions } from '../../../options.js'
import { show } from '../../../show.js'
import { checkSeries } from '../../../timeseries/series/check-series.js'
import type { Series } from '../../../timeseries/types.js'
import { checkedAlpha } from '../core/checked-alpha.js'
import { cusum } from './cusum.js'
import type { ChangeDetector } from './detector.js'

/**
 * What {@link changePoint} is told besides the series.
 *
 * @category Attribution
 */
export interface ChangePointOptions {
  /** How many of the first steps are quiet for sure: what is usual is learned from them. */
  readonly quiet: number
  /** How changes are seen, {@link cusum} unless told. */
  readonly method?: ChangeDetector
  /** The chance of an alarm in all the steps after, where nothing changes; 0.05 unless told. */
  readonly alpha?: number
}

/**
 * Whether something changed, and when.
 *
 * @category Attribution
 */
export interface ChangePoint<N extends string = string> {
  /** Whether the statistic passed the threshold. */
  readonly found: boolean
  /** The step (from 0) at which it passed, or null. */
  readonly alarm: number | null
  /** The step at which the change seems to have begun: where a trigger belongs; null without an alarm. */
  readonly start: number | null
  /** The variable that moved most, or null without an alarm, or where the detector looks at all together. */
  readonly variable: N | null
  /** The statistic of each look, with the step after which it was made. */
  readonly looks: readonly { readonly step: number; readonly statistic: number }[]
  /** From which statistic on it is an alarm. */
  readonly threshold: number
  /** The detector, in words. */
  readonly method: string
}

/**
 * The first step at which a series is not any more what it was: a trigger for {@link rootCauses}.
 *
 * @param series - one recording without gaps and missing values
 * @param options - `quiet`, `method` ({@link cusum} or {@link singularSpectrum}), `alpha`
 * @returns the alarm and the step at which the change seems to begin, or that there is none
 * @throws CausalError `not-supported` for several recordings or gaps; `missing-values`, `constant-column` and `invalid-data` by name; `too-few-rows` for fewer quiet
 *   steps than the detector needs, or none after; `invalid-argument`
 * @category Attribution
 * @see Page 1954, "Continuous inspection schemes", Biometrika 41
 * @example
 * const noise = normals(randomStream(1), 120).values
 * const load = series(table({ cpu: noise.map((v, t) => (t < 90 ? v : v + 3)) }))
 * const { found, start } = changePoint(load, { quiet: 60 })
 * found && start
 * //=> 90
 */
export function changePoint<T>(series: Series<T>, options: ChangePointOptions): ChangePoint<keyof T & string> {
  return calledAs('changePoint', () => {
    checkOptions('options', options, ['quiet', 'method', 'alpha'], { quiet: 'number' })
    checkSeries(series as Series<unknown, string>)
    const { quiet, method = cusum(), alpha = 0.05 } = Object(options) as ChangePointOptions
    checkedAlpha(alpha)
    if (typeof method !== 'object' || typeof method?.watch !== 'function' || typeof method.name !== 'string')
      throw new CausalError(
        'invalid-argument',
        `method needs a detector, such as cusum() (called, not the function itself), got ${show(method)}.`,
      )
    if (series.stretches.length > 1)
      throw new CausalError(
        'not-supported',
        `the series has ${series.stretches.length} stretches, and a change is looked for in one: split it at gaps and recordings.`,
        { stretches: series.stretches.length },
      )
    const table = series.table as Table<unknown, string>
    const n = table.rowCount
    if (!(Number.isInteger(quiet) && quiet > 0))
      throw new CausalError('invalid-argument', `quiet is ${show(quiet)}: give how many first steps are quiet.`, {
        quiet,
      })
    if (quiet < method.needs || quiet >= n)
      throw new CausalError(
        'too-few-rows',
        quiet >= n
          ? `all ${n} steps are quiet, and none is left to be watched.`
          : `${quiet} quiet steps, and ${method.name} needs ${method.needs} to learn what is usual.`,
        { quiet, needed: method.needs, rows: n },
      )
    const columns = table.columns.map((name) => numericColumn(table, name, table.columns))
    const constant = table.columns.filter((_, j) => columns[j]!.subarray(0, quiet).every((v) => v === columns[j]![0]))
    if (constant.length > 0)
      throw new CausalError(
        'constant-column',
        `${quoteNames(constant)} did not vary in the quiet steps, so that no change can be measured: leave ${constant.length === 1 ? 'it' : 'them'} out.`,
        { columns: constant },
      )
    const { statistic, looks, starts, leaders, threshold } = method.watch(columns, quiet, alpha)
    const at = statistic.findIndex((value) => value > threshold)
    const leader = at === -1 ? -1 : leaders[at]!
    return Object.freeze({
      found: at !== -1,
      alarm: at === -1 ? null : looks[at]!,
      start: at === -1 ? null : starts[at]!,
      variable: leader === -1 ? null : (table.columns[leader]! as keyof T & string),
      looks: Object.freeze(Array.from(looks, (step, k) => Object.freeze({ step, statistic: statistic[k]! }))),
      threshold,
      method: method.name,
    })
  })
}
