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
  return isNumeric(column) ? missingNumbers(column) : gapsIn(column).length
}

/** The rows in which a column has no value. */
function gapsIn(column: Float64Array | Categorical): number[] {
  const gaps: number[] = []
  if (isNumeric(column)) {
    for (let i = 0; i < column.length; i++) if (column[i]! - column[i]! !== 0) gaps.push(i)
  } else {
    for (let i = 0; i < column.codes.length; i++) if (column.codes[i]! < 0) gaps.push(i)
  }
  return gaps
}

/**
 * The error for a column with missing values. It names each of the columns `needed` that has some, with their count, and
 * the way out that drops no row because of another column.
 */
export function missingValues(
  table: Table<unknown, string>,
  name: string,
  needed: readonly string[] = [name],
): CausalError {
  const wanted = new Set([name, ...needed])
  const gaps = table.columns.flatMap((column, i) => {
    const rows = wanted.has(column) ? gapsIn(table.data[i]!) : []
    return rows.length > 0 ? [{ column, count: rows.length, rows }] : []
  })
  const lost = new Set(gaps.flatMap(({ rows }) => rows)).size
  const counts = gaps.slice(0, most).map(({ column, count }) => `${show(column)} ${count}`)
  if (gaps.length > most) counts.push(`${gaps.length - most} more columns some`)
  const { count } = gaps.find(({ column }) => column === name)!
  const message =
    gaps.length === 1
      ? `column ${show(name)} has ${count} missing value${count === 1 ? '' : 's'}`
      : `columns have missing values: ${counts.join(', ')}`
  const names = gaps.length > most ? 'names' : `[${gaps.map((gap) => JSON.stringify(gap.column)).join(', ')}]`
  return new CausalError(
    'missing-values',
    `${message}. completeRows(table, ${names}) drops ${lost} of the ${table.rowCount} rows and keeps those that lack only other columns; or leave ${gaps.length === 1 ? 'the column' : 'a column'} out.`,
    gaps.length === 1
      ? { column: name, count }
      : { column: name, count, columns: gaps.map(({ column, count }) => ({ column, count })), rowsLost: lost },
  )
}

const most = 8
