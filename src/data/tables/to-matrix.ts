import { Matrix } from 'ml-matrix'
import { CausalError, calledAs } from '../../errors.js'
import { show } from '../../show.js'
import type { Table } from '../types.js'
import { checkTable } from './check-table.js'
import { isNumeric } from './make-table.js'

/**
 * A table of numbers as an ml-matrix `Matrix`, row by row; missing numbers are `NaN`.
 *
 * @param table - a table whose columns are all numeric
 * @returns an n × p matrix, a copy
 * @throws CausalError `invalid-data` for a categorical column, by name
 * @complexity O(n p)
 * @category Data
 * @example
 * toMatrix(table({ X: [1, 2], Y: [3, 4] })).to2DArray()
 * //=> [[1, 3], [2, 4]]
 */
export function toMatrix<T>(table: Table<T>): Matrix {
  return calledAs('toMatrix', () => {
    checkTable(table)
    const matrix = new Matrix(table.rowCount, table.columns.length)
    for (const [j, column] of table.data.entries()) {
      if (!isNumeric(column)) {
        const name = table.columns[j]!
        throw new CausalError(
          'invalid-data',
          `column ${show(name)} is categorical: select the numeric columns first.`,
          { column: name },
        )
      }
      for (let i = 0; i < column.length; i++) matrix.set(i, j, column[i]!)
    }
    return matrix
  })
}
