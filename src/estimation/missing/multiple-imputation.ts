import { checkTable } from '../../data/tables/check-table.js'
import { makeCategorical, makeTable } from '../../data/tables/make-table.js'
import type { Table } from '../../data/types.js'
import { calledAs } from '../../errors.js'
import { checkedLearner } from '../../learners/core/checked-learner.js'
import type { Learner } from '../../learners/core/types.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { seedStream, splitStream } from '../../probability/streams/stream.js'
import { checkedWhole, checkedWord } from '../core/designs/read-question.js'
import { watch } from '../core/problem/watch.js'
import type { WorkOptions } from '../core/types/work.js'
import { chain, columnsWith } from './imputation-chain.js'
import type { WorkingColumn } from './imputation-regressors.js'
import type { ImputationMethod } from './imputed-values.js'

/**
 * Options of `multipleImputation`.
 *
 * @typeParam N - the names of the columns
 * @category Estimation
 */
export interface ImputationOptions<N extends string = string> extends WorkOptions {
  /** How many completed tables to make (default 20; about as many as per cent of the rows lack something). */
  readonly imputations?: number
  /** How many rounds over all columns for each of them (default 10). */
  readonly iterations?: number
  /** Columns that stay as they are and help with no other, such as identifiers. */
  readonly without?: readonly NoInfer<N>[]
  /**
   * How numbers are drawn: `matching` (default) lends the value of one of the five observed rows with the nearest predictions, and so
   * stays among values that occur; `normal` draws around the prediction.
   */
  readonly numbers?: 'matching' | 'normal'
  /** A learner in place of least squares and logistic regression, fitted on resampled rows: for curves and interactions. */
  readonly learner?: Learner
  /** The same seed gives the same tables (default 1). */
  readonly seed?: number | string
}

/**
 * Completed tables, each as likely as the others.
 *
 * @typeParam T - the columns of the table
 * @category Estimation
 */
export interface MultipleImputation<T = Record<string, unknown>> {
  /** The tables: what was observed is the same in all, what was missing is drawn anew. */
  readonly tables: readonly Table<T>[]
  /** What was completed. */
  readonly imputed: readonly {
    /** The column. */
    readonly column: string
    /** How many of its values were missing. */
    readonly missing: number
    /** How they were drawn, in words. */
    readonly method: string
    /**
     * The mean of the drawn numbers, or the share of the first category among those drawn, after each round: one list for each
     * table. Lists that drift or keep apart call for more rounds.
     */
    readonly trace: readonly (readonly number[])[]
  }[]
  /** What could be wrong, in words; empty when nothing was seen. */
  readonly warnings: readonly string[]
}

/**
 * Multiple imputation by chained equations: each column with gaps is regressed on all others, and its gaps are drawn from what the
 * regression leaves open, round after round; the whole is done several times.
 *
 * Estimate from each table and combine with `pooled`. Right where what is missing hangs on what is observed alone (missing at
 * random) and the regressions are right; the outcome belongs among the columns, and so do products and curves that the analysis
 * asks about (or take a `learner`). A column with two categories is drawn by logistic regression; one with more by one against the
 * rest. Coefficients are drawn too, so that what is not known about them counts.
 *
 * @param table - n rows, with gaps
 * @param options - how many tables and rounds, and how numbers are drawn
 * @returns the tables and what was completed
 * @throws CausalError `invalid-data` for a column without any value, `too-few-rows` for fewer values than coefficients,
 *   `unknown-name`, `invalid-argument` for options out of range, `aborted`; what a learner throws
 * @complexity imputations · iterations · O(n k²) for each column with gaps and k regressors
 * @see van Buuren & Groothuis-Oudshoorn 2011; van Buuren 2018, Flexible Imputation of Missing Data, algorithms 3.1, 3.3, 3.4 and 4.3
 * @category Estimation
 * @example
 * const t = table({ x: [1, 2, 3, 4, 5, 6, 7, 8], y: [2, 4, 5, Number.NaN, 11, 12, 13, 17] })
 * const m = multipleImputation(t, { imputations: 3, iterations: 2 })
 * m.tables.map(({ rowCount }) => rowCount)
 * //=> [8, 8, 8]
 */
export function multipleImputation<T>(
  table: Table<T>,
  options: ImputationOptions<keyof T & string> = {},
): MultipleImputation<T> {
  return calledAs('multipleImputation', () => {
    checkTable(table)
    checkOptions(
      'options',
      options,
      ['imputations', 'iterations', 'without', 'numbers', 'learner', 'seed', 'onProgress', 'signal'],
      { imputations: 'number', iterations: 'number' },
    )
    const {
      imputations = 20,
      iterations = 10,
      numbers = 'matching',
      learner,
      seed = 1,
    } = checkedObject('options', options)
    checkedWhole('imputations', imputations, 1)
    checkedWhole('iterations', iterations, 1)
    const method: ImputationMethod = {
      numbers: checkedWord('numbers', numbers, ['matching', 'normal']),
      learner: learner === undefined ? null : checkedLearner('learner', learner),
    }
    const columns = columnsWith(table as unknown as Table, options.without ?? [])
    const start = seedStream(seed)
    const step = watch(options, imputations * iterations)
    const runs = Array.from({ length: imputations }, (_, m) => {
      const working = columns.map(copied)
      return { working, traces: chain(working, { iterations, method, step, stream: splitStream(start, m) }) }
    })
    const gaps = columns.filter(({ missing }) => missing.length > 0)
    return Object.freeze({
      tables: Object.freeze(runs.map(({ working }) => tableWith(table, working))),
      imputed: Object.freeze(
        gaps.map((column) =>
          Object.freeze({
            column: column.name,
            missing: column.missing.length,
            method: methodOf(column, method),
            trace: Object.freeze(runs.map(({ traces }) => Object.freeze(traces.get(column.name)!))),
          }),
        ),
      ),
      warnings: Object.freeze(warningsOf(gaps, table.rowCount)),
    })
  })
}

const copied = (column: WorkingColumn): WorkingColumn =>
  column.missing.length === 0 ? column : { ...column, values: column.values.slice() }

function tableWith<T>(table: Table<T>, working: readonly WorkingColumn[]): Table<T> {
  const done = new Map(working.map((column) => [column.name, column]))
  const data = table.data.map((column, i) => {
    const made = done.get(table.columns[i]!)
    if (made === undefined || made.missing.length === 0) return column
    return made.levels === null
      ? (made.values as Float64Array)
      : makeCategorical(made.values as Int32Array, made.levels)
  })
  return makeTable<T>(table.columns, table.rowCount, data)
}

function methodOf({ levels }: WorkingColumn, { numbers, learner }: ImputationMethod): string {
  const by = learner === null ? (levels === null ? 'linear regression' : 'logistic regression') : learner.name
  if (levels !== null) return `categories drawn by their chances (${by})`
  return numbers === 'matching' ? `predictive mean matching (${by})` : `normal draws (${by})`
}

function warningsOf(gaps: readonly WorkingColumn[], n: number): string[] {
  if (gaps.length === 0) return ['no value is missing: the tables are all the same.']
  const poor = gaps.filter(({ missing }) => missing.length > n / 2)
  return poor.map(
    ({ name, missing }) =>
      `${missing.length} of ${n} values of ${name} are missing: what is drawn for them rests on the regression more than on data.`,
  )
}
