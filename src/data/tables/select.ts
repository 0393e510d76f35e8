import { calledAs } from '../../errors.js'
import { indexNames } from '../../names.js'
import type { Table } from '../types.js'
import { checkTable } from './check-table.js'
import { positionOf } from './column.js'
import { makeTable } from './make-table.js'

/**
 * The table with only the named columns, in the order named. Nothing is copied.
 *
 * @param table - the table
 * @param names - the columns to keep
 * @returns a table that shares its columns with the first
 * @throws CausalError `unknown-name`, `duplicate-name`
 * @complexity O(k p) for k names
 * @category Data
 * @example
 * select(table({ X: [1], Y: [2], Z: [3] }), ['Z', 'X']).columns
 * //=> ['Z', 'X']
 */
export function select<T, const K extends keyof T & string>(
  table: Table<T>,
  names: readonly K[],
): Table<{ [C in K]: T[C] }> {
  return calledAs('select', () => {
    checkTable(table)
    indexNames('column', names)
    return makeTable(
      names,
      table.rowCount,
      names.map((name) => table.data[positionOf(table, name)]!),
    )
  })
}
