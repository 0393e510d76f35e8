import { calledAs } from '../../errors.js'
import type { Row, Table } from '../types.js'
import { checkTable } from './check-table.js'
import { isNumeric } from './make-table.js'

/**
 * The rows of a table as plain objects, with `null` for what is missing.
 *
 * @param table - the table
 * @returns frozen rows, their keys in the order of the columns
 * @complexity O(n p)
 * @category Data
 * @example
 * toRows(table({ X: [1, null], C: ['a', 'b'] }))
 * //=> [{ X: 1, C: 'a' }, { X: null, C: 'b' }]
 */
export function toRows<T>(table: Table<T>): readonly Row<T>[] {
  return calledAs('toRows', () => {
    checkTable(table)
    const rows: Row<T>[] = []
    for (let i = 0; i < table.rowCount; i++) {
      // fromEntries defines its keys, so that a column may be called __proto__
      const entries = table.columns.map((name, j): [string, number | string | null] => {
        const column = table.data[j]!
        if (!isNumeric(column)) return [name, column.levels[column.codes[i]!] ?? null]
        return [name, Number.isNaN(column[i]!) ? null : column[i]!]
      })
      rows.push(Object.freeze(Object.fromEntries(entries)) as Row<T>)
    }
    return Object.freeze(rows)
  })
}
