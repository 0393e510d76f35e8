import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import type { Categorical, Table } from '../types.js'
import { isNumeric } from './make-table.js'

/** How many numbers are missing (an infinite one, written into a typed array later, counts too). */
export function missingNumbers(column: Float64Array): number {
  let missing = 0
  for (let i = 0; i < column.length; i++) if (column[i]! - column[i]! !== 0) missing++
  return missing
}

/** How many values of a column are missing. */
export function missingIn(column: Float64Array | Categorical): number {
  if (isNumeric(column)) return missingNumbers(column)
  let missing = 0
  for (let i = 0; i < column.codes.length; i++) if (column.codes[i]! < 0) missing++
  return missing
}

/** The error for a column with missing values: names column and count, and the way out. */
export function missingValues(name: string, missing: number): CausalError {
  return new CausalError(
    'missing-values',
    `column ${show(name)} has ${missing} missing value${missing === 1 ? '' : 's'}: drop those rows with completeRows(table, [${show(name)}]) and any other column that you use (completeRows(table) looks at all columns and may drop more), or leave the column out.`,
    { column: name, count: missing },
  )
}

/** Throws when one of the columns at `positions` (all, if not given) has a missing value, naming it and the count. */
export function requireComplete(table: Table<unknown, string>, positions?: readonly number[]): void {
  for (const i of positions ?? table.columns.keys()) {
    const missing = missingIn(table.data[i]!)
    if (missing > 0) throw missingValues(table.columns[i]!, missing)
  }
}
