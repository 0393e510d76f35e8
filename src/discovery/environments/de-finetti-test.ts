import { checkTable } from '../../data/tables/check-table.js'
import { makeTable } from '../../data/tables/make-table.js'
import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import type { IndependenceTest, TestResult } from '../../independence/core/types.js'
import type { TestFactory } from '../../independence/wrappers/deletion.js'
import { indexNames, quoteNames } from '../../names.js'

/**
 * A test of causal de Finetti: a variable in one sample of each environment against another in the other sample.
 *
 * @category Discovery
 */
export interface DeFinettiTest<N extends string = string> {
  /** The variable in the one sample. */
  readonly node: N
  /** The variable in the other sample. */
  readonly other: N
  /** The variables conditioned on, in the first one's sample (in a pair: in the second one's). */
  readonly given: readonly N[]
  /** What the test found. */
  readonly result: TestResult
}

/** Tests across the two samples: variable i of sample a against variable j of sample b, given variables of a sample. */
export type AcrossSamples = (i: string, a: 1 | 2, j: string, b: 1 | 2, given: readonly string[], c: 1 | 2) => TestResult

/** Two tables, row k of each from environment k, as one; the factory's test on it. */
export function acrossSamples(
  first: Table<unknown, string>,
  second: Table<unknown, string>,
  factory: TestFactory<Record<string, number | string>>,
): AcrossSamples {
  for (const data of [first, second]) {
    if (typeof data !== 'object' || data === null || !('columns' in data)) {
      throw new CausalError('invalid-argument', 'expected two tables: a row of each for every environment.')
    }
  }
  for (const data of [first, second]) checkTable(data)
  const known = indexNames('column', first.columns)
  const missing = [
    ...second.columns.filter((n) => !known.has(n)),
    ...first.columns.filter((n) => !second.columns.includes(n)),
  ]
  if (missing.length > 0 || first.rowCount !== second.rowCount) {
    throw new CausalError(
      'invalid-data',
      `the two tables need the same columns and one row for each environment; they have ${first.rowCount} and ${second.rowCount} rows${missing.length > 0 ? `, and ${quoteNames(missing)} only in one` : ''}.`,
      { rows: [first.rowCount, second.rowCount], names: missing },
    )
  }
  const label = (name: string, sample: 1 | 2): string => `${sample} ${name}`
  const both = makeTable(
    [...first.columns.map((n) => label(n, 1)), ...second.columns.map((n) => label(n, 2))],
    first.rowCount,
    [...first.data, ...second.data],
  ) as Table<Record<string, number | string>>
  const test = factory(both) as IndependenceTest
  return (i, a, j, b, given, c) =>
    test(
      label(i, a),
      label(j, b),
      given.map((name) => label(name, c)),
    )
}
