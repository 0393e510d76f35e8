import { makeTable, takeRows } from '../../data/tables/make-table.js'
import { report } from '../../discovery/core/report.js'
import type { SearchOptions } from '../../discovery/core/types.js'
import { CausalError, calledAs, sentenceOf } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { readLag } from '../core/read-lag.js'
import { checkSeries, makeSeries } from '../series/check-series.js'
import { seriesWarnings } from '../series/series-warnings.js'
import type { Series, Stretch } from '../types.js'

/**
 * What was computed on one window of a series.
 *
 * @category Time series
 */
export type WindowResult<R> = {
  /** The stamp at which the window begins. */
  readonly from: number
  /** The stamp at which it ends; that of the first step behind it. */
  readonly to: number
  /** How many rows of the series lie in it, over all recordings. */
  readonly rows: number
} & (
  | {
      /** It was computed. */
      readonly computed: true
      /** What the search gave. */
      readonly result: R
    }
  | {
      /** It was refused, or no row lies there. */
      readonly computed: false
      /** Why. */
      readonly message: string
    }
)

/**
 * A search on one window of time after another: whether what drives what stays as it is.
 *
 * A window holds the rows of all recordings whose stamps lie in it. Gaps stay gaps. Windows that overlap share rows, so their results are no independent
 * answers: a link that comes and goes may do so by chance, as often as `alpha` and the number of windows let it.
 *
 * @param series - a series
 * @param search - from a series to a result: `(window) => pcmciPlus(window, { maxLag: 2 })`
 * @param options - `length` of a window in steps, and how many steps one begins after the other (default: `length`, no overlap)
 * @returns for each window its stamps and the result, or why there is none
 * @throws CausalError `invalid-argument` for a window longer than the series; `aborted`
 * @complexity that of the search, for each window
 * @category Time series
 * @example
 * const s = series(table({ X: [1, 4, 2, 8, 5, 7] }))
 * slidingWindows(s, (window) => laggedMoments(window, { maxLag: 0 }).mean[0]!, { length: 3 })[1]
 * //=> { from: 3, to: 6, rows: 3, computed: true, result: 6.666667 }
 */
export function slidingWindows<N extends string, R>(
  series: Series<unknown, N>,
  search: (window: Series<Record<N, number>, N>) => R,
  options: SearchOptions & {
    /** How many steps a window has. */
    readonly length: number
    /** How many steps later the next one begins (default: `length`). */
    readonly step?: number
  },
): readonly WindowResult<R>[] {
  return calledAs('slidingWindows', () => {
    checkOptions('options', options, ['length', 'step', 'onProgress', 'signal'], { length: 'number', step: 'number' })
    checkSeries(series)
    if (typeof search !== 'function')
      throw new CausalError('invalid-argument', 'the search must be a function from a series to a result.')
    const length = readLag('length', options?.length, 1)
    const step = readLag('step', options?.step ?? length, 1)
    const { every, stretches } = series
    const begin = Math.min(...stretches.map(({ time }) => time))
    const end = Math.max(...stretches.map((stretch) => stretch.time + stretch.length * every))
    const steps = Math.round((end - begin) / every)
    if (length > steps) {
      const message = `a window of ${length} steps is longer than the series, which spans ${steps}.`
      throw new CausalError('invalid-argument', message, { length, steps })
    }
    const total = Math.floor((steps - length) / step) + 1
    return Object.freeze(
      Array.from({ length: total }, (_, k) => {
        report({ ...options }, { stage: 'windows', level: 0, done: k, total, tests: 0 })
        const from = begin + k * step * every
        const part = within(series, from, length)
        const place = { from, to: from + length * every, rows: part?.table.rowCount ?? 0 }
        if (part === null) return Object.freeze({ ...place, computed: false as const, message: 'no row lies there.' })
        try {
          return Object.freeze({
            ...place,
            computed: true as const,
            result: search(part as Series<Record<N, number>, N>),
          })
        } catch (error) {
          if (!(error instanceof CausalError) || error.code === 'aborted') throw error
          return Object.freeze({ ...place, computed: false as const, message: sentenceOf(error) })
        }
      }),
    )
  })
}

/** The steps of a series from a stamp on; null where there are none. */
function within(series: Series<unknown, string>, from: number, length: number): Series | null {
  const { every, table, names } = series
  const rows: number[] = []
  const stretches: Stretch[] = []
  for (const stretch of series.stretches) {
    const offset = Math.round((from - stretch.time) / every)
    const first = Math.max(0, offset)
    const last = Math.min(stretch.length, offset + length)
    if (last <= first) continue
    const start = rows.length
    for (let i = first; i < last; i++) rows.push(stretch.start + i)
    const time = stretch.time + first * every
    stretches.push(Object.freeze({ unit: stretch.unit, start, length: last - first, time }))
  }
  if (rows.length === 0) return null
  const at = Int32Array.from(rows)
  const part = makeTable(
    names,
    rows.length,
    table.data.map((column) => takeRows(column, at)),
  )
  return makeSeries(names, part, every, Object.freeze(stretches), seriesWarnings(part, stretches, null))
}
