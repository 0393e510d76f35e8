import { CausalError, calledAs } from '../../errors.js'
import { show } from '../../show.js'
import { tableOfColumns } from '../tables/table.js'
import type { Table } from '../types.js'

/**
 * The part of an Apache Arrow table that is read here.
 *
 * @category Data
 */
export interface ArrowTable {
  /** The columns' names. */
  readonly schema: {
    /** One field a column. */
    readonly fields: readonly {
      /** The column's name. */
      readonly name: string | number | symbol
    }[]
  }
  /** A column by its position. */
  getChildAt(index: number): ArrowVector | null
}

/**
 * The part of an Apache Arrow column that is read here.
 *
 * @category Data
 */
export interface ArrowVector extends Iterable<unknown> {
  /** The number of values. */
  readonly length: number
  /** How many of them are missing. */
  readonly nullCount: number
  /** The values in one array; for numbers it is a view on the column's own memory. */
  toArray(): unknown
}

/**
 * A table from an Apache Arrow table, such as a Parquet file or DuckDB gives.
 *
 * A Float64 column in one chunk and without missing values is taken over without a copy. Text (also as a dictionary)
 * becomes categories, booleans 0 and 1, other numbers doubles.
 *
 * @param arrow - an Arrow table; the library itself does not depend on apache-arrow
 * @returns the table
 * @throws CausalError `invalid-data` for a column of another type (lists, structs, decimals), by name; `duplicate-name`
 * @complexity O(p), and O(n) for each column that must be copied
 * @category Data
 * @example
 * const parts = [{ length: 2, nullCount: 0, toArray: () => Float64Array.of(1, 2), *[Symbol.iterator]() { yield* [1, 2] } }]
 * const arrow = { schema: { fields: [{ name: 'X' }] }, getChildAt: (i: number) => parts[i] ?? null }
 * toRows(fromArrow(arrow))
 * //=> [{ X: 1 }, { X: 2 }]
 */
export function fromArrow(arrow: ArrowTable): Table {
  return calledAs('fromArrow', () => {
    if (typeof arrow?.getChildAt !== 'function' || !Array.isArray(arrow.schema?.fields)) {
      throw new CausalError('invalid-argument', 'expected an Apache Arrow table.')
    }
    const columns = arrow.schema.fields.map((field, i): [string, unknown] => {
      const name = field?.name
      const vector = arrow.getChildAt(i)
      if (vector === null) return [name, null]
      if (typeof vector?.toArray !== 'function' || typeof vector[Symbol.iterator] !== 'function')
        throw new CausalError('invalid-argument', `column ${show(name)} must be an Arrow vector, got ${show(vector)}.`)
      const whole = vector.nullCount === 0 ? vector.toArray() : null
      return [name, whole instanceof Float64Array ? whole : [...vector]]
    })
    return tableOfColumns(columns)
  })
}
