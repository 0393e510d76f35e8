import { CausalError } from '../../errors.js'
import { checkTable } from '../tables/check-table.js'
import { wholeNumbers } from '../tables/numeric-column.js'
import type { Moments, Table } from '../types.js'
import { makeMoments } from './check-moments.js'
import { blockRows, momentSums } from './moment-sums.js'

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
  const sums = momentSums(columns.length)
  for (let start = 0; start < n; start += blockRows) sums.add(columns, start, Math.min(blockRows, n - start), weights)
  return sums.end()
}
