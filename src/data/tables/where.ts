import { CausalError, calledAs } from '../../errors.js'
import { show } from '../../show.js'
import type { Table } from '../types.js'
import { checkTable } from './check-table.js'
import { makeTable, takeRows } from './make-table.js'

/**
 * The rows where a mask is true, in their original order.
 *
 * Categories keep all their levels, also those that no row is left with.
 *
 * @param table - the table, n rows
 * @param mask - n values, `true` or 1 for a row to keep, `false` or 0 for one to drop
 * @returns a new table; it may have no row
 * @throws CausalError `invalid-argument` for a mask of another length or with other values
 * @complexity O(n p)
 * @category Data
 * @example
 * const t = table({ X: [1, 2, 3], C: ['a', 'b', 'a'] })
 * toRows(where(t, toRows(t).map((row) => row.C === 'a')))
 * //=> [{ X: 1, C: 'a' }, { X: 3, C: 'a' }]
 */
export function where<T>(table: Table<T>, mask: ArrayLike<boolean | number>): Table<T> {
  return calledAs('where', () => {
    checkTable(table)
    if (mask === null || typeof mask !== 'object' || mask.length !== table.rowCount) {
      throw new CausalError(
        'invalid-argument',
        `the mask must be a list with one value for each of the ${table.rowCount} rows, got ${mask?.length ?? show(mask)}.`,
        { rows: table.rowCount },
      )
    }
    const kept: number[] = []
    for (let i = 0; i < mask.length; i++) {
      const keep = mask[i]
      if (keep === true || keep === 1) kept.push(i)
      else if (keep !== false && keep !== 0) {
        throw new CausalError(
          'invalid-argument',
          `the mask has ${show(keep)} at row ${i} (counting from 0): use true and false, or 1 and 0.`,
          { row: i },
        )
      }
    }
    const rows = Int32Array.from(kept)
    return makeTable(
      table.columns,
      rows.length,
      table.data.map((column) => takeRows(column, rows)),
    )
  })
}
