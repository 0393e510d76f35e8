import { CausalError } from '../../errors.js'
import type { Table } from '../types.js'

/** Throws when a value, perhaps from untyped code, is no table. */
export function checkTable(table: Table<unknown, string>): void {
  if (typeof table === 'object' && table !== null && Array.isArray(table.columns) && Array.isArray(table.data)) return
  throw new CausalError(
    'invalid-argument',
    'expected a table, made by table(rows), readCsv(text), fromArrow(…) or the like.',
  )
}
