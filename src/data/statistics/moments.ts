import { calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { checkTable } from '../tables/check-table.js'
import type { Moments, Table } from '../types.js'
import { totalWeight } from './row-weights.js'
import { tableMoments } from './table-moments.js'

/**
 * Options of `moments`.
 *
 * @category Data
 */
export interface MomentsOptions {
  /** How often each row counts: n numbers >= 0 (frequency weights, as in a bootstrap); their sum takes the place of n. */
  readonly weights?: ArrayLike<number>
}

/**
 * Means and covariance matrix: the sufficient statistics that every linear or Gaussian method accepts in place of rows.
 *
 * One pass in blocks, measured from each column's first value: a block is centred at its own mean and merged by the
 * update of Chan, Golub & LeVeque (1983, eq. 1.5b), so that a mean that is large beside the spread costs no digits. Constant columns are
 * allowed here; their variance is exactly 0.
 *
 * @param table - a table whose columns are all numeric and complete, n >= 2 rows
 * @param options - weights
 * @returns `{ names, count, mean, covariance }`, covariance with divisor count − 1
 * @throws CausalError `missing-values` naming column and count; `invalid-data` for a categorical column; `too-few-rows`;
 *   `invalid-argument` for bad weights
 * @complexity O(n p²) time, O(p²) memory
 * @category Data
 * @example
 * moments(table({ X: [1, 2, 3], Y: [2, 4, 9] }))
 * //=> { names: ['X', 'Y'], count: 3, mean: [2, 5], covariance: [1, 3.5, 3.5, 13] }
 */
export function moments<T>(table: Table<T>, options: MomentsOptions = {}): Moments<keyof T & string> {
  return calledAs('moments', () => {
    checkOptions('options', options, ['weights'])

    checkTable(table)
    const { weights } = checkedObject('options', options)
    const total = weights && totalWeight(weights, table.rowCount)
    return tableMoments(table, weights, total)
  })
}
