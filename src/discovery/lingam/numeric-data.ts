import { checkTable } from '../../data/tables/check-table.js'
import { numericColumn } from '../../data/tables/numeric-column.js'
import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { indexNames, quoteNames } from '../../names.js'
import { gramOfRows } from '../../numeric/product-transposed.js'

/** The columns of a table of numbers for LiNGAM, and the sums of products of their deviations. */
export interface NumericData {
  readonly index: ReadonlyMap<string, number>
  readonly columns: readonly Float64Array[]
  readonly rowCount: number
  readonly scatter: Float64Array
}

/** Checks that every column is complete, varies, and that there are more rows than columns. */
export function readNumericData(data: Table<unknown, string>): NumericData {
  if (typeof data !== 'object' || data === null || !('columns' in data)) {
    throw new CausalError('invalid-argument', 'expected a table: moments beyond the second are needed.')
  }
  checkTable(data)
  const index = indexNames('column', data.columns)
  const columns = data.columns.map((name) => numericColumn(data, name, data.columns))
  if (data.rowCount < columns.length + 2) {
    throw new CausalError(
      'too-few-rows',
      `${data.rowCount} rows are too few for ${columns.length} columns: at least ${columns.length + 2} are needed.`,
      { count: data.rowCount, needed: columns.length + 2 },
    )
  }
  const constant = data.columns.filter((_, i) => columns[i]!.every((v) => v === columns[i]![0]))
  if (constant.length > 0) {
    throw new CausalError(
      'constant-column',
      `${quoteNames(constant)} ${constant.length === 1 ? 'does not vary: leave it out.' : 'do not vary: leave them out.'}`,
      {
        columns: constant,
      },
    )
  }
  return { index, columns, rowCount: data.rowCount, scatter: scatterOf(columns) }
}

/** p × p sums of products of deviations from the mean. */
export function scatterOf(columns: readonly Float64Array[]): Float64Array {
  const n = columns[0]?.length ?? 0
  const rows = new Float64Array(columns.length * n)
  for (const [k, column] of columns.entries()) {
    let mean = 0
    for (let i = 0; i < n; i++) mean += (column[i]! - column[0]!) / n
    for (let i = 0; i < n; i++) rows[k * n + i] = column[i]! - column[0]! - mean
  }
  return gramOfRows(rows, columns.length, n)
}
