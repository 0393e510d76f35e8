import { checkTable } from '../../data/tables/check-table.js'
import { positionOf } from '../../data/tables/column.js'
import { makeTable, takeRows } from '../../data/tables/make-table.js'
import type { Cell, Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import type { Series } from '../types.js'
import { makeSeries } from './check-series.js'
import { withoutMasked } from './masked-cells.js'
import { recordingsOf, rowsInOrder } from './recordings.js'
import { seriesWarnings } from './series-warnings.js'
import { stampsOf, stepOf, stepsBetween } from './stamps.js'
import { stretchesOf } from './stretches.js'

/**
 * Settings of {@link series}.
 *
 * @category Time series
 */
export interface SeriesOptions<N extends string = string, A extends N = N, B extends N = N> {
  /** The column of stamps: numbers, or dates (held as days since 1970). Left out, each row is one step after the row before it. */
  readonly time?: A
  /** The column that tells recordings apart. Left out, all rows are one recording. */
  readonly unit?: B
  /** The distance of two stamps that follow each other, in the unit of `time` (default: the smallest that occurs). */
  readonly every?: number
  /** Cells to be left out, by column: one value for each row of the table, true or 1 where the cell is masked. */
  readonly masked?: { readonly [K in N]?: ArrayLike<boolean | number> }
}

/**
 * A table as a time series: rows in the order of recordings and of time, at regular steps.
 *
 * Rows are sorted by `unit` and `time`; two with the same stamp in one recording are an error, and so are stamps that are not a whole
 * number of steps apart (to a hundredth of a step). Where steps are missing, a stretch ends and the next one begins: no lag
 * reaches across a gap, nor from one recording into another. A masked cell is a missing cell. One rule holds for all that are
 * missing: a time t enters where the cells of all variables that a method uses are present at all lags that it uses. Constant
 * columns are allowed here; tests refuse them.
 *
 * @param table - one row for each time (and recording)
 * @param options - which columns hold time and recording, the step, masked cells
 * @returns the series, frozen; columns that are in order already are taken over without a copy
 * @throws CausalError `unknown-name`; `invalid-data` for stamps that are no dates, stand twice or are irregular; `missing-values` for
 *   a row without stamp or recording; `too-few-rows` for an empty table; `invalid-argument`, `overlap`
 * @complexity O(n p), and O(n log n) where rows are sorted
 * @category Time series
 * @example
 * const load = series(table({ day: [1, 2, 3, 7, 8], cpu: [3, 4, 4, 5, 6] }), { time: 'day' })
 * load.stretches
 * //=> [{ unit: null, start: 0, length: 3, time: 1 }, { unit: null, start: 3, length: 2, time: 7 }]
 * load.names
 * //=> ['cpu']
 */
export function series<T, const A extends keyof T & string = never, const B extends keyof T & string = never>(
  table: Table<T>,
  options: SeriesOptions<keyof T & string, A, B> = {},
): Series<Omit<T, A | B>> {
  return calledAs('series', () => {
    checkOptions('options', options, ['time', 'unit', 'every', 'masked'], { every: 'number' })
    checkTable(table)
    const { time, unit, every, masked } = options as SeriesOptions
    if (every !== undefined && !(typeof every === 'number' && every > 0 && every < Number.POSITIVE_INFINITY))
      throw new CausalError('invalid-argument', `\`every\` is ${show(every)}: give a distance above 0.`, { every })
    if (every !== undefined && time === undefined)
      throw new CausalError('invalid-argument', '`every` is the distance of stamps: name their column as `time`.')
    if (time !== undefined && time === unit)
      throw new CausalError('overlap', `${show(time)} cannot be both \`time\` and \`unit\`.`, { names: [time] })
    return readSeries(table as Table<unknown, string>, options as SeriesOptions, masked) as unknown as Series<
      Omit<T, A | B>
    >
  })
}

function readSeries(
  table: Table<unknown, string>,
  { time, unit, every: given }: SeriesOptions,
  masked: SeriesOptions['masked'],
): Series {
  const n = table.rowCount
  const timeAt = time === undefined ? -1 : positionOf(table, time)
  const unitAt = unit === undefined ? -1 : positionOf(table, unit)
  const kept = [...table.columns.keys()].filter((i) => i !== timeAt && i !== unitAt)
  if (n === 0 || kept.length === 0)
    throw new CausalError(
      'too-few-rows',
      `a series needs a row and a variable, got ${n} rows and ${kept.length} variables.`,
    )
  const recordings = unitAt < 0 ? null : recordingsOf(unit!, table.data[unitAt]!)
  const code = recordings?.code ?? new Int32Array(n)
  const stampsAsGiven = timeAt < 0 ? null : stampsOf(time!, table.data[timeAt]!)
  const order = rowsInOrder(code, stampsAsGiven)
  const row = (i: number): number => (order === null ? i : order[i]!)

  const first = Uint8Array.from({ length: n }, (_, i) => (i === 0 || code[row(i)] !== code[row(i - 1)] ? 1 : 0))
  const nameAt = (i: number): string | null => recordings?.names[code[row(i)]!] ?? null
  const of = (i: number): string => (recordings === null ? '' : ` of ${show(nameAt(i))}`)
  const stamps = stampsAsGiven && Float64Array.from({ length: n }, (_, i) => stampsAsGiven[row(i)]!)
  const ordered = stamps && { name: time!, stamps, first, of }
  const least = ordered && stepOf(ordered)
  const every = given ?? least ?? 1
  const steps = ordered && stepsBetween(ordered, every)
  const stretches = stretchesOf(n, first, steps, stamps, nameAt)

  const names = kept.map((i) => table.columns[i]!)
  const columns = withoutMasked(table, kept, masked)
  const data = order === null ? columns : columns.map((column) => takeRows(column, order))
  const values = makeTable<Record<string, Cell>>(names, n, data)
  return makeSeries(names, values, every, stretches, seriesWarnings(values, stretches, steps))
}
