import type { Table } from '../../data/types.js'
import { checkOptions } from '../../options.js'
import type { Factor } from '../../probability/types.js'
import { madeBy } from '../../recipes.js'
import type { IndependenceTest } from '../core/types.js'
import type { DiscreteTestOptions } from './discrete-options.js'
import { discreteTest } from './discrete-test.js'

/**
 * Pearson's χ² test of conditional independence for discrete data.
 *
 * Within each combination of values of S it compares the counts of x by y with those expected under independence:
 * X² = Σ (O − E)² / E. Where x or y varies in no stratum, there is no test.
 *
 * @param data - a table of categories or whole numbers; or `counts(table)`: with counts the rows are not needed
 * @param options - the null distribution, its draws and seed, the smallest expected count, parity
 * @returns the test; it offers the plan `indexed`
 * @throws CausalError `missing-values`, `invalid-data`, `too-few-rows`; the test itself `unknown-name`, `overlap`,
 *   `too-large`
 * @complexity O(n p) once, to gather equal rows; a test is one pass over the distinct rows
 * @category Independence tests
 * @see Pearson 1900, "On the criterion that a given system of deviations …", Philosophical Magazine 50
 * @example
 * const berkeley = { variables: [{ name: 'sex', states: ['m', 'f'] }, { name: 'admitted', states: ['yes', 'no'] }],
 *   values: Float64Array.of(1198, 1493, 557, 1278) }
 * chiSquare(berkeley)('sex', 'admitted').statistic
 * //=> 92.21
 */
export function chiSquare<T>(data: Table<T>, options?: DiscreteTestOptions): IndependenceTest<keyof T & string>
export function chiSquare<N extends string>(data: Factor<N>, options?: DiscreteTestOptions): IndependenceTest<N>
export function chiSquare(data: Table<unknown, string> | Factor, options: DiscreteTestOptions = {}): IndependenceTest {
  return madeBy('chiSquare', [data, options], () => {
    checkOptions('options', options, ['null', 'draws', 'seed', 'minimumExpected', 'degreesOfFreedom', 'parity'], {
      minimumExpected: 'number',
    })
    return discreteTest('chiSquare', data, 'pearson', options)
  })
}
