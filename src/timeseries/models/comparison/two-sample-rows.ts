import { checkTable } from '../../../data/tables/check-table.js'
import { isNumeric } from '../../../data/tables/make-table.js'
import type { Table } from '../../../data/types.js'
import { CausalError } from '../../../errors.js'
import { quoteNames } from '../../../names.js'
import { show } from '../../../show.js'
import { laggedNames } from '../../graphs/lagged-names.js'
import { laggedColumn, windowsOf } from '../../moments/windows.js'
import { checkSeries } from '../../series/check-series.js'
import type { Series } from '../../types.js'
import { numericColumns } from '../numeric-columns.js'

/** Rows to be told apart. */
export interface SampleRows {
  readonly names: readonly string[]
  readonly columns: readonly Float64Array[]
  readonly n: number
}

export function isSeries(sample: unknown): sample is Series<unknown, string> {
  return typeof sample === 'object' && sample !== null && 'stretches' in sample
}

/** Two samples as rows of the same columns: those of tables, or the windows of series with so many steps. */
export function twoSamples(
  a: Table<unknown, string> | Series<unknown, string>,
  b: Table<unknown, string> | Series<unknown, string>,
  steps: number,
): readonly [SampleRows, SampleRows] {
  if (isSeries(a) !== isSeries(b))
    throw new CausalError('invalid-argument', 'one sample is a series and the other a table: give two of a kind.')
  const [left, right] = [a, b].map((sample) => [...columnsOf(sample)].sort())
  if (left!.join('\n') !== right!.join('\n')) {
    const message = `the samples have the columns ${quoteNames(left!)} and ${quoteNames(right!)}: give the same ones.`
    throw new CausalError('unknown-name', message, { a: left, b: right })
  }
  const rows = [a, b].map((sample) =>
    isSeries(sample) ? rowsOfSeries(sample, left!, steps) : rowsOfTable(sample, left!),
  )
  return [rows[0]!, rows[1]!]
}

function columnsOf(sample: Table<unknown, string> | Series<unknown, string>): readonly string[] {
  if (isSeries(sample)) return sample.names
  checkTable(sample)
  return sample.columns
}

function rowsOfSeries(series: Series<unknown, string>, names: readonly string[], steps: number): SampleRows {
  checkSeries(series)
  const windows = windowsOf(series, steps - 1, names)
  const columns = numericColumns(series, names)
  const lags = Array.from({ length: steps }, (_, lag) => lag)
  return {
    names: laggedNames(names, steps - 1),
    columns: lags.flatMap((lag) => columns.map((column) => laggedColumn(column, lag, windows))),
    n: windows.count,
  }
}

function rowsOfTable(table: Table<unknown, string>, names: readonly string[]): SampleRows {
  const columns = names.map((name) => {
    const column = table.data[table.columns.indexOf(name)]!
    if (!isNumeric(column)) {
      const message = `${show(name)} is categorical, and the samples are compared by numbers: code it as numbers, or leave it out.`
      throw new CausalError('not-supported', message, { column: name })
    }
    const row = column.findIndex(Number.isNaN)
    if (row < 0) return column
    throw new CausalError('missing-values', `${show(name)} is missing at row ${row} (counting from 0).`, {
      column: name,
      row,
    })
  })
  return { names, columns, n: table.rowCount }
}
