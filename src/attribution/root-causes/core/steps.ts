import { checkTable } from '../../../data/tables/check-table.js'
import { isNumeric } from '../../../data/tables/make-table.js'
import { wholeNumbers } from '../../../data/tables/numeric-column.js'
import type { Table } from '../../../data/types.js'
import { CausalError } from '../../../errors.js'
import { quoteNames, unknownName } from '../../../names.js'
import { show } from '../../../show.js'
import { checkSeries } from '../../../timeseries/series/check-series.js'
import type { Series, Stretch } from '../../../timeseries/types.js'

/** A table, or a series: what `before` and `after` may be. */
export type Recorded = Table<unknown, string> | Series<unknown, string>

/** The steps before and after in one: each column holds the rows of both, recording after recording. */
export interface Steps {
  readonly names: readonly string[]
  /** One column a name; a value that is missing is NaN (in a series only). */
  readonly columns: readonly Float64Array[]
  /** The rows of the steps before, and of those after. */
  readonly before: Int32Array
  readonly after: Int32Array
  /** How many rows without a gap stand before each row, in the same recording. */
  readonly past: Int32Array
  readonly isSeries: boolean
}

export function isSeries(value: unknown): value is Series<unknown, string> {
  return typeof value === 'object' && value !== null && 'stretches' in value && 'table' in value
}

/** The columns called `names` of both (all where null), checked: numbers, the same names, tables without missing values. */
export function readSteps(before: Recorded, after: Recorded, names: readonly string[] | null): Steps {
  if (isSeries(before) !== isSeries(after))
    throw new CausalError(
      'type-mismatch',
      'one of `before` and `after` is a series and the other a table: give two tables, or two series, such as splitSeries() makes.',
    )
  const [a, b] = [before, after].map((part) => {
    if (!isSeries(part)) {
      checkTable(part)
      return part
    }
    checkSeries(part)
    return part.table
  }) as [Table<unknown, string>, Table<unknown, string>]
  const wanted = names ?? [...a.columns]
  for (const name of wanted) {
    for (const [table, when] of [
      [a, 'before'],
      [b, 'after'],
    ] as const)
      if (!table.columns.includes(name)) {
        const error = unknownName('column', name, table.columns)
        throw new CausalError(error.code, `${error.message} It is missing in the data ${when}.`, error.details)
      }
  }
  if (wanted.length === 0) throw new CausalError('invalid-data', 'there is no column to look at.')
  if (names === null) {
    const spare = b.columns.filter((name) => !wanted.includes(name))
    if (spare.length > 0)
      throw new CausalError('unknown-name', `the columns ${quoteNames(spare)} stand in the data after only.`, {
        columns: spare,
      })
  }
  return isSeries(before) && isSeries(after) ? seriesSteps(before, after, wanted) : tableSteps(a, b, wanted)
}

function tableSteps(a: Table<unknown, string>, b: Table<unknown, string>, names: readonly string[]): Steps {
  const n = a.rowCount + b.rowCount
  const columns = names.map((name) => {
    const out = new Float64Array(n)
    out.set(wholeNumbers(a, name, a.data[a.columns.indexOf(name)]!, names))
    out.set(wholeNumbers(b, name, b.data[b.columns.indexOf(name)]!, names), a.rowCount)
    return out
  })
  return {
    names,
    columns,
    before: Int32Array.from({ length: a.rowCount }, (_, i) => i),
    after: Int32Array.from({ length: b.rowCount }, (_, i) => a.rowCount + i),
    past: new Int32Array(n),
    isSeries: false,
  }
}

/** Stretch after stretch of the steps before, each followed by that of the steps after which goes on where it ends. */
function seriesSteps(before: Series<unknown, string>, after: Series<unknown, string>, names: readonly string[]): Steps {
  if (before.every !== after.every)
    throw new CausalError(
      'invalid-data',
      `the steps before are ${show(before.every)} apart, those after ${show(after.every)}: give series with the same steps.`,
      { before: before.every, after: after.every },
    )
  const source = [before, after].map(({ table }) =>
    names.map((name) => {
      const column = table.data[table.columns.indexOf(name)]!
      if (!isNumeric(column)) wholeNumbers(table, name, column)
      return column as Float64Array
    }),
  )
  const n = before.table.rowCount + after.table.rowCount
  const columns = names.map(() => new Float64Array(n))
  const [rowsBefore, rowsAfter]: [number[], number[]] = [[], []]
  const past = new Int32Array(n)
  const used = new Set<Stretch>()
  let at = 0
  const append = (stretch: Stretch, part: 0 | 1, depth: number): void => {
    for (let i = 0; i < stretch.length; i++) {
      for (const [j, column] of columns.entries()) column[at] = source[part]![j]![stretch.start + i]!
      past[at] = depth + i
      ;(part === 0 ? rowsBefore : rowsAfter).push(at)
      at++
    }
  }
  for (const stretch of before.stretches) {
    append(stretch, 0, 0)
    const end = stretch.time + stretch.length * before.every
    const next = after.stretches.find(
      (other) =>
        !used.has(other) && other.unit === stretch.unit && Math.abs(other.time - end) <= 1e-6 * Math.abs(before.every),
    )
    if (next === undefined) continue
    used.add(next)
    append(next, 1, stretch.length)
  }
  for (const stretch of after.stretches) if (!used.has(stretch)) append(stretch, 1, 0)
  return {
    names,
    columns,
    before: Int32Array.from(rowsBefore),
    after: Int32Array.from(rowsAfter),
    past,
    isSeries: true,
  }
}
