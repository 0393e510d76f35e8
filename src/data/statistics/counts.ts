import { CausalError, calledAs } from '../../errors.js'
import { indexNames } from '../../names.js'
import { checkTable } from '../tables/check-table.js'
import { discreteColumn } from '../tables/discrete-column.js'
import type { ContingencyTable, Table } from '../types.js'

/** The most cells that a table of counts may have (0.5 GB). */
export const mostCells: number = 2 ** 26

/**
 * A contingency table: how many rows fall into each combination of states. It has the form of a `Factor`.
 *
 * The states of a categorical column are its levels (also those without a row), the states of a column of whole
 * numbers are the numbers that occur, in numeric order.
 *
 * @param table - the table
 * @param variables - the columns to count, in the order of the axes (default: all of them)
 * @returns a factor of counts over these variables
 * @throws CausalError `unknown-name`, `duplicate-name`; `missing-values` naming column and count; `too-few-rows` for none; `invalid-data` for a
 *   column of fractions; `too-large` above 2²⁶ cells
 * @complexity O(n k + cells) for k variables
 * @category Data
 * @example
 * const t = table({ T: ['a', 'b', 'a', 'a'], Y: [0, 1, 1, 1] })
 * counts(t, ['T', 'Y']).values
 * //=> [1, 2, 0, 1]
 * counts(t, ['Y']).variables
 * //=> [{ name: 'Y', states: ['0', '1'] }]
 */
export function counts<T, const V extends keyof T & string = keyof T & string>(
  table: Table<T>,
  variables?: readonly V[],
): ContingencyTable<V> {
  return calledAs('counts', () => {
    checkTable(table)
    if (table.rowCount === 0) throw new CausalError('too-few-rows', 'the table has no row to count.', {})
    const names = variables ?? (table.columns as readonly string[] as readonly V[])
    indexNames('variable', names)
    const columns = names.map((name) => discreteColumn(table, name, names))
    const cells = columns.reduce((product, { states }) => product * states.length, 1)
    if (cells > mostCells) {
      throw new CausalError('too-large', `the table would have ${cells} cells: count fewer variables.`, {
        cells,
        limit: mostCells,
      })
    }
    const values = new Float64Array(cells)
    const cell = new Int32Array(table.rowCount)
    for (const { codes, states } of columns) {
      for (let i = 0; i < cell.length; i++) cell[i] = cell[i]! * states.length + codes[i]!
    }
    for (let i = 0; i < cell.length; i++) values[cell[i]!]!++
    return Object.freeze({
      variables: Object.freeze(
        columns.map(({ states }, k) => Object.freeze({ name: names[k]!, states: Object.freeze([...states]) })),
      ),
      values,
    })
  })
}
