import { makeTable, takeRows } from '../../data/tables/make-table.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { checkSeries, makeSeries } from '../../timeseries/series/check-series.js'
import type { Series, Stretch } from '../../timeseries/types.js'

/**
 * A series in two at a trigger: what was before, and what is from there on.
 *
 * Stamps stay as they are, so that {@link rootCauses} lets lags reach from the second part into the first.
 *
 * @param series - one or several recordings
 * @param at - `step`: how many rows come before the trigger; or `time`: the stamp of the trigger, for all recordings at once (days
 *   since 1970 for dates)
 * @returns the two series
 * @throws CausalError `too-few-rows` where one part would be empty: a fault that starts before the data has nothing to be held against;
 *   `invalid-argument`
 * @complexity O(rows × variables)
 * @category Attribution
 * @example
 * const { before, after } = splitSeries(series(table({ cpu: [3, 4, 3, 9, 8] })), { step: 3 })
 * column(after.table, 'cpu')
 * //=> [9, 8]
 * splitSeries(series(table({ cpu: [3, 4, 3, 9, 8] })), { step: 0 })
 * //=> throws 'too-few-rows'
 */
export function splitSeries<T>(
  series: Series<T>,
  at: { readonly step: number } | { readonly time: number },
): { readonly before: Series<T>; readonly after: Series<T> } {
  return calledAs('splitSeries', () => {
    checkSeries(series as Series<unknown, string>)
    const { step, time } = checkedTrigger(at)
    const parts: { rows: number[]; stretches: Stretch[] }[] = [
      { rows: [], stretches: [] },
      { rows: [], stretches: [] },
    ]
    for (const stretch of series.stretches) {
      const first = step === undefined ? Math.ceil((time! - stretch.time) / series.every - 1e-9) : step - stretch.start
      const cut = Math.min(stretch.length, Math.max(0, first))
      for (const [part, from, to] of [
        [parts[0]!, 0, cut],
        [parts[1]!, cut, stretch.length],
      ] as const) {
        if (from === to) continue
        part.stretches.push(
          Object.freeze({
            unit: stretch.unit,
            start: part.rows.length,
            length: to - from,
            time: stretch.time + from * series.every,
          }),
        )
        for (let i = from; i < to; i++) part.rows.push(stretch.start + i)
      }
    }
    const [before, after] = parts.map(({ rows, stretches }, k) => {
      if (rows.length === 0)
        throw new CausalError(
          'too-few-rows',
          k === 0
            ? `no step lies before the trigger ${show(step ?? time)}: a fault that starts before the data has nothing to be held against.`
            : `no step lies at or after the trigger ${show(step ?? time)}.`,
          { trigger: step ?? time, rows: series.table.rowCount },
        )
      const order = Int32Array.from(rows)
      const table = makeTable(
        series.names,
        rows.length,
        series.table.data.map((column) => takeRows(column, order)),
      )
      return makeSeries(series.names, table, series.every, Object.freeze(stretches), series.warnings)
    })
    return Object.freeze({ before: before as unknown as Series<T>, after: after as unknown as Series<T> })
  })
}

function checkedTrigger(at: { readonly step?: number; readonly time?: number }): { step?: number; time?: number } {
  checkOptions('trigger', at, ['step', 'time'], { step: 'number', time: 'number' })
  const { step, time } = Object(at) as { step?: number; time?: number }
  if ((step === undefined) === (time === undefined))
    throw new CausalError('invalid-argument', 'the trigger is { step } or { time }, one of them.')
  if (step !== undefined && !Number.isInteger(step))
    throw new CausalError('invalid-argument', `step is ${show(step)}: give how many rows come before the trigger.`, {
      step,
    })
  if (time !== undefined && !Number.isFinite(time))
    throw new CausalError('invalid-argument', `time is ${show(time)}: give the stamp of the trigger.`, { time })
  return { ...(step !== undefined && { step }), ...(time !== undefined && { time }) }
}
