import { CausalError } from '../errors.js'
import { columnAt } from './column.js'
import { isNumeric } from './make-table.js'
import { missingIn, missingValues } from './missing.js'
import type { Table } from './types.js'

/** The numbers of a column that a method needs whole: an error names a categorical one, or counts what is missing. */
export function numericColumn(where: string, table: Table<unknown, string>, name: string): Float64Array {
  const column = columnAt(where, table, name)
  if (!isNumeric(column)) {
    throw new CausalError(
      where,
      'invalid-data',
      `column ${JSON.stringify(name)} is categorical, and numbers are needed: select the numeric columns, or code it as numbers.`,
      { column: name },
    )
  }
  const missing = missingIn(column)
  if (missing > 0) throw missingValues(where, name, missing)
  return column
}
