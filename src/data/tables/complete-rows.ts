import { calledAs } from '../../errors.js'
import { checkedList } from '../../names.js'
import type { Table } from '../types.js'
import { checkTable } from './check-table.js'
import { positionOf } from './column.js'
import { isNumeric, makeTable, takeRows } from './make-table.js'

/**
 * The rows without a missing value.
 *
 * Dropping rows is a choice about the world: it is harmless when what is missing does not depend on the values
 * analysed, and biases the answer otherwise.
 *
 * @param table - the table
 * @param names - look for missing values in these columns only (default: all)
 * @returns the same table when nothing is missing, else a new one
 * @throws CausalError `unknown-name`
 * @complexity O(n p)
 * @category Data
 * @example
 * completeRows(table({ X: [1, null, 3], Y: [4, 5, null] })).rowCount
 * //=> 1
 * completeRows(table({ X: [1, null, 3], Y: [4, 5, null] }), ['X']).rowCount
 * //=> 2
 */
export function completeRows<T>(table: Table<T>, names: readonly (keyof T & string)[] = table?.columns): Table<T> {
  return calledAs('completeRows', () => {
    checkTable(table)
    const complete = new Uint8Array(table.rowCount).fill(1)
    for (const name of checkedList('names', names)) {
      const column = table.data[positionOf(table, name)]!
      if (isNumeric(column)) {
        for (let i = 0; i < column.length; i++) if (Number.isNaN(column[i]!)) complete[i] = 0
      } else {
        for (let i = 0; i < complete.length; i++) if (column.codes[i]! < 0) complete[i] = 0
      }
    }
    let count = 0
    for (let i = 0; i < complete.length; i++) count += complete[i]!
    if (count === table.rowCount) return table
    const rows = new Int32Array(count)
    for (let i = 0, k = 0; i < complete.length; i++) if (complete[i] === 1) rows[k++] = i
    return makeTable(
      table.columns,
      count,
      table.data.map((column) => takeRows(column, rows)),
    )
  })
}
