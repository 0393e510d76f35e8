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
  const gaps: { name: string; count: number; column: Float64Array | Categorical }[] = []
  for (const [i, other] of table.columns.entries()) {
    if (!wanted.has(other)) continue
    const count = missingIn(table.data[i]!)
    if (count > 0) gaps.push({ name: other, count, column: table.data[i]! })
  }
  const lost = rowsWithGaps(table.rowCount, gaps)
  const counts = gaps.slice(0, most).map(({ name, count }) => `${show(name)} ${count}`)
  if (gaps.length > most) counts.push(`${gaps.length - most} more columns some`)
  const { count } = gaps.find((gap) => gap.name === name)!
  const message =
    gaps.length === 1
      ? `column ${show(name)} has ${count} missing value${count === 1 ? '' : 's'}`
      : `columns have missing values: ${counts.join(', ')}`
  const names = gaps.length > most ? 'names' : `[${gaps.map((gap) => JSON.stringify(gap.name)).join(', ')}]`
  return new CausalError(
    'missing-values',
    `${message}. completeRows(table, ${names}) drops ${lost} of the ${table.rowCount} rows and keeps those that lack only other columns; or leave ${gaps.length === 1 ? 'the column' : 'a column'} out.`,
    gaps.length === 1
      ? { column: name, count }
      : { column: name, count, columns: gaps.map((gap) => ({ column: gap.name, count: gap.count })), rowsLost: lost },
  )
}

const most = 8

/** How many rows lack a value in one of the columns. */
function rowsWithGaps(rowCount: number, gaps: readonly { readonly column: Float64Array | Categorical }[]): number {
  const gap = new Uint8Array(rowCount)
  for (const { column } of gaps) {
    if (isNumeric(column)) {
      for (let i = 0; i < rowCount; i++) if (column[i]! - column[i]! !== 0) gap[i] = 1
    } else {
      for (let i = 0; i < rowCount; i++) if (column.codes[i]! < 0) gap[i] = 1
    }
  }
  let lost = 0
  for (let i = 0; i < rowCount; i++) lost += gap[i]!
  return lost
}
