import { checkMoments } from '../../data/statistics/check-moments.js'
import { correlationOf } from '../../data/statistics/correlation-of.js'
import { tableMoments } from '../../data/statistics/table-moments.js'
import type { Moments, Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { checkedList, checkedNumbers, indexNames, quoteNames } from '../../names.js'

/**
 * Correlations in place of rows.
 *
 * @category Independence tests
 */
export interface CorrelationInput<N extends string = string> {
  /** The p × p correlation matrix: a list of rows, or all entries row by row. */
  readonly correlation: ArrayLike<number> | readonly ArrayLike<number>[]
  /** How many rows of data it was computed from. */
  readonly n: number
  /** The names of the p columns. */
  readonly names: readonly N[]
}

/** Rows, moments or correlations, checked, as a correlation matrix. Columns without variance are named. */
export function readCorrelations(input: Table<unknown, string> | Moments | CorrelationInput): {
  readonly names: readonly string[]
  readonly correlation: Float64Array
  readonly count: number
} {
  const moments = Object(input) as Table<unknown, string> & Moments & CorrelationInput
  const found =
    'correlation' in moments
      ? asMoments(moments)
      : 'covariance' in moments
        ? checked(moments)
        : 'rowCount' in moments
          ? tableMoments(moments)
          : undefined
  if (found !== undefined) return { names: found.names, correlation: correlationOf(found), count: found.count }
  throw new CausalError('invalid-argument', 'expected a table, moments(table), or { correlation, n, names }.')
}

/** Correlations as the moments of standardised columns. */
function asMoments({ correlation, n, names }: CorrelationInput): Moments {
  const p = indexNames('column', names).size
  const rows = Array.from(checkedList('correlation', correlation) as ArrayLike<number | ArrayLike<number>>)
  const cells = rows.flatMap((row) =>
    typeof row === 'number' ? row : Array.from(checkedList('row of correlations', row)),
  )
  const covariance = Float64Array.from(checkedNumbers('correlations', cells))
  for (const [k, value] of covariance.length === p * p ? covariance.entries() : []) {
    const pair = [names[Math.floor(k / p)]!, names[k % p]!]
    const beyond = Math.abs(value) - 1
    if (beyond <= 1e-8 && (k % (p + 1) !== 0 || beyond >= -1e-8)) continue
    throw new CausalError(
      'invalid-argument',
      `the correlation of ${quoteNames(pair)} is ${value}: it lies between -1 and 1, and is 1 for a column with itself. Give a covariance as { names, count, mean, covariance }.`,
      { names: pair, value },
    )
  }
  return checked({ names, count: n, mean: new Float64Array(p), covariance })
}

function checked(moments: Moments): Moments {
  checkMoments(moments)
  return moments
}
