import type { Moments, Table } from '../../data/types.js'
import { CausalError, type CausalErrorCode, calledAs } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { logNormalUpperTail, normalUpperTail } from '../../numeric/special/normal.js'
import { portableAtanh } from '../../numeric/special/portable-log.js'
import { indexedTest, type Query } from '../core/make-test.js'
import type { IndependenceTest, SearchPlan, TestResult } from '../core/types.js'
import { type CorrelationInput, readCorrelations } from './correlation-input.js'
import { partialCorrelation } from './partial-correlation.js'

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
  return calledAs('fisherZ', () => {
    const { names, correlation, count } = readCorrelations(data)
    const partial = partialCorrelation(names.length, correlation)
    const fail = (code: CausalErrorCode, message: string, details: Record<string, unknown>): never => {
      throw new CausalError(code, message, details)
    }
    /** The columns determined, and the signed z. */
    const solve = (x: number, y: number, given: Int32Array, size: number): [number[] | null, z: number] => {
      const freedom = count - size - 3
      const needed = size + 4
      if (!(freedom > 0))
        fail(
          'too-few-rows',
          `${count} rows are too few for a conditioning set of ${size}: at least ${needed} are needed. Condition on fewer columns (maxConditioningSize).`,
          { count, conditioningSize: size, needed },
        )
      const determined = partial.solve(x, y, given, size)
      if (determined !== 'invalid') return [determined, Math.sqrt(freedom) * portableAtanh(partial.r())]
      const at = [x, y, ...given.subarray(0, size)].map((i) => names[i]!)
      return fail(
        'invalid-argument',
        `the correlations of ${quoteNames(at)} are not positive semidefinite: no data has them.`,
        { names: at },
      )
    }
    const logPValue = (z: number): number => Math.min(0, Math.LN2 + logNormalUpperTail(Math.abs(z)))
    const core = ({ x, y, given }: Query): TestResult => {
      const [determined, z] = solve(x, y, given, given.length)
      return {
        statistic: z,
        pValue: Math.min(1, 2 * normalUpperTail(Math.abs(z))),
        logPValue: logPValue(z),
        estimate: partial.r(),
        method: 'Fisher z of a partial correlation, standard normal',
        ...(determined && { determined: Object.freeze(determined.map((i) => names[i]!)) }),
      }
    }
    const plan: SearchPlan = Object.freeze({
      kind: 'correlation',
      correlation,
      count,
      logPValue: (x, y, given, size) => logPValue(solve(x, y, given, size)[1]),
    })
    return indexedTest('fisherZ', names, core, plan)
  })
}
