import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import type { SqlRow } from '../types.js'

/** The rows of a result, or an error where a driver gave something else. */
export function checkedRows(rows: readonly SqlRow[]): readonly SqlRow[] {
  if (Array.isArray(rows) && rows.every((row) => typeof row === 'object' && row !== null)) return rows
  throw new CausalError(
    'engine',
    `the engine's answer must be a list of records by column, one a row, got ${show(rows)}.`,
  )
}

/** The only row of a result of sums. */
export function onlyRow(rows: readonly SqlRow[]): SqlRow {
  if (checkedRows(rows).length === 1) return rows[0]!
  throw new CausalError('engine', `one row of sums was asked for, and the engine gave ${rows.length}.`, {
    rows: rows.length,
  })
}

/** A number as drivers give it: a number, a BigInt that fits, or a text of digits; null where the engine has none. */
export function readNumber(row: SqlRow, column: string): number | null {
  const value = row[column]
  if (value === undefined) {
    throw new CausalError('engine', `the engine's answer lacks the column ${column}, which was asked for.`, { column })
  }
  return numberIn(value, column)
}

/** A value as a number; null where it is NULL. */
export function numberIn(value: unknown, column: string): number | null {
  if (value === null) return null
  const number =
    typeof value === 'number'
      ? value
      : typeof value === 'bigint' || (typeof value === 'string' && /^-?\d+(\.\d+)?([eE][-+]?\d+)?$/.test(value))
        ? Number(value)
        : Number.NaN
  if (Number.isFinite(number)) return number
  throw new CausalError(
    'engine',
    `the engine gave ${show(value)} as ${show(column)}, where a finite number was asked for.`,
    { column },
  )
}

/** A number that must be there. */
export function readSum(row: SqlRow, column: string): number {
  const value = readNumber(row, column)
  if (value !== null) return value
  throw new CausalError('engine', `the engine gave no number as ${column}, though there are rows.`, { column })
}

/** A state of a column that was grouped by, as text. */
export function readState(row: SqlRow, column: string, name: string): string {
  return stateOf(row[column], name)
}

/** A value of a column of categories as text. */
export function stateOf(value: unknown, name: string): string {
  if (typeof value === 'string') return value
  if (typeof value === 'bigint' || typeof value === 'boolean') return String(value)
  if (typeof value === 'number' && Number.isFinite(value)) return String(value === 0 ? 0 : value)
  throw new CausalError(
    'engine',
    `the engine gave ${show(value)} as a state of ${show(name)}: states are texts, numbers or booleans; cast the column in a query.`,
    { column: name },
  )
}
