import type { Table } from '../../data/types.js'
import { calledAs } from '../../errors.js'
import type { IndependenceTest } from '../core/types.js'
import { deletionTest, type TestFactory } from './deletion.js'

/**
 * Test-wise deletion for zero-inflated data, such as counts of single cells with dropout: a test uses the rows in which
 * every column of the conditioning set is not zero.
 *
 * A zero may stand for a true zero or for a value that was not seen. Conditioning on a column that is partly zeroed does
 * not block what it should; on the rows where it is not zero, it does. Zeros of x and y stay: to delete them too would
 * be right but weaker (Dai, Ng, Sun, Hou & Zhang 2024, Theorem 1). For missing values, use `missingDataDeletion`.
 *
 * With |S| + 3 rows or fewer left, or a column that is constant on them, the answer is "not tested", and why.
 *
 * @param data - the table; zeros of its columns of numbers are taken for possible dropouts
 * @param factory - makes the test of the rows that are left, such as `fisherZ`
 * @returns the test; `rowsUsed` of a result says how many rows it used
 * @throws CausalError `invalid-argument`, and what the factory throws; the test itself `unknown-name`, `overlap`
 * @complexity that of the factory on the columns of the question, for each test
 * @category Independence tests
 * @see Dai, Ng, Sun, Hou & Zhang 2024, "Gene regulatory network inference in the presence of dropouts", ICLR
 * @example
 * const cells = table({ A: [0, 2, 3, 1, 4, 2, 6, 5], B: [1, 0, 2, 3, 1, 5, 4, 2], C: [0, 3, 1, 2, 0, 4, 5, 1] })
 * testwiseDeletion(cells, fisherZ)('A', 'B', ['C']).rowsUsed
 * //=> 6
 */
export function testwiseDeletion<T>(data: Table<T>, factory: TestFactory<T>): IndependenceTest<keyof T & string> {
  return calledAs('testwiseDeletion', () =>
    deletionTest(
      'testwiseDeletion',
      data,
      factory,
      false,
      (column, row) => column instanceof Float64Array && column[row] === 0,
    ),
  )
}
