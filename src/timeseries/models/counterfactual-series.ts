import { makeTable } from '../../data/tables/make-table.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { checkSeries, makeSeries } from '../series/check-series.js'
import type { LinearTemporalModel, Series } from '../types.js'
import { type Act, readActions } from './actions.js'
import { asColumn, codedColumns } from './coded-columns.js'
import { parentValues, rollOut } from './roll-out.js'
import { rollingModel } from './rolling-model.js'
import type { SeriesActions, TemporalScm } from './types.js'

/**
 * What is done in the other history.
 *
 * @category Time series
 */
export interface SeriesQuestion<N extends string = string> {
  /** What is done to which variable, and when; times are counted as the series does: its stamps, or steps from 0. */
  readonly do: SeriesActions<N>
}

/**
 * What a series would have been: its noise is found from what was observed, and the model replayed with it while something is done.
 *
 * Noise is added to what the causes make, so a step's noise is its value minus that: the answer is exact given the model, with no draws.
 * Where nothing that a variable depends on has changed it keeps its observed value to the last bit. The first steps of a stretch, as
 * many as the model's largest lag, are taken as they were, but for what is set in them. A category whose causes stay as they were keeps its level; where
 * they do not, no data tell the level that it would have had, and the answer is refused unless `do` sets it too.
 *
 * @param model - what `fitTemporalScm` fitted, or a linear model
 * @param series - what was observed: all variables of the model, complete; others are handed on
 * @param question - `do`
 * @returns the series with the variables of the model as they would have been
 * @throws CausalError `missing-values`; `not-supported` where the replay explodes, or a category is open; `unknown-name`, `overlap`, `invalid-argument`
 * @complexity O(steps) predictions for each variable, twice
 * @category Time series
 * @see Pearl 2009, Causality, theorem 7.1.7 (abduction, action, prediction)
 * @example
 * const model = linearTemporalModel({ names: ['X', 'Y'], effects: [{ from: 'X', to: 'Y', lag: 1, effect: 2 }] })
 * const seen = series(table({ X: [1, 0, 0], Y: [0, 5, 1] }))
 * column(counterfactualSeries(model, seen, { do: { X: { set: 0, to: 0 } } }).table, 'Y')
 * //=> [0, 3, 1]
 */
export function counterfactualSeries<T, N extends string, M extends N = N>(
  model: TemporalScm<M> | LinearTemporalModel<M>,
  series: Series<T, N>,
  question: SeriesQuestion<NoInfer<M>>,
): Series<T, N> {
  return calledAs('counterfactualSeries', () => {
    checkOptions('question', question, ['do'])
    const rolling = rollingModel(model)
    const { names, maxLag, predict, parents, categories } = rolling
    const levels = categories.map((category) => category?.levels ?? null)
    checkSeries(series as Series<unknown, string>)
    const columns = codedColumns(series as Series<unknown, string>, names, levels)
    const act = readActions(rolling, question.do)
    for (const [i, column] of columns.entries()) {
      const row = column.findIndex(Number.isNaN)
      if (row < 0) continue
      const message = `${show(names[i])} is missing at row ${row} (counting from 0): its noise there is not known. Fill it in, or cut the series.`
      throw new CausalError('missing-values', message, { variable: names[i], row })
    }
    const other = columns.map((column) => column.slice())
    for (const { start, length, time } of series.stretches) {
      const timeOf = (row: number): number => time + (row - start) * series.every
      const within = (list: readonly Float64Array[]) => list.map((column) => column.subarray(start, start + length))
      const [seen, made] = [within(columns), within(other)]
      const natural = (i: number, row: number): number => {
        if (row < maxLag) return seen[i]![row]!
        const list = parents[i]!
        let same = true
        for (let k = 0; same && k < list.length; k += 2)
          same = seen[list[k]!]![row - list[k + 1]!] === made[list[k]!]![row - list[k + 1]!]
        if (same) return seen[i]![row]!
        if (categories[i] !== null) return OPEN
        const [before, after] = [seen, made].map((list) => predict[i]!(parentValues(rolling, list, i, row)))
        return seen[i]![row]! + (after! - before!)
      }
      const decided: Act = (i, situation) => {
        if (situation.natural !== OPEN || categories[i] === null) return act(i, situation)
        const done = act(i, { ...situation, natural: Number.NaN })
        if (done === undefined) throw undecided(names[i]!, situation.time)
        return done
      }
      rollOut(withRoomFor(rolling, seen), made, [0, length], natural, decided, (row) => timeOf(row + start))
    }
    const data = series.table.data.map((column, c) => {
      const i = names.indexOf(series.names[c]!)
      return i < 0 ? column : asColumn(other[i]!, levels[i]!)
    })
    const table = makeTable(series.names, series.table.rowCount, data) as unknown as Table<unknown, string>
    const result = makeSeries(series.names, table, series.every, series.stretches, series.warnings)
    return result as unknown as Series<T, N>
  })
}

/** Stands for the level of a category that no data tell. */
const OPEN = -1

/** Noise picks a level, and what was observed does not say how: which it would have picked by other chances is open. */
function undecided(variable: string, time: number): CausalError {
  const message = `${show(variable)} is a category whose causes would have been others at time ${time}: which level it would have had then no data tell, for one noise that picks levels as well as another. Set it too in \`do\`, or ask sampleSeries how often it has which level.`
  return new CausalError('not-supported', message, { variable, time })
}

/** What was observed is no explosion, however far it is from what the model was made from. */
function withRoomFor<R extends { readonly largest: Float64Array }>(rolling: R, seen: readonly Float64Array[]): R {
  const largest = rolling.largest.map((limit, i) =>
    seen[i]!.reduce((most, value) => Math.max(most, 1e6 * Math.abs(value)), limit),
  )
  return { ...rolling, largest }
}
