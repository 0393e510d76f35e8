import { CausalError } from '../../errors.js'
import { gram } from '../../numeric/gram.js'
import { checkTable } from '../tables/check-table.js'
import { wholeNumbers } from '../tables/numeric-column.js'
import type { Moments, Table } from '../types.js'
import { makeMoments } from './check-moments.js'

/** Rows summed up at a time: a block of some hundred columns stays in the second-level cache. */
const blockRows = 1024

/** The moments of a table in the name of the function called; `total` is the sum of the weights. */
export function tableMoments<N extends string>(
  table: Table<unknown, N>,
  weights?: ArrayLike<number>,
  total: number = table?.rowCount,
): Moments<N> {
  checkTable(table)
  const columns = table.columns.map((name, i) => wholeNumbers(table, name, table.data[i]!, table.columns))
  if (total > 1) return makeMoments(table.columns, total, ...sumsOf(columns, table.rowCount, weights))
  throw new CausalError(
    'too-few-rows',
    `a covariance needs at least 2 rows, or weights that sum to more than 1: there is ${total}.`,
    { count: total },
  )
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
  const root = new Float64Array(blockRows).fill(1)
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
    const all = seen + weight
    const delta = columns.map((column, j) => centre(block[j]!, column, start, weight, root) - mean[j]!)
    gram(block, scatter)
    for (let i = 0; i < p; i++) {
      mean[i]! += delta[i]! * (weight / all)
      for (let j = 0; j < p; j++) scatter[i * p + j]! += delta[i]! * delta[j]! * ((seen * weight) / all)
    }
    seen = all
  }
  for (let j = 0; j < p; j++) mean[j]! += columns[j]![0]!
  return [mean, scatter]
}

/** Fills a block with a column's values less their mean, times the root of the weights; returns that mean less the first value. */
function centre(block: Float64Array, column: Float64Array, start: number, weight: number, root: Float64Array): number {
  // measured from the column's first value: exact for a constant column, and no digits lost to a large mean
  const origin = column[0]!
  let sum = 0
  for (let r = 0; r < block.length; r++) {
    const value = column[start + r]! - origin
    block[r] = value
    sum += value * root[r]! * root[r]!
  }
  const shift = sum / weight
  for (let r = 0; r < block.length; r++) block[r] = root[r]! * (block[r]! - shift)
  return shift
}
