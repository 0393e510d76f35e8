import type { Moments, Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { logNormalUpperTail, normalUpperTail } from '../../numeric/special/normal.js'
import { portableAtanh } from '../../numeric/special/portable-log.js'
import { byName, indexedTest, type Query } from '../core/make-test.js'
import type { IndependenceTest, SearchPlan, TestResult } from '../core/types.js'
import { determinedBy, tooFewRows } from '../core/untested.js'
import { type CorrelationInput, readCorrelations } from './correlation-input.js'
import { coefficientInterval, isUndecided, NEARLY_DETERMINED, partialCorrelation } from './partial-correlation.js'

/**
 * Fisher's z test that a partial correlation is zero: the test of conditional independence for linear-Gaussian data.
 *
 * The statistic is z = √(n − |S| − 3) · artanh(r) with r the partial correlation of x and y given S; under
 * independence it is close to standard normal. A column of S that the others of S determine is left out and named in
 * `determined` of the result: it says nothing new. Where S determines x or y, nothing can be tested, and the result says
 * so. "Determines" means: leaves no more of the variance than rounding does, max(1e-13, 100 √n (|S| + 2) ε) of it. Where S
 * leaves up to 5 % of it, and the 95 % interval of the coefficient holds both 0 and what it is without S, the answer is
 * "not tested" too: the data cannot tell "independent given S" from "S changes nothing". Of two equal columns given
 * nothing, r is ±1 up to the spacing of doubles, so that z and the logarithm of p are finite.
 *
 * @param data - a table of numbers; or `moments(table)`; or `{ correlation, n, names }`. With sufficient statistics
 *   the rows are not needed
 * @returns the test; its `statistic` is the signed z, its `estimate` the partial correlation. It offers the plan
 *   `correlation`, so that `pc` and `fci` need no call per test
 * @throws CausalError `missing-values`, `invalid-data` (categories), `constant-column`, `invalid-argument`; the test
 *   itself `unknown-name`, `overlap`. With n ≤ |S| + 3 rows its answer is "not tested"
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
    const partial = partialCorrelation(names.length, correlation, count)
    const order = byName(names)
    const method = 'Fisher z of a partial correlation, standard normal'
    const nameOf = (positions: ArrayLike<number>): string[] => Array.from(positions, (i) => names[i]!)
    /** Answers the query in `partial`; true where there is something to test. */
    const solve = (x: number, y: number, given: Int32Array, size: number): boolean => {
      if (count - size - 3 <= 0) return false
      if (partial.solve(x, y, given, size)) return partial.determined().length === 0
      const at = nameOf([x, y, ...given.subarray(0, size)])
      throw new CausalError(
        'invalid-argument',
        `the correlations of ${quoteNames(at)} are not positive semidefinite: no data has them.`,
        { names: at },
      )
    }
    const zOf = (size: number): number => Math.sqrt(count - size - 3) * portableAtanh(partial.r())
    /** Whether the last answer is mere silence, since the conditioning set nearly determines x or y. */
    const isSilent = (x: number, y: number, size: number): boolean => {
      const [vx, vy] = partial.left()
      if (size === 0 || Math.min(vx, vy) > NEARLY_DETERMINED) return false
      return isUndecided(correlation[x * names.length + y]!, partial.r(), vx, vy, count - size - 2)
    }
    const logPValue = (z: number): number => Math.min(0, Math.LN2 + logNormalUpperTail(Math.abs(z)))
    // x and y in the order of their names, as the conditioning set is: the arrangement of columns then changes no bit
    const pairOf = (x: number, y: number): [number, number] => (names[x]! <= names[y]! ? [x, y] : [y, x])
    const core = (query: Query): TestResult => {
      const { given } = query
      const [x, y] = pairOf(query.x, query.y)
      const size = given.length
      if (count - size - 3 <= 0) return tooFewRows(method, count, size + 4)
      if (!solve(x, y, given, size)) return determinedBy(method, nameOf(partial.determined()), nameOf(given))
      if (isSilent(x, y, size)) {
        const [vx, vy] = partial.left()
        return determinedBy(method, nameOf([vx <= vy ? x : y]), nameOf(given), {
          left: Math.min(vx, vy),
          estimate: partial.r(),
          interval: Object.freeze(coefficientInterval(partial.r(), vx, vy, count - size - 2)),
          marginal: correlation[x * names.length + y]!,
        })
      }
      const z = zOf(size)
      const leftOut = partial.leftOut()
      return {
        tested: true,
        statistic: z,
        pValue: Math.min(1, 2 * normalUpperTail(Math.abs(z))),
        logPValue: logPValue(z),
        estimate: partial.r(),
        method,
        ...(leftOut.length > 0 && { determined: Object.freeze(nameOf(leftOut)) }),
      }
    }
    const plan: SearchPlan = Object.freeze({
      kind: 'correlation',
      correlation,
      count,
      logPValue: (first, second, set, size) => {
        const [x, y] = pairOf(first, second)
        return solve(x, y, order(set.subarray(0, size)), size) && !isSilent(x, y, size)
          ? logPValue(zOf(size))
          : undefined
      },
    })
    return indexedTest('fisherZ', names, core, plan, data)
  })
}
