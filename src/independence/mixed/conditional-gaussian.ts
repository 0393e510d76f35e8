import { checkTable } from '../../data/tables/check-table.js'
import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { checkedObject, quoteNames } from '../../names.js'
import { chiSquareUpperTail, logChiSquareUpperTail } from '../../numeric/special/chi-square.js'
import { checkOptions } from '../../options.js'
import { madeBy } from '../../recipes.js'
import { show } from '../../show.js'
import { byName, indexedTest, type Query } from '../core/make-test.js'
import type { IndependenceTest, TestResult } from '../core/types.js'
import { untested } from '../core/untested.js'
import { gaussianLikelihoodRatio } from './gaussian-likelihood-ratio.js'
import { type MixedColumns, readMixed } from './mixed-columns.js'
import { robustScore } from './robust-score.js'

/**
 * Settings of {@link conditionalGaussian}.
 *
 * @category Independence tests
 */
export interface ConditionalGaussianOptions {
  /**
   * `'score'` (default): the robust score test, which holds its level whatever the noise and sees a dependence of means.
   * `'likelihood-ratio'`: sees variances and slopes that differ between categories too, and holds its level for Gaussian
   * noise only: with heavy tails or unequal variances it rejects true independence, the more the more rows there are.
   */
  readonly statistic?: 'score' | 'likelihood-ratio'
  /**
   * `'bnlearn'`: the likelihood ratio with, of two categories given numbers, the statistic of its test `mi-cg`. That adds
   * what the numbers say of y to what x does, so that it rejects independence when y merely depends on the conditioning
   * set: for comparison only.
   */
  readonly parity?: 'bnlearn'
}

/**
 * The conditional-Gaussian test, for tables of numbers and categories.
 *
 * By default a score test: x and y are regressed on an intercept for each combination of the categories given, on the
 * numbers given and on their squares; under independence the products of what is left have mean 0, which is tested with a
 * variance that makes no assumption on the noise (HC2). Categories given categories alone are tested as by `gSquare`. It is
 * blind to a dependence of variances, and to slopes whose sign turns between categories: for these, take
 * `statistic: 'likelihood-ratio'` (Gaussian noise) or `kci`.
 *
 * The likelihood ratio: within each combination of categories of the conditioning set, numbers are linear-Gaussian in one
 * another, with coefficients and variance of their own. Two categories given numbers: multinomial logistic regression of the
 * one on the numbers, with and without the other; the mean of both directions. Variances have the divisor
 * rows − parameters, as in bnlearn.
 *
 * Where the conditioning set leaves nothing of x or y, or a group cannot be fitted, the answer is "not tested".
 *
 * @param data - a table, complete; columns of numbers are Gaussian, whatever their values: make categories of codes
 * @param options - the statistic, parity with bnlearn
 * @returns the test, its null a chi-square; it offers the plan `indexed`
 * @throws CausalError `missing-values`, `too-few-rows`; the test itself `unknown-name`, `overlap`, `too-large` (more than
 *   400 products of levels)
 * @complexity O(n (k² + m²)) a test with k numbers in the conditioning set and m products of levels
 * @category Independence tests
 * @see Edwards 2000, "Introduction to Graphical Modelling", chapter 4; Shah & Peters 2020, "The hardness of conditional
 *   independence testing and the generalised covariance measure", Annals of Statistics 48
 * @example
 * const t = table({ site: ['a', 'a', 'a', 'a', 'b', 'b', 'b', 'b'], height: [1, 2, 3, 2, 7, 8, 9, 7] })
 * conditionalGaussian(t)('site', 'height').pValue! < 0.02
 * //=> true
 */
export function conditionalGaussian<T>(
  data: Table<T>,
  options: ConditionalGaussianOptions = {},
): IndependenceTest<keyof T & string> {
  return madeBy('conditionalGaussian', [data, options], () => {
    checkOptions('options', options, ['statistic', 'parity'])

    const { parity, statistic = parity === undefined ? 'score' : 'likelihood-ratio' } = checkedObject(
      'options',
      options,
    )
    if (parity !== undefined && parity !== 'bnlearn') {
      throw new CausalError('invalid-argument', `parity is 'bnlearn' or left out, got ${show(parity)}.`)
    }
    if (statistic !== 'likelihood-ratio' && (statistic !== 'score' || parity !== undefined)) {
      throw new CausalError(
        'invalid-argument',
        `statistic is 'likelihood-ratio', or without parity 'score', got ${show(statistic)}.`,
      )
    }
    if (typeof data !== 'object' || data === null || !('columns' in data)) {
      throw new CausalError('invalid-argument', 'expected a table.')
    }
    checkTable(data)
    if (data.rowCount < 2) throw new CausalError('too-few-rows', 'the table has fewer than two rows.')
    const columns = readMixed(data)
    const core = statistic === 'score' ? robustScore(columns) : ratioTest(columns, parity === 'bnlearn')
    const order = byName(data.columns)
    const logPValue = (x: number, y: number, given: Int32Array, size: number): number | undefined =>
      core({ x, y, given: order(given.subarray(0, size)) }).logPValue
    return indexedTest('conditionalGaussian', data.columns, core, Object.freeze({ kind: 'indexed', logPValue }), data)
  })
}

const method = 'conditional-Gaussian likelihood ratio, chi-square'

function ratioTest(columns: MixedColumns, parity: boolean): (query: Query) => TestResult {
  const run = gaussianLikelihoodRatio(columns, parity)
  const { names } = columns
  return ({ x, y, given }) => {
    // the test itself is symmetric, bnlearn's is not
    const turn = !parity && names[x]! > names[y]!
    const [a, b] = turn ? [y, x] : [x, y]
    const found = run(a, b, given)
    if (found === null || found.degreesOfFreedom === 0) {
      const asked = quoteNames(
        [a, b, ...given].map((i) => names[i]!),
        Number.POSITIVE_INFINITY,
      )
      const message = `a group has too few rows for its regression, or nothing is left in it to explain (${asked}). Condition on fewer columns, or merge levels.`
      return untested(method, 'singular', message, { rows: columns.total })
    }
    const { statistic, degreesOfFreedom } = found
    const at = Math.max(0, statistic)
    return {
      tested: true,
      statistic,
      pValue: chiSquareUpperTail(at, degreesOfFreedom),
      logPValue: logChiSquareUpperTail(at, degreesOfFreedom),
      degreesOfFreedom,
      method,
    }
  }
}
