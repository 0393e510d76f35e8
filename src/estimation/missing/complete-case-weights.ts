import { checkTable } from '../../data/tables/check-table.js'
import { makeTable, takeRows } from '../../data/tables/make-table.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { logisticRegression } from '../../numeric/logistic-regression.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { covariateOf } from '../core/columns/coded-columns.js'
import { completeRowsOf, requireCompleteColumns } from '../core/columns/require-complete-columns.js'
import { checkColumns } from '../core/question/effect-design.js'
import { designOf } from '../core/regression/design.js'
import { effectiveSize } from '../weighting/overlap-report.js'

/**
 * Which rows count as complete, and what that may hang on.
 *
 * @typeParam N - the names of the columns
 * @category Estimation
 */
export interface CompleteCasesQuestion<N extends string = string> {
  /** The columns that the analysis needs: a row that lacks none of them is complete. */
  readonly columns: readonly NoInfer<N>[]
  /** What being complete may hang on: columns without gaps. */
  readonly given: readonly NoInfer<N>[]
}

/**
 * The complete rows with what each stands for.
 *
 * @typeParam T - the columns of the table
 * @category Estimation
 */
export interface CompleteCases<T = Record<string, unknown>> {
  /** The complete rows, with one more column, `completeCaseWeight`: give it as `weights`. */
  readonly table: Table<T & { readonly completeCaseWeight: number }>
  /** Rows of the table. */
  readonly rowCount: number
  /** Complete ones. */
  readonly complete: number
  /** As many rows of equal weight would tell as much (Kish 1965). */
  readonly effectiveSampleSize: number
  /** The range of the complete rows' chances of being complete. */
  readonly chance: {
    /** The least. */
    readonly min: number
    /** The greatest. */
    readonly max: number
  }
  /** What could be wrong, in words; empty when nothing was seen. */
  readonly warnings: readonly string[]
}

const own = 'completeCaseWeight'

/**
 * Inverse probability of missingness: the complete rows, weighted to stand for all rows.
 *
 * A logistic model says how likely each row was to be complete; a complete row weighs the share of complete rows over that chance.
 * Give the table and `weights: 'completeCaseWeight'` to `estimateEffect`. Right where being complete hangs on `given` alone and
 * the model is right. Standard errors take the weights as known, which makes them a little too large (Robins, Rotnitzky & Zhao 1994).
 * Where many columns have gaps each in other rows, `multipleImputation` wastes less.
 *
 * @param table - n rows, with gaps
 * @param question - which columns are needed, and what being complete hangs on
 * @returns the complete rows with their weights
 * @throws CausalError `missing-values` for gaps in `given`, `invalid-data` where all rows or none are complete, or where `given`
 *   tells perfectly which are; `constant-column`, `collinear`, `unknown-name`, `duplicate-name`
 * @complexity O(r n k²) for k coefficients and r Newton steps
 * @see Seaman & White 2013, "Review of inverse probability weighting for dealing with missing data"
 * @category Estimation
 * @example
 * const t = table({ x: [0, 0, 0, 0, 1, 1, 1, 1], y: [1, 2, 3, Number.NaN, Number.NaN, Number.NaN, 5, 6] })
 * const { table: rows } = completeCaseWeights(t, { columns: ['y'], given: ['x'] })
 * Array.from(column(rows, 'completeCaseWeight'), (weight) => Math.round(100 * weight) / 100)
 * //=> [0.83, 0.83, 0.83, 1.25, 1.25]
 */
export function completeCaseWeights<T>(
  table: Table<T>,
  question: CompleteCasesQuestion<keyof T & string>,
): CompleteCases<T> {
  return calledAs('completeCaseWeights', () => {
    checkTable(table)
    checkOptions('question', question, ['columns', 'given'])
    const { columns, given } = checkedObject('question', question)
    checkColumns('column', table.columns, columns)
    checkColumns('given', table.columns, given)
    if ((table.columns as readonly string[]).includes(own)) {
      throw new CausalError('duplicate-name', `the table has a column ${show(own)} already: rename it.`, {
        column: own,
      })
    }
    const source = table as unknown as Table
    requireCompleteColumns(source, given)
    const n = table.rowCount
    const whole = completeRowsOf(source, columns)
    const complete = whole.reduce((count, value) => count + value, 0)
    if (complete === 0 || complete === n) {
      throw new CausalError(
        'invalid-data',
        complete === n
          ? 'no row lacks any of these columns: no weights are needed.'
          : 'no row has all of these columns.',
        { columns, complete },
      )
    }
    const { x, k } = designOf(
      given.map((name) => covariateOf(source, name)),
      n,
    )
    const fit = logisticRegression(x, n, k, Float64Array.from(whole), null)
    if (!fit.ok) {
      throw new CausalError(
        'invalid-data',
        `${given.map(show).join(', ')} tell perfectly which rows are complete: the others have nobody to stand for them.`,
        { given },
      )
    }
    const rows = Int32Array.from(whole.keys()).filter((i) => whole[i] === 1)
    const chances = Float64Array.from(rows, (i) => fit.fitted[i]!)
    const weights = chances.map((p) => complete / n / p)
    const kept = makeTable<T & { readonly completeCaseWeight: number }>([...table.columns, own], rows.length, [
      ...table.data.map((column) => takeRows(column, rows)),
      weights,
    ])
    const [min, max] = [chances.reduce((a, b) => Math.min(a, b), 1), chances.reduce((a, b) => Math.max(a, b), 0)]
    const worth = effectiveSize(weights, null)
    return Object.freeze({
      table: kept,
      rowCount: n,
      complete,
      effectiveSampleSize: worth,
      chance: Object.freeze({ min, max }),
      warnings: Object.freeze(
        worth < 0.5 * complete
          ? [
              `the ${complete} complete rows are worth ${worth.toPrecision(3)}: some stand for many (chances from ${min.toPrecision(2)}). Impute instead.`,
            ]
          : [],
      ),
    })
  })
}
