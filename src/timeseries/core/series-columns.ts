import { columnAt } from '../../data/tables/column.js'
import { isNumeric } from '../../data/tables/make-table.js'
import { CausalError } from '../../errors.js'
import { indexNames, lookUp } from '../../names.js'
import { show } from '../../show.js'
import { rowsOfWindows, windowsOf } from '../moments/windows.js'
import { checkSeries } from '../series/check-series.js'
import type { Series, Stretch } from '../types.js'

/** The numbers of a series, by position. */
export interface SeriesColumns {
  readonly names: readonly string[]
  readonly index: ReadonlyMap<string, number>
  readonly columns: readonly Float64Array[]
  readonly stretches: readonly Stretch[]
  /** The stamp of each row, counted in steps from the earliest. */
  readonly step: Float64Array
}

/** Reads variables of a series (all, unless some are named) as numbers that vary; NaN stands for what is missing. */
export function seriesColumns(series: Series<unknown, string>, chosen?: readonly string[]): SeriesColumns {
  checkSeries(series)
  const all = indexNames('variable', series.names)
  const names = chosen ?? series.names
  const index = indexNames('variable', names)
  for (const name of names) lookUp('variable', all, name)
  if (names.length === 0) throw new CausalError('invalid-data', 'the series has no variables.')
  return {
    names,
    index,
    columns: names.map((name) => varyingNumbers(series, name)),
    stretches: series.stretches,
    step: stepsOf(series),
  }
}

function varyingNumbers(series: Series<unknown, string>, name: string): Float64Array {
  const column = columnAt(series.table, name)
  if (!isNumeric(column)) {
    throw new CausalError(
      'invalid-data',
      `the variable ${show(name)} is categorical, and numbers are needed: leave it out, or code it as numbers.`,
      { column: name },
    )
  }
  let first = Number.NaN
  let varies = false
  for (const value of column) {
    if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) {
      throw new CausalError('invalid-data', `the variable ${show(name)} holds ${value}.`, { column: name })
    }
    if (Number.isNaN(first)) first = value
    else if (!Number.isNaN(value) && value !== first) varies = true
  }
  if (!varies) {
    throw new CausalError('constant-column', `the variable ${show(name)} does not vary: leave it out.`, {
      columns: [name],
    })
  }
  return column
}

function stepsOf({ stretches, every, table }: Series<unknown, string>): Float64Array {
  const step = new Float64Array(table.rowCount)
  const origin = stretches.reduce((least, { time }) => Math.min(least, time), Number.POSITIVE_INFINITY)
  for (const { start, length, time } of stretches) {
    for (let i = 0; i < length; i++) step[start + i] = (time - origin) / every + i
  }
  return step
}

/** The rows with `lags` whole steps before them in their stretch, and whole themselves, in these variables. */
export function wholeRows(series: Series<unknown, string>, lags: number, names: readonly string[]): Int32Array {
  return rowsOfWindows(windowsOf(series, lags, names))
}

/** What the series itself warns of; a series made by hand may have nothing to say. */
export function warningsOfSeries({ warnings }: Series<unknown, string>): readonly string[] {
  return Array.isArray(warnings) ? warnings : []
}

/** Refuses fewer usable steps than an answer needs. */
export function requireSteps(n: number, needed: number, what: string): void {
  if (n >= needed) return
  throw new CausalError(
    'too-few-rows',
    `${n} times whose windows are complete are too few for ${what}: at least ${needed} are needed. Take fewer lags or variables, or give longer stretches.`,
    { count: n, needed },
  )
}
