import { checkTable } from '../../data/tables/check-table.js'
import { numericColumn } from '../../data/tables/numeric-column.js'
import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { rowDoubts } from '../core/row-doubts.js'

/**
 * Which of two variables is the cause, by a method for pairs.
 *
 * @category Discovery
 */
export interface PairDirection<N extends string = string> {
  /** The column taken for the cause. */
  readonly cause: N
  /** The column taken for the effect. */
  readonly effect: N
  /** The score of this direction minus that of the other, at least 0: near 0 the data hardly decide. */
  readonly margin: number
  /** The score of each column as the cause, in column order; larger is better. */
  readonly scores: readonly [number, number]
  /** What speaks against the rows, in sentences, where something does: that they seem to depend on the rows before them. */
  readonly warnings?: readonly string[]
}

/** Two complete columns of numbers that vary. */
export interface Pair<N extends string> {
  readonly names: readonly [N, N]
  readonly values: readonly [Float64Array, Float64Array]
  readonly rowCount: number
}

/** Checks a table of two columns. */
export function readPair<T>(data: Table<T>, least: number): Pair<keyof T & string> {
  checkTable(data)
  if (data.columns.length !== 2) {
    throw new CausalError('invalid-data', 'a table of two columns of numbers is needed: select them.')
  }
  const names = [data.columns[0]!, data.columns[1]!] as const
  const values = [numericColumn(data, names[0], names), numericColumn(data, names[1], names)] as const
  if (data.rowCount < least) {
    throw new CausalError('too-few-rows', `at least ${least} rows are needed, got ${data.rowCount}.`, {
      count: data.rowCount,
      needed: least,
    })
  }
  const constant = names.filter((_, k) => values[k]!.every((v) => v === values[k]![0]))
  if (constant.length > 0) {
    throw new CausalError(
      'constant-column',
      `${quoteNames(constant)} ${constant.length === 1 ? 'does' : 'do'} not vary: no direction can be read from a constant.`,
      { columns: constant },
    )
  }
  return { names, values, rowCount: data.rowCount }
}

/** The result from the score of each column as the cause. */
export function directionOf<T>(data: Table<T>, first: number, second: number): PairDirection<keyof T & string> {
  type N = keyof T & string
  const [a, b] = data.columns as readonly [N, N]
  const forward = first >= second
  return Object.freeze({
    cause: forward ? a : b,
    effect: forward ? b : a,
    margin: Math.abs(first - second),
    scores: Object.freeze([first, second] as const),
    ...rowDoubts(data),
  })
}

/** Mean 0, variance 1. */
export function standardised(values: Float64Array): Float64Array {
  const n = values.length
  let mean = 0
  for (let i = 0; i < n; i++) mean += (values[i]! - values[0]!) / n
  const centred = values.map((v) => v - values[0]! - mean)
  let square = 0
  for (let i = 0; i < n; i++) square += centred[i]! * centred[i]!
  const scale = Math.sqrt(n / square)
  return centred.map((v) => v * scale)
}

/** Onto [0, 1] by least and largest value. */
export function toUnitInterval(values: Float64Array): Float64Array {
  let least = values[0]!
  let most = values[0]!
  for (const v of values) {
    if (v < least) least = v
    if (v > most) most = v
  }
  return values.map((v) => (v - least) / (most - least))
}
