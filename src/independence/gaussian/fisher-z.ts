import type { Moments, Table } from '../../data/types.js'
import { madeBy } from '../../recipes.js'
import type { IndependenceTest } from '../core/types.js'
import { type CorrelationInput, readCorrelations } from './correlation-input.js'
import { correlationTest } from './correlation-test.js'

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
  return madeBy('fisherZ', [data], () =>
    correlationTest('fisherZ', 'Fisher z of a partial correlation, standard normal', readCorrelations(data), data),
  )
}
