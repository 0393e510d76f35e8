import type { Table } from '../../data/types.js'
import { checkOptions } from '../../options.js'
import type { Factor } from '../../probability/types.js'
import { madeBy } from '../../recipes.js'
import type { IndependenceTest } from '../core/types.js'
import type { DiscreteTestOptions } from './discrete-options.js'
import { discreteTest } from './discrete-test.js'

/**
 * The G² (likelihood-ratio) test of conditional independence for discrete data.
 *
 * Within each combination of values of S it compares the counts of x by y with those expected under independence:
 * G² = 2 Σ O log(O / E). Where x or y varies in no stratum, there is no test.
 *
 * @param data - a table of categories or whole numbers; or `counts(table)`: with counts the rows are not needed
 * @param options - the null distribution, its draws and seed, the smallest expected count, parity
 * @returns the test; it offers the plan `indexed`
 * @throws CausalError `missing-values`, `invalid-data`, `too-few-rows`; the test itself `unknown-name`, `overlap`,
 *   `too-large`
 * @complexity O(n p) once, to gather equal rows; a test is one pass over the distinct rows
 * @category Independence tests
 * @see Neapolitan 2003, "Learning Bayesian Networks", section 10.3.1
 * @example
 * // UC Berkeley 1973: admission by sex, all departments together
 * const berkeley = { variables: [{ name: 'sex', states: ['m', 'f'] }, { name: 'admitted', states: ['yes', 'no'] }],
 *   values: Float64Array.of(1198, 1493, 557, 1278) }
 * const { statistic, degreesOfFreedom } = gSquare(berkeley)('sex', 'admitted')
 * statistic
 * //=> 93.45
 * degreesOfFreedom
 * //=> 1
 */
export function gSquare<T>(data: Table<T>, options?: DiscreteTestOptions): IndependenceTest<keyof T & string>
export function gSquare<N extends string>(data: Factor<N>, options?: DiscreteTestOptions): IndependenceTest<N>
export function gSquare(data: Table<unknown, string> | Factor, options: DiscreteTestOptions = {}): IndependenceTest {
  return madeBy('gSquare', [data, options], () => {
    checkOptions('options', options, ['null', 'draws', 'seed', 'minimumExpected', 'degreesOfFreedom', 'parity'], {
      minimumExpected: 'number',
    })
    return discreteTest('gSquare', data, 'likelihood-ratio', options)
  })
}
