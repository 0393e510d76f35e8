import { calledAs } from '../../errors.js'
import type { Table } from '../types.js'
import { checkTable } from './check-table.js'
import { isNumeric } from './make-table.js'

/**
 * A column in figures.
 *
 * @category Data
 */
export type ColumnDescription =
  | {
      /** The column's name. */
      readonly name: string
      /** It holds numbers. */
      readonly kind: 'numbers'
      /** Values that are there. */
      readonly count: number
      /** Values that are missing. */
      readonly missing: number
      /** How many different values there are. */
      readonly distinct: number
      /** The mean; null without values. */
      readonly mean: number | null
      /** The standard deviation with divisor n − 1; null for fewer than two values. */
      readonly standardDeviation: number | null
      /** Least value, lower quartile, median, upper quartile (of type 7) and greatest value; null without values. */
      readonly quartiles: readonly [number, number, number, number, number] | null
    }
  | {
      /** The column's name. */
      readonly name: string
      /** It holds categories. */
      readonly kind: 'categories'
      /** Values that are there. */
      readonly count: number
      /** Values that are missing. */
      readonly missing: number
      /** How many different values there are. */
      readonly distinct: number
      /** Each category with its rows, the most frequent first. */
      readonly levels: readonly {
        /** The category. */
        readonly level: string
        /** Its rows. */
        readonly rows: number
      }[]
    }

/**
 * A table at a glance: for each column how many values there are and are missing, and how they lie.
 *
 * @param table - the table
 * @returns one entry a column, in order
 * @throws CausalError `invalid-argument` for what is no table
 * @complexity O(n log n) for each column of numbers
 * @category Data
 * @example
 * describe(table({ X: [1, 2, 3, 4], C: ['a', 'b', 'a', 'a'] }))[1]
 * //=> { name: 'C', kind: 'categories', count: 4, missing: 0, distinct: 2, levels: [{ level: 'a', rows: 3 }, { level: 'b', rows: 1 }] }
 */
export function describe<T>(table: Table<T>): readonly ColumnDescription[] {
  return calledAs('describe', () => {
    checkTable(table)
    return Object.freeze(
      table.data.map((column, i) => {
        const name = table.columns[i]!
        return isNumeric(column) ? ofNumbers(name, column) : ofCategories(name, column.codes, column.levels)
      }),
    )
  })
}

function ofNumbers(name: string, column: Float64Array): ColumnDescription {
  const values = column.filter(Number.isFinite).sort()
  const n = values.length
  const origin = values[0] ?? 0
  const mean = values.reduce((sum, value) => sum + (value - origin), 0) / n
  const square = values.reduce((sum, value) => sum + (value - origin - mean) ** 2, 0)
  let distinct = 0
  for (let i = 0; i < n; i++) if (i === 0 || values[i] !== values[i - 1]) distinct++
  const quantile = (p: number): number => {
    const at = p * (n - 1)
    const low = Math.floor(at)
    return values[low]! + (at - low) * (values[Math.min(low + 1, n - 1)]! - values[low]!)
  }
  return Object.freeze({
    name,
    kind: 'numbers',
    count: n,
    missing: column.length - n,
    distinct,
    mean: n > 0 ? origin + mean : null,
    standardDeviation: n > 1 ? Math.sqrt(square / (n - 1)) : null,
    quartiles:
      n > 0 ? Object.freeze([quantile(0), quantile(0.25), quantile(0.5), quantile(0.75), quantile(1)] as const) : null,
  })
}

function ofCategories(name: string, codes: Int32Array, levels: readonly string[]): ColumnDescription {
  const rows = new Float64Array(levels.length)
  let missing = 0
  for (const code of codes) {
    if (code < 0) missing++
    else rows[code]!++
  }
  const counted = levels
    .map((level, i) => Object.freeze({ level, rows: rows[i]! }))
    .filter((entry) => entry.rows > 0)
    .sort((a, b) => b.rows - a.rows || (a.level < b.level ? -1 : 1))
  return Object.freeze({
    name,
    kind: 'categories',
    count: codes.length - missing,
    missing,
    distinct: counted.length,
    levels: Object.freeze(counted),
  })
}
