import { CausalError } from '../errors.js'
import { checkedObject } from '../names.js'
import { gram } from '../numeric/gram.js'
import { checkTable } from './check-table.js'
import { makeMoments } from './merge-moments.js'
import { numericColumn } from './numeric-column.js'
import type { Moments, Table } from './types.js'

/**
 * Options of `moments`.
 *
 * @category Data
 */
export interface MomentsOptions {
  /** How often each row counts: n numbers >= 0 (frequency weights, as in a bootstrap); their sum takes the place of n. */
  readonly weights?: ArrayLike<number>
}

/** Rows summed up at a time: a block of some hundred columns stays in the second-level cache. */
const blockRows = 1024

/**
 * Means and covariance matrix: the sufficient statistics that every linear and Gaussian method takes in place of rows.
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
  checkTable('moments', table)
  const { weights } = checkedObject('moments', 'options', options)
  const columns = table.columns.map((name) => numericColumn('moments', table, name))
  const total = weights === undefined ? table.rowCount : totalWeight(weights, table.rowCount)
  if (!(total > 1)) {
    throw new CausalError(
      'moments',
      'too-few-rows',
      `a covariance needs at least 2 rows, and ${weights === undefined ? `there is ${total}` : `the weights sum to ${total}`}.`,
      { count: total },
    )
  }
  return makeMoments('moments', table.columns, total, ...sumsOf(columns, table.rowCount, weights))
}

function totalWeight(weights: ArrayLike<number>, n: number): number {
  if (weights.length !== n) {
    throw new CausalError(
      'moments',
      'invalid-argument',
      `there are ${weights.length} weights for ${n} rows: give one a row.`,
      { weights: weights.length, rows: n },
    )
  }
  let total = 0
  for (let i = 0; i < n; i++) {
    const weight = weights[i]!
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) {
      throw new CausalError(
        'moments',
        'invalid-argument',
        `the weight of row ${i} (counting from 0) is ${weight}: a weight is a finite number >= 0.`,
        { row: i },
      )
    }
    total += weight
  }
  return total
}

/** The core: means, and sums of products of deviations. */
function sumsOf(
  columns: readonly Float64Array[],
  n: number,
  weights: ArrayLike<number> | undefined,
): [mean: Float64Array, scatter: Float64Array] {
  const p = columns.length
  const mean = new Float64Array(p)
  const scatter = new Float64Array(p * p)
  const delta = new Float64Array(p)
  const root = new Float64Array(blockRows)
  let block = columns.map(() => new Float64Array(blockRows))
  let seen = 0
  for (let start = 0; start < n; start += blockRows) {
    const rows = Math.min(blockRows, n - start)
    if (rows < blockRows) block = block.map((part) => part.subarray(0, rows))
    let weight = rows
    if (weights !== undefined) {
      weight = 0
      for (let r = 0; r < rows; r++) {
        weight += weights[start + r]!
        root[r] = Math.sqrt(weights[start + r]!)
      }
      if (weight === 0) continue
    }
    for (let j = 0; j < p; j++) {
      delta[j] = centre(block[j]!, columns[j]!, start, weight, weights, root) - mean[j]!
    }
    gram(block, scatter)
    const all = seen + weight
    addOuter(scatter, delta, (seen * weight) / all)
    for (let j = 0; j < p; j++) mean[j]! += delta[j]! * (weight / all)
    seen = all
  }
  for (let j = 0; j < p; j++) mean[j]! += columns[j]![0]!
  return [mean, scatter]
}

function addOuter(out: Float64Array, delta: Float64Array, factor: number): void {
  const p = delta.length
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++) {
      const product = delta[i]! * delta[j]! * factor
      out[i * p + j]! += product
      if (j < i) out[j * p + i]! += product
    }
  }
}

/** Fills a block with a column's values less their mean (times the root of the weights); returns that mean less the first value. */
function centre(
  block: Float64Array,
  column: Float64Array,
  start: number,
  weight: number,
  weights: ArrayLike<number> | undefined,
  root: Float64Array,
): number {
  // measured from the column's first value: exact for a constant column, and no digits lost to a large mean
  const origin = column[0]!
  let sum = 0
  for (let r = 0; r < block.length; r++) {
    const value = column[start + r]! - origin
    block[r] = value
    sum += weights === undefined ? value : weights[start + r]! * value
  }
  const shift = sum / weight
  if (weights === undefined) for (let r = 0; r < block.length; r++) block[r]! -= shift
  else for (let r = 0; r < block.length; r++) block[r] = root[r]! * (block[r]! - shift)
  return shift
}
