import { correlationOf } from '../data/correlation-of.js'
import { moments } from '../data/moments.js'
import { numericColumn } from '../data/numeric-column.js'
import type { Moments, Table } from '../data/types.js'
import { CausalError } from '../errors.js'
import { indexNames, quoteNames } from '../names.js'

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

/** What a test on correlations works with. */
export interface Correlations {
  readonly names: readonly string[]
  readonly correlation: Float64Array
  readonly count: number
}

/** Rows, moments or correlations, checked, as a correlation matrix. Columns without variance are named. */
export function readCorrelations(
  where: string,
  input: Table<unknown, string> | Moments | CorrelationInput,
): Correlations {
  if (typeof input !== 'object' || input === null) throw badInput(where)
  if ('correlation' in input) return fromCorrelation(where, input)
  if ('covariance' in input) return fromMoments(where, input)
  if ('columns' in input && 'data' in input) return fromTable(where, input)
  throw badInput(where)
}

function badInput(where: string): CausalError {
  return new CausalError(
    where,
    'invalid-argument',
    'expected a table, moments(table), or { correlation, n, names } with the p × p correlations of p columns.',
  )
}

function fromTable(where: string, table: Table<unknown, string>): Correlations {
  for (const name of table.columns) numericColumn(where, table, name)
  if (table.rowCount < 2) {
    throw new CausalError(where, 'too-few-rows', `the table has ${table.rowCount} rows, too few for a correlation.`, {
      count: table.rowCount,
    })
  }
  return fromMoments(where, moments(table as Table))
}

function fromMoments(where: string, input: Moments): Correlations {
  indexNames(where, 'column', input.names)
  return { names: input.names, correlation: correlationOf(where, input), count: checkCount(where, input.count) }
}

function fromCorrelation(where: string, input: CorrelationInput): Correlations {
  const p = indexNames(where, 'column', input.names).size
  const rows = Array.from(input.correlation as ArrayLike<number | ArrayLike<number>>)
  const correlation = Float64Array.from(rows.flatMap((row) => (typeof row === 'number' ? row : Array.from(row))))
  checkMatrix(where, 'correlation', correlation, input.names)
  for (let i = 0; i < p; i++) {
    for (let j = 0; j < p; j++) {
      const r = correlation[i * p + j]!
      const off = i === j ? Math.abs(r - 1) : Math.abs(r) - 1
      if (off <= 1e-8) continue
      throw new CausalError(
        where,
        'invalid-argument',
        `the correlation of ${quoteNames([input.names[i]!, input.names[j]!])} is ${r}${i === j ? ', not 1' : ''}: give correlations, or moments with a covariance.`,
        { names: [input.names[i], input.names[j]], value: r },
      )
    }
    correlation[i * p + i] = 1
  }
  return { names: input.names, correlation, count: checkCount(where, input.n) }
}

function checkMatrix(where: string, what: string, matrix: ArrayLike<number>, names: readonly string[]): void {
  const p = names.length
  if (matrix.length !== p * p) {
    throw new CausalError(
      where,
      'invalid-argument',
      `the ${what} of ${p} columns has ${p * p} entries, got ${matrix.length}.`,
      { expected: p * p, got: matrix.length },
    )
  }
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++) {
      const a = matrix[i * p + j]!
      const b = matrix[j * p + i]!
      if (Number.isFinite(a) && Math.abs(a - b) <= 1e-8 * Math.max(Math.abs(a), Math.abs(b), 1e-300)) continue
      throw new CausalError(
        where,
        'invalid-argument',
        `the ${what} of ${quoteNames([names[i]!, names[j]!])} is ${a} one way and ${b} the other: it must be finite and symmetric.`,
        { names: [names[i], names[j]] },
      )
    }
  }
}

function checkCount(where: string, count: number): number {
  if (Number.isFinite(count) && count > 0) return count
  throw new CausalError(where, 'invalid-argument', `the number of rows must be positive, got ${count}.`, { count })
}
