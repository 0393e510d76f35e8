import { makeTable } from '../../data/tables/make-table.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import type { IndependenceTest, TestResult } from '../../independence/core/types.js'
import { hsic } from '../../independence/kernel/hsic.js'
import { checkedObject, lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { checkedFactory } from '../core/checked-factory.js'
import { report } from '../core/report.js'
import type { SearchOptions } from '../core/types.js'
import type { LingamResult } from './lingam-result.js'
import { readNumericData } from './numeric-data.js'

/**
 * Settings of {@link residualIndependence}.
 *
 * @category Discovery
 */
export interface ResidualIndependenceOptions extends SearchOptions {
  /** Makes the test from the table of residuals (default `hsic`). */
  readonly test?: (residuals: Table<never>) => IndependenceTest
}

/**
 * The test of two residuals of a linear model.
 *
 * @category Discovery
 */
export interface ResidualPair<N extends string = string> {
  /** The column that comes first. */
  readonly x: N
  /** The other. */
  readonly y: N
  /** Whether what the model leaves of the two is independent. */
  readonly result: TestResult
}

/**
 * What {@link residualIndependence} found.
 *
 * @category Discovery
 */
export interface ResidualIndependenceResult<N extends string = string> {
  /** Every pair of columns. */
  readonly pairs: readonly ResidualPair<N>[]
  /** The pair with the smallest p-value; null where no pair could be tested. */
  readonly worst: ResidualPair<N> | null
  /**
   * The p-value that all residuals are independent: the smallest, times the number of pairs tested (Bonferroni), at most 1. Null
   * where no pair could be tested.
   */
  readonly pValue: number | null
}

/**
 * Whether the errors of a linear non-Gaussian model are independent, pair by pair: the assumption on which every LiNGAM
 * stands. A small p-value speaks of a hidden common cause, a wrong direction, or a relation that is not linear.
 *
 * The model was fitted to the same rows, so that dependence is a little harder to see than in new ones.
 *
 * @param data - the table that the model was found in (of `varLingam`, rows in the order of time)
 * @param found - names and coefficients, and for a series those of earlier steps
 * @param options - the test
 * @returns a result for each pair, and one p-value for all
 * @throws CausalError `unknown-name` where the model has other columns; `invalid-argument` for what is no model, or holds
 *   effects that could not be told (NaN); as `directLingam` for the data; what the test throws
 * @complexity p² / 2 tests
 * @category Discovery
 * @see Shimizu et al. 2011, "DirectLiNGAM", JMLR 12, section 3.3
 * @example
 * const noise = normals(randomStream(1), 400).values
 * const a = noise.subarray(0, 200).map((x) => x ** 3)
 * const b = a.map((x, i) => 2 * x + noise[200 + i]! ** 3)
 * const data = table({ a, b })
 * residualIndependence(data, directLingam(data)).pValue! > 0.05
 * //=> true
 */
export function residualIndependence<T, N extends keyof T & string>(
  data: Table<T>,
  found: Pick<LingamResult<N>, 'names' | 'coefficients'> & { readonly lagged?: readonly Float64Array[] },
  options: ResidualIndependenceOptions = {},
): ResidualIndependenceResult<N> {
  return calledAs('residualIndependence', () => {
    checkOptions('options', options, ['test', 'onProgress', 'signal'], { test: 'function' })
    checkedObject('options', options)
    const test = checkedFactory<N>('test', options.test === undefined ? hsic : options.test)
    const { index, columns } = readNumericData(data)
    const { names, coefficients, lagged = [] } = checkedObject('model', found)
    if (!Array.isArray(names) || !Array.isArray(lagged)) {
      throw new CausalError('invalid-argument', 'expected a model with names and coefficients, as directLingam gives.')
    }
    const at = names.map((name) => lookUp('column', index, name))
    for (const matrix of [coefficients, ...lagged]) {
      if (!(matrix instanceof Float64Array) || matrix.length !== names.length ** 2) {
        throw new CausalError('invalid-argument', `expected ${names.length ** 2} coefficients, got ${show(matrix)}.`)
      }
      if (matrix.some(Number.isNaN)) {
        throw new CausalError(
          'invalid-argument',
          'the model has effects that could not be told (NaN), so it leaves no residuals.',
        )
      }
    }
    const residuals = residualsOf(
      at.map((i) => columns[i]!),
      [coefficients, ...lagged],
    )
    const rows = residuals[0]!.length
    const made = test(makeTable(names, rows, residuals))
    const pairs: ResidualPair<N>[] = []
    const total = (names.length * (names.length - 1)) / 2
    for (let i = 0; i < names.length; i++) {
      for (let j = i + 1; j < names.length; j++) {
        const [x, y] = [names[i]!, names[j]!]
        pairs.push(Object.freeze({ x, y, result: made(x, y) }))
        report({ ...options }, { stage: 'residuals', level: 0, done: pairs.length, total, tests: pairs.length })
      }
    }
    const tested = pairs.filter(({ result }) => result.tested)
    const worst = tested.reduce<ResidualPair<N> | null>(
      (least, pair) => (least === null || pair.result.logPValue! < least.result.logPValue! ? pair : least),
      null,
    )
    const pValue = worst === null ? null : Math.min(1, worst.result.pValue! * tested.length)
    return Object.freeze({ pairs: Object.freeze(pairs), worst, pValue })
  })
}

/** x_t − B₀ x_t − B₁ x_{t−1} − …, in which B₀ is that within a row. */
function residualsOf(columns: readonly Float64Array[], matrices: readonly Float64Array[]): Float64Array[] {
  const p = columns.length
  const lags = matrices.length - 1
  return columns.map((column, i) => {
    const residual = column.slice(lags)
    for (const [lag, matrix] of matrices.entries()) {
      for (let j = 0; j < p; j++) {
        const b = matrix[i * p + j]!
        if (b === 0) continue
        const from = columns[j]!
        for (let t = 0; t < residual.length; t++) residual[t]! -= b * from[t + lags - lag]!
      }
    }
    return residual
  })
}
