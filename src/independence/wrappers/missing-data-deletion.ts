import type { Table } from '../../data/types.js'
import { calledAs } from '../../errors.js'
import type { IndependenceTest } from '../core/types.js'
import { deletionTest, type TestFactory } from './deletion.js'

/**
 * Test-wise deletion for missing data: a test uses the rows in which x, y and the conditioning set are all there.
 *
 * More rows are used than by dropping every incomplete row of the table. Right when values are missing at random given
 * nothing else; else edges may be too many (Tu et al. 2019, Proposition 1). For zero-inflated data, use
 * `testwiseDeletion`, which looks at the conditioning set alone.
 *
 * With |S| + 3 rows or fewer left, or a column that is constant on them, the answer is "not tested", and why.
 *
 * @param data - the table; missing are `NaN` and the code −1
 * @param factory - makes the test of the rows that are left, such as `fisherZ` or `gSquare`
 * @returns the test; `rowsUsed` of a result says how many rows it used
 * @throws CausalError `invalid-argument`, and what the factory throws; the test itself `unknown-name`, `overlap`
 * @complexity that of the factory on the columns of the question, for each test
 * @category Independence tests
 * @see Tu, Zhang, Ackermann, Bertilson, Glymour, Mohan & Zhang 2019, "Causal discovery in the presence of missing data",
 *   AISTATS
 * @example
 * const holes = table({ A: [1, 2, null, 4, 6, 5], B: [2, 1, 3, null, 5, 4], C: [1, 5, 3, 2, 4, 1] })
 * const test = missingDataDeletion(holes, fisherZ)
 * test('A', 'C').rowsUsed
 * //=> 5
 * test('A', 'B').rowsUsed
 * //=> 4
 */
export function missingDataDeletion<T>(data: Table<T>, factory: TestFactory<T>): IndependenceTest<keyof T & string> {
  return calledAs('missingDataDeletion', () =>
    deletionTest('missingDataDeletion', data, factory, true, (column, row) =>
      column instanceof Float64Array ? Number.isNaN(column[row]!) : column.codes[row]! < 0,
    ),
  )
}
