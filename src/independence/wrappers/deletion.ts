import { checkTable } from '../../data/tables/check-table.js'
import { makeTable, takeRows } from '../../data/tables/make-table.js'
import type { Categorical, Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { indexNames } from '../../names.js'
import { makeTest, readQuery, tableWarnings } from '../core/make-test.js'
import type { IndependenceTest, TestResult } from '../core/types.js'
import { determinedBy, tooFewRows } from '../core/untested.js'

/**
 * A test from rows: `fisherZ`, `gSquare`, `(table) => kci(table, options)`.
 *
 * @category Independence tests
 */
export type TestFactory<T> = (data: Table<T>) => (x: never, y: never, given?: readonly never[]) => TestResult

/** Whether a cell forbids the use of its row. */
export type Forbids = (column: Float64Array | Categorical, row: number) => boolean

/**
 * A test that asks `factory` about the columns of a question alone, on the rows that `forbids` leaves: those of the
 * conditioning set decide, and with `all` those of x and y too.
 */
export function deletionTest<T>(
  name: string,
  data: Table<T>,
  factory: TestFactory<T>,
  all: boolean,
  forbids: Forbids,
): IndependenceTest<keyof T & string> {
  if (typeof data !== 'object' || data === null || !('columns' in data)) {
    throw new CausalError('invalid-argument', 'expected a table: which rows are left out depends on the rows.')
  }
  if (typeof factory !== 'function') {
    throw new CausalError(
      'invalid-argument',
      'the second argument must be a function that makes a test from a table, such as fisherZ.',
    )
  }
  checkTable(data)
  const index = indexNames('column', data.columns)
  return makeTest(
    name,
    data.columns,
    (x, y, given) => {
      const query = readQuery(index, x, y, given)
      const set = Array.from(query.given)
      const looked = all ? [query.x, query.y, ...set] : set
      const rows = keptRows(data, looked, forbids)
      // columns in the table's order, so that the answer does not depend on the order of the question
      const asked = [query.x, query.y, ...set].sort((a, b) => a - b)
      const part = makeTable(
        asked.map((i) => data.columns[i]!),
        rows.length,
        asked.map((i) => (rows.length === data.rowCount ? data.data[i]! : takeRows(data.data[i]!, rows))),
      ) as unknown as Table<T>
      return {
        ...answer(rows.length, set.length, () =>
          (factory(part) as IndependenceTest)(
            x,
            y,
            set.map((i) => data.columns[i]!),
          ),
        ),
        rowsUsed: rows.length,
      }
    },
    undefined,
    tableWarnings(data),
  )
}

function keptRows(data: Table<unknown, string>, columns: readonly number[], forbids: Forbids): Int32Array {
  const kept: number[] = []
  for (let row = 0; row < data.rowCount; row++) {
    let keep = true
    for (let k = 0; keep && k < columns.length; k++) keep = !forbids(data.data[columns[k]!]!, row)
    if (keep) kept.push(row)
  }
  return Int32Array.from(kept)
}

/** With |S| + 3 rows or fewer, or a column that does not vary on those left, there is nothing to test. */
function answer(rows: number, conditions: number, test: () => TestResult): TestResult {
  const method = 'a test on the rows that are left'
  if (rows <= conditions + 3) return tooFewRows(method, rows, conditions + 4)
  try {
    return test()
  } catch (error) {
    if (!(error instanceof CausalError)) throw error
    if (error.code === 'too-few-rows') return tooFewRows(method, rows, Number(error.details['needed'] ?? rows + 1))
    if (error.code === 'constant-column') {
      return determinedBy(method, (error.details['columns'] ?? []) as readonly string[], [])
    }
    throw error
  }
}
