import type { Moments, Table } from '../data/types.js'
import { CausalError } from '../errors.js'
import { quoteNames } from '../names.js'
import { logNormalUpperTail, normalUpperTail } from '../numeric/special/normal.js'
import { type CorrelationInput, readCorrelations } from './correlation-input.js'
import { indexedTest, type Query } from './make-test.js'
import { partialCorrelation } from './partial-correlation.js'
import type { IndependenceTest, TestResult } from './types.js'

/**
 * Fisher's z test that a partial correlation is zero: the test of conditional independence for linear-Gaussian data.
 *
 * The statistic is z = √(n − |S| − 3) · artanh(r) with r the partial correlation of x and y given S; under
 * independence it is close to standard normal. Columns that do not fit the idea of a partial correlation follow one
 * rule, named in `determined` of the result: a column of S that the others of S determine is left out (it says nothing
 * new), and an x or y that S determines has r = 0 and p = 1 (what is constant given S is independent of anything).
 * "Determines" means: leaves less than 1e-13 of the variance. Of two equal columns given nothing, r is ±1 up to the
 * spacing of doubles, so that z and the logarithm of p are finite.
 *
 * @param data - a table of numbers; or `moments(table)`; or `{ correlation, n, names }`. With sufficient statistics
 *   the rows are not needed
 * @returns the test; its `statistic` is the signed z, its `estimate` the partial correlation. It offers the plan
 *   `correlation`, so that `pc` and `fci` need no call per test
 * @throws CausalError `missing-values`, `invalid-data` (categories), `constant-column`, `invalid-argument`; the test
 *   itself `unknown-name`, `overlap`, `too-few-rows` when n ≤ |S| + 3
 * @complexity O(n p²) once for a table; O(|S|³) a test
 * @category Independence tests
 * @see Fisher 1924, "The distribution of the partial correlation coefficient", Metron 3
 * @example
 * const test = fisherZ({ names: ['X', 'Y', 'Z'], n: 103, correlation: [[1, 0.3, 0.6], [0.3, 1, 0.5], [0.6, 0.5, 1]] })
 * test('X', 'Y').pValue
 * //=> 0.001967
 * test('X', 'Y', ['Z']).estimate
 * //=> 0
 */
export function fisherZ<T>(data: Table<T>): IndependenceTest<keyof T & string>
export function fisherZ<N extends string>(data: Moments<N> | CorrelationInput<N>): IndependenceTest<N>
export function fisherZ(data: Table<unknown, string> | Moments | CorrelationInput): IndependenceTest {
  const { names, correlation, count } = readCorrelations('fisherZ', data)
  const partial = partialCorrelation(names.length, correlation)
  const core = ({ x, y, given }: Query): TestResult => {
    const freedom = count - given.length - 3
    if (!(freedom > 0)) throw tooFewRows(count, given.length)
    const determined = partial.solve(x, y, given, given.length)
    if (determined === 'invalid') throw notSemidefinite([x, y, ...given].map((i) => names[i]!))
    const r = partial.r()
    const z = Math.sqrt(freedom) * Math.atanh(r)
    const size = Math.abs(z)
    return {
      statistic: z,
      pValue: size === 0 ? 1 : 2 * normalUpperTail(size),
      logPValue: size === 0 ? 0 : Math.LN2 + logNormalUpperTail(size),
      estimate: r,
      method: 'Fisher z of a partial correlation, standard normal',
      ...(determined === null ? {} : { determined: Object.freeze(determined.map((i) => names[i]!)) }),
    }
  }
  return indexedTest('fisherZ', names, core, Object.freeze({ kind: 'correlation', correlation, count }))
}

function tooFewRows(count: number, size: number): CausalError {
  return new CausalError(
    'fisherZ',
    'too-few-rows',
    `${count} rows are too few for a conditioning set of ${size}: at least ${size + 4} are needed. Condition on fewer columns (maxConditioningSize).`,
    { count, conditioningSize: size, needed: size + 4 },
  )
}

function notSemidefinite(names: readonly string[]): CausalError {
  return new CausalError(
    'fisherZ',
    'invalid-argument',
    `the correlations of ${quoteNames(names)} are not positive semidefinite, so they are not those of any data.`,
    { names },
  )
}
