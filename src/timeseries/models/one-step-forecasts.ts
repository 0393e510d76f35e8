import { makeTable } from '../../data/tables/make-table.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { rowsOfWindows, windowsOf } from '../moments/windows.js'
import { checkSeries } from '../series/check-series.js'
import type { LinearTemporalModel, Series } from '../types.js'
import { numericColumns } from './numeric-columns.js'
import { parentValues } from './roll-out.js'
import { rollingModel } from './rolling-model.js'
import type { ForecastError, TemporalScm } from './types.js'

/**
 * Forecasts one step ahead, and how far off they were.
 *
 * @category Time series
 */
export interface OneStepForecasts<N extends string = string> {
  /** The rows of the series that were forecast: those whose past is complete. */
  readonly rows: Int32Array
  /** The forecasts, a row for each of `rows`. */
  readonly forecasts: Table<Record<N, number>>
  /** How far off they were, by variable, beside the spread of the values themselves. */
  readonly errors: readonly ForecastError<N>[]
}

/**
 * What a model says of each step of a series from its causes as they were, those at the same step included.
 *
 * On a series that the model was not fitted on the errors are those of use; the ones of its own fit are in `heldOut`.
 *
 * @param model - what `fitTemporalScm` fitted, or a linear model
 * @param series - a series with all variables of the model
 * @returns forecasts and errors
 * @throws CausalError `unknown-name`; `too-few-rows` where no step has a complete past; `not-supported` for a categorical variable
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
  model: TemporalScm<N> | LinearTemporalModel<N>,
  series: Series<unknown, NoInfer<N>> | Series<unknown, string>,
): OneStepForecasts<N> {
  return calledAs('oneStepForecasts', () => {
    const rolling = rollingModel(model)
    const { names, maxLag, predict } = rolling
    checkSeries(series as Series<unknown, string>)
    const columns = numericColumns(series as Series<unknown, string>, names)
    const rows = rowsOfWindows(windowsOf(series as Series<unknown, string>, maxLag, names))
    if (rows.length === 0)
      throw new CausalError('too-few-rows', `no step of the series has ${maxLag} complete steps before it.`, { maxLag })
    const data = names.map((_, i) =>
      Float64Array.from(rows, (row) => predict[i]!(parentValues(rolling, columns, i, row))),
    )
    const errors = names.map((variable, i): ForecastError => {
      const values = Float64Array.from(rows, (row) => columns[i]![row]!)
      const mean = values.reduce((sum, value) => sum + value, 0) / rows.length
      const error = rootMeanSquare(values.map((value, k) => value - data[i]![k]!))
      return Object.freeze({ variable, error, spread: rootMeanSquare(values.map((value) => value - mean)) })
    })
    return Object.freeze({
      rows,
      forecasts: makeTable(names, rows.length, data) as unknown as Table<Record<N, number>>,
      errors: Object.freeze(errors) as readonly ForecastError<N>[],
    })
  })
}

function rootMeanSquare(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length)
}
