import { makeTable } from '../../data/tables/make-table.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { rowsOfWindows, windowsOf } from '../moments/windows.js'
import { checkSeries } from '../series/check-series.js'
import type { LinearTemporalModel, Series } from '../types.js'
import { brier, mostProbable } from './categories.js'
import { asColumn, codedColumns } from './coded-columns.js'
import { parentValues } from './roll-out.js'
import { rollingModel } from './rolling-model.js'
import type { ForecastError, TemporalScm } from './types.js'

/**
 * Forecasts one step ahead, and how far off they were.
 *
 * @category Time series
 */
export interface OneStepForecasts<N extends string = string, V = number> {
  /** The rows of the series that were forecast: those whose past is complete. */
  readonly rows: Int32Array
  /** The forecasts, a row for each of `rows`. */
  readonly forecasts: Table<Record<N, V>>
  /** For each category the chances of its levels. */
  readonly chances: readonly LevelChances<N>[]
  /** How far off they were, by variable, beside the spread of the values themselves. */
  readonly errors: readonly ForecastError<N>[]
}

/**
 * The forecast of a category.
 *
 * @category Time series
 */
export interface LevelChances<N extends string = string> {
  /** The variable. */
  readonly variable: N
  /** Its levels. */
  readonly levels: readonly string[]
  /** The chance of each level, a row for each of `rows`, row-major. */
  readonly chances: Float64Array
}

/**
 * What a model says of each step of a series from its causes as they were, those at the same step included.
 *
 * Of a category the forecast is its most probable level, and `chances` holds those of all. On a series that the model was not fitted on the errors are those of use; the ones of its own fit are in `heldOut`.
 *
 * @param model - what `fitTemporalScm` fitted, or a linear model
 * @param series - a series with all variables of the model
 * @returns forecasts and errors
 * @throws CausalError `unknown-name`; `too-few-rows` where no step has a complete past; `not-supported` where a variable is a category and the model takes it for a number, or
 *   the reverse, or has a level that the model does not know
 * @complexity O(steps) predictions for each variable
 * @category Time series
 * @example
 * const model = linearTemporalModel({ names: ['X', 'Y'], effects: [{ from: 'X', to: 'Y', lag: 1, effect: 2 }] })
 * const { forecasts, errors } = oneStepForecasts(model, series(table({ X: [1, 0, 3], Y: [0, 2, 1] })))
 * column(forecasts, 'Y')
 * //=> [2, 0]
 * errors[1]
 * //=> { variable: 'Y', error: 0.7071, spread: 0.5 }
 */
export function oneStepForecasts<N extends string>(
  model: LinearTemporalModel<N>,
  series: Series<unknown, NoInfer<N>> | Series<unknown, string>,
): OneStepForecasts<N>
export function oneStepForecasts<N extends string>(
  model: TemporalScm<N> | LinearTemporalModel<N>,
  series: Series<unknown, NoInfer<N>> | Series<unknown, string>,
): OneStepForecasts<N, number | string>
export function oneStepForecasts<N extends string>(
  model: TemporalScm<N> | LinearTemporalModel<N>,
  series: Series<unknown, NoInfer<N>> | Series<unknown, string>,
): OneStepForecasts<N, number | string> {
  return calledAs('oneStepForecasts', () => {
    const rolling = rollingModel(model)
    const { names, maxLag, predict, categories } = rolling
    const levels = categories.map((category) => category?.levels ?? null)
    checkSeries(series as Series<unknown, string>)
    const columns = codedColumns(series as Series<unknown, string>, names, levels)
    const rows = rowsOfWindows(windowsOf(series as Series<unknown, string>, maxLag, names))
    if (rows.length === 0)
      throw new CausalError('too-few-rows', `no step of the series has ${maxLag} complete steps before it.`, { maxLag })
    const given = (i: number, row: number): Float64Array => parentValues(rolling, columns, i, row)
    const chances = categories.map((category, i) =>
      category === null ? null : Array.from(rows, (row) => category.chances(given(i, row))),
    )
    const data = names.map((_, i) => {
      const own = chances[i]
      return Float64Array.from(rows, (row, k) => (own ? mostProbable(own[k]!) : predict[i]!(given(i, row))))
    })
    const errors = names.map((variable, i): ForecastError => {
      const values = Float64Array.from(rows, (row) => columns[i]![row]!)
      const own = chances[i]
      const told = own ? categoryErrors(own, values) : numberErrors(data[i]!, values)
      return Object.freeze({ variable, ...told })
    })
    const told = names.flatMap((variable, i): LevelChances<N>[] => {
      const own = chances[i]
      if (!own) return []
      const count = levels[i]!.length
      const flat = new Float64Array(rows.length * count)
      for (const [k, one] of own.entries()) flat.set(one, k * count)
      return [Object.freeze({ variable: variable as N, levels: levels[i]!, chances: flat })]
    })
    const shown = data.map((column, i) => asColumn(column, levels[i]!))
    return Object.freeze({
      rows,
      forecasts: makeTable(names, rows.length, shown) as unknown as Table<Record<N, number | string>>,
      chances: Object.freeze(told),
      errors: Object.freeze(errors) as readonly ForecastError<N>[],
    })
  })
}

function numberErrors(forecast: Float64Array, values: Float64Array): Pick<ForecastError, 'error' | 'spread'> {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return {
    error: rootMeanSquare(values.map((value, k) => value - forecast[k]!)),
    spread: rootMeanSquare(values.map((value) => value - mean)),
  }
}

function categoryErrors(
  chances: readonly Float64Array[],
  values: Float64Array,
): Pick<ForecastError, 'error' | 'spread'> {
  const count = chances[0]!.length
  const shares = new Float64Array(count)
  for (const value of values) shares[value]! += 1 / values.length
  const root = (of: (k: number) => Float64Array): number =>
    Math.sqrt(values.reduce((sum, value, k) => sum + brier(of(k), value, count), 0) / values.length)
  return { error: root((k) => chances[k]!), spread: root(() => shares) }
}

function rootMeanSquare(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length)
}
