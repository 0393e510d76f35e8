import type { AbstractMatrix } from 'ml-matrix'
import { CausalError, calledAs } from '../../errors.js'
import type { Table } from '../types.js'
import { tableOfColumns } from './table.js'

/**
 * A table from an ml-matrix `Matrix`, row by row.
 *
 * @param matrix - n × p numbers; `NaN` is a missing one
 * @param names - p names for its columns
 * @returns a table of p numeric columns, copies
 * @throws CausalError `invalid-argument` when there are not p names, `invalid-data` for infinite numbers
 * @complexity O(n p)
 * @category Data
 * @example
 * const t = table({ X: [1, 2], Y: [3, 4] })
 * toRows(fromMatrix(toMatrix(t), ['A', 'B']))
 * //=> [{ A: 1, B: 3 }, { A: 2, B: 4 }]
 */
export function fromMatrix<const N extends string>(
  matrix: AbstractMatrix,
  names: readonly N[],
): Table<Record<N, number>> {
  return calledAs('fromMatrix', () => {
    if (typeof matrix?.get !== 'function') {
      throw new CausalError('invalid-argument', 'expected a Matrix of ml-matrix.')
    }
    if (names.length !== matrix.columns) {
      throw new CausalError(
        'invalid-argument',
        `the matrix has ${matrix.columns} columns, but there are ${names.length} names.`,
        { columns: matrix.columns, names: names.length },
      )
    }
    const columns = names.map((name, j): [string, Float64Array] => [
      name,
      Float64Array.from({ length: matrix.rows }, (_, i) => matrix.get(i, j)),
    ])
    return tableOfColumns(columns) as unknown as Table<Record<N, number>>
  })
}
