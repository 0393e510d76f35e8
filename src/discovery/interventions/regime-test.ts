import { isNumeric, makeCategorical, makeTable, takeRows } from '../../data/tables/make-table.js'
import { numericColumn } from '../../data/tables/numeric-column.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { makeTest } from '../../independence/core/make-test.js'
import type { IndependenceTest, TestResult } from '../../independence/core/types.js'
import { fisherZ } from '../../independence/gaussian/fisher-z.js'
import { conditionalGaussian } from '../../independence/mixed/conditional-gaussian.js'
import { asList, checkedObject, quoteNames, unknownName } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { checkedFactory } from '../core/checked-factory.js'
import { gaussianInvariance } from './gaussian-invariance.js'
import { readRegimes } from './regimes.js'

/**
 * A test that knows columns and regimes: between columns it asks of observation alone, and of a regime and a column
 * whether the column's mechanism is the same in that regime.
 *
 * @category Discovery
 */
export interface RegimeTest<N extends string = string> extends IndependenceTest<N> {
  /** The regimes beside observation; they are among the `variables`, after the columns. */
  readonly regimes: readonly N[]
}

/**
 * Where the rows come from and what tests them, for {@link regimeTest}.
 *
 * @category Discovery
 */
export interface RegimeTestOptions<N extends string = string> {
  /** The column that says in which regime a row was made: categories, or whole numbers. */
  readonly regime: N
  /** The label of the regime in which nothing was set. */
  readonly observational: string
  /** Makes the test between columns from the rows of observation (default `fisherZ`; with categories `conditionalGaussian`). */
  readonly test?: (table: Table<never>) => IndependenceTest
  /**
   * Makes the test of invariance from the rows of observation and of one regime, with the regime as a category. Default: F tests
   * that regression and residual variance are the same, that of variances with the degrees of freedom that residuals of such kurtosis are
   * worth (Shoemaker 2003); with categories `conditionalGaussian` with the likelihood ratio. `kci` sees more and takes longer.
   */
  readonly invariance?: (table: Table<never>) => IndependenceTest
}

/**
 * A test of conditional independence and of invariance across regimes, for {@link utIgsp}: `test('X', 'Y', ['Z'])` asks whether X
 * and Y are independent given Z in observation; `test('drug', 'Y', ['Z'])`, whether Y given Z has the same distribution in
 * observation and under the regime `drug`. Rows of all other regimes are left out; that the conditioning set names them changes nothing.
 *
 * Measured for the default test of invariance with linear relations: true nulls are rejected at 0.05 in .04 to .06 of data sets with
 * Gaussian noise, .02 to .04 with uniform noise, .05 to .06 with exponential noise and 200 rows in each regime, up to .095 with 50;
 * with t3 noise, which has no fourth moment, .06 to .11.
 *
 * @param data - a table with a column of the regime
 * @param options - that column, which regime is observation, the two tests
 * @returns the test over the columns and the labels of the other regimes
 * @throws CausalError `unknown-name`; `overlap` for a regime that is called like a column; `invalid-argument` where there
 *   is no regime beside observation, and when a question is about two regimes; what the tests throw
 * @complexity that of the tests
 * @category Discovery
 * @see Squires, Wang & Uhler 2020, "Permutation-based causal structure learning with unknown intervention targets", UAI;
 *   Shoemaker 2003, "Fixing the F test for equal variances", The American Statistician 57
 * @example
 * const noise = normals(randomStream(1), 400).values
 * const rows = Array.from({ length: 200 }, (_, i) => {
 *   const X = noise[2 * i]! + (i % 2 === 0 ? 0 : 2)
 *   return { regime: i % 2 === 0 ? 'seen' : 'shifted', X, Y: X + noise[2 * i + 1]! }
 * })
 * const test = regimeTest(table(rows), { regime: 'regime', observational: 'seen' })
 * test('shifted', 'Y').pValue! < 0.01
 * //=> true
 * test('shifted', 'Y', ['X']).pValue! > 0.01
 * //=> true
 */
export function regimeTest<T>(data: Table<T>, options: RegimeTestOptions<keyof T & string>): RegimeTest {
  return calledAs('regimeTest', () => {
    checkOptions('options', options, ['regime', 'observational', 'test', 'invariance'], { test: 'function' })
    const { regime, observational, test = defaultTest, invariance } = checkedObject('options', options)
    const { table, of, labels } = readRegimes(data as Table<unknown, string>, regime)
    const seen = labels.indexOf(observational)
    if (seen < 0) throw unknownName('regime', observational, labels)
    const regimes = labels.filter((label) => label !== observational)
    if (regimes.length === 0) {
      throw new CausalError(
        'invalid-argument',
        `all rows are of the regime ${show(observational)}: take pc or ges, or add rows of experiments.`,
        { regime: observational },
      )
    }
    const shared = regimes.filter((label) => table.columns.includes(label))
    if (shared.length > 0) {
      throw new CausalError('overlap', `${quoteNames(shared)} names both a regime and a column: rename one.`, {
        names: shared,
      })
    }
    const rowsOf = (...codes: readonly number[]): Int32Array =>
      Int32Array.from(of.keys()).filter((row) => codes.includes(of[row]!))
    const within = rowsOf(seen)
    const between = checkedFactory(
      'test',
      test,
    )(
      makeTable(
        table.columns,
        within.length,
        table.data.map((column) => takeRows(column, within)),
      ),
    )
    const across = new Map(
      regimes.map((label) => {
        const rows = rowsOf(seen, labels.indexOf(label))
        const codes = Int32Array.from(rows, (row) => (of[row] === seen ? 0 : 1))
        if (invariance === undefined && table.data.every(isNumeric)) {
          const [one, two] = [seen, labels.indexOf(label)].map((code) =>
            table.columns.map((name) => takeRows(numericColumn(table, name), rowsOf(code)) as Float64Array),
          )
          return [label, gaussianInvariance(table.columns, label, one!, two!)] as const
        }
        const columns = table.data.map((column) => takeRows(column, rows))
        const marked = makeTable([...table.columns, label], rows.length, [
          ...columns,
          makeCategorical(codes, [observational, label]),
        ])
        return [
          label,
          checkedFactory('invariance', invariance === undefined ? mixedInvariance : invariance)(marked),
        ] as const
      }),
    )
    const ask = (x: string, y: string, given: readonly string[]): TestResult => {
      if (across.has(x) && across.has(y)) {
        throw new CausalError(
          'invalid-argument',
          `${quoteNames([x, y])} are two regimes: ask about a column and one of them.`,
          {
            names: [x, y],
          },
        )
      }
      const held = asList(given).filter((name) => !across.has(name))
      return (across.get(x) ?? across.get(y) ?? between)(x, y, held)
    }
    const whole = makeTest('regimeTest', [...table.columns, ...regimes], ask)
    return Object.freeze(
      Object.assign((x: string, y: string, given?: readonly string[]) => whole(x, y, given), {
        variables: whole.variables,
        warnings: Object.freeze([...(between.warnings ?? [])]),
        regimes: Object.freeze(regimes),
      }),
    )
  })
}

/** Numbers alone by correlations, else the test for mixed tables. */
function defaultTest(table: Table<never>): IndependenceTest {
  return table.data.every(isNumeric) ? fisherZ(table) : conditionalGaussian(table)
}

/** The likelihood ratio between one model for both regimes and one for each. */
function mixedInvariance(table: Table<never>): IndependenceTest {
  return conditionalGaussian(table, { statistic: 'likelihood-ratio' })
}
