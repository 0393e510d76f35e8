import { makeTable } from '../../data/tables/make-table.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { seedStream } from '../../probability/streams/stream.js'
import { show } from '../../show.js'
import { windowsOf } from '../moments/windows.js'
import { checkSeries, makeSeries } from '../series/check-series.js'
import type { LinearTemporalModel, Series } from '../types.js'
import { readActions } from './actions.js'
import { asColumn, codedColumns } from './coded-columns.js'
import { parentValues, rollOut } from './roll-out.js'
import { drawnValue, type RollingModel, rollingModel } from './rolling-model.js'
import type { SeriesActions, TemporalScm } from './types.js'

/**
 * Settings of {@link sampleSeries}.
 *
 * @category Time series
 */
export interface SampleSeriesOptions<N extends string = string> {
  /** The same seed gives the same series, in Node and in browsers. 0 by default. */
  readonly seed?: number | string
  /** What is done, and when; times are steps of the result, counted from 0. */
  readonly do?: SeriesActions<N>
  /** A series whose end is the past of the first step (default: that of the data which the model was fitted on; zeros for a linear model that was written down). */
  readonly start?: Series<unknown, N>
  /** How many steps are rolled out and left out before the first, with nothing done (default 0 with a start, else 1000). */
  readonly burnIn?: number
}

/**
 * Rolls a model of a series out: draws what could happen, or what could happen if something were done.
 *
 * With one seed the noise is the same whatever is done, so that two runs differ by the effect alone.
 *
 * @param model - what `fitTemporalScm` fitted, or a linear model
 * @param steps - how many steps, at least 1
 * @param options - seed, what is done, where it starts
 * @returns the series, one stretch from time 0 on
 * @throws CausalError `not-supported` where the roll-out explodes; `unknown-name`; `overlap` for two things done to a variable at once;
 *   `too-few-rows` for a start that is too short; `invalid-argument`
 * @complexity O(steps) predictions for each variable
 * @category Time series
 * @example
 * const model = linearTemporalModel({ names: ['X', 'Y'], effects: [{ from: 'X', to: 'Y', lag: 1, effect: 2 }] })
 * const held = sampleSeries(model, 4, { seed: 1, do: { X: { set: 3, from: 2 } } })
 * column(held.table, 'X').slice(2)
 * //=> [3, 3]
 */
export function sampleSeries<N extends string, T = Record<N, number>>(
  model: TemporalScm<N, T> | LinearTemporalModel<N>,
  steps: number,
  options: SampleSeriesOptions<NoInfer<N>> = {},
): Series<Pick<T, N & keyof T>, N> {
  return calledAs('sampleSeries', () => {
    checkOptions('options', options, ['seed', 'do', 'start', 'burnIn'], { burnIn: 'number' })
    const rolling = rollingModel(model)
    wholeSteps('the number of steps', steps, 1)
    const { names, maxLag, noise, categories } = rolling
    const burnIn = wholeSteps('burnIn', options.burnIn ?? (options.start === undefined ? rolling.burnIn : 0), 0)
    const act = readActions(rolling, options.do)
    const start = options.start === undefined ? rolling.start : endOf(rolling, options.start)
    const length = maxLag + burnIn + steps
    const columns = names.map((_, i) => {
      const column = new Float64Array(length)
      column.set(start[i]!)
      return column
    })
    const draw = noise(seedStream(options.seed ?? 0))
    const shocks = new Float64Array(names.length)
    let drawn = maxLag - 1
    const first = maxLag + burnIn
    rollOut(
      rolling,
      columns,
      [maxLag, length],
      (i, row) => {
        if (row > drawn) {
          draw(shocks)
          drawn = row
        }
        return drawnValue(rolling, i, parentValues(rolling, columns, i, row), shocks[i]!)
      },
      (i, situation) => (situation.time < 0 ? undefined : act(i, situation)),
      (row) => row - first,
    )
    const table = makeTable(
      names,
      steps,
      columns.map((column, i) => asColumn(column.subarray(first), categories[i]?.levels ?? null)),
    ) as unknown as Table<unknown, string>
    const stretches = [Object.freeze({ unit: null, start: 0, length: steps, time: 0 })]
    return makeSeries(names, table, 1, Object.freeze(stretches), Object.freeze([])) as unknown as Series<
      Pick<T, N & keyof T>,
      N
    >
  })
}

export function wholeSteps(what: string, value: number, least: number): number {
  if (Number.isInteger(value) && value >= least && value <= 2 ** 26) return value
  throw new CausalError('invalid-argument', `${what} is ${show(value)}: give a whole number from ${least} to 2^26.`)
}

/** The last steps of a series, in the order of the model's variables. */
function endOf({ names, maxLag, categories }: RollingModel, series: Series<unknown, string>): readonly Float64Array[] {
  checkSeries(series)
  if (maxLag === 0) return names.map(() => new Float64Array(0))
  const windows = windowsOf(series, maxLag - 1, names)
  if (windows.count === 0) {
    const message = `the start needs ${maxLag} complete steps in a row, of all variables of the model.`
    throw new CausalError('too-few-rows', message, { needed: maxLag })
  }
  const end = windows.start.at(-1)! + windows.length.at(-1)!
  const levels = categories.map((category) => category?.levels ?? null)
  return codedColumns(series, names, levels).map((column) => column.slice(end - maxLag, end))
}
