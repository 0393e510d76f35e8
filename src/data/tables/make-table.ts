import { type Known, knownValues } from '../../checked.js'
import type { Categorical, Cell, Table } from '../types.js'

/** The tables that need no check. */
export const knownTables: Known<Table<unknown, string>> = knownValues()

/** A table of columns that are known to be right. */
export function makeTable<T = Record<string, Cell>>(
  columns: readonly string[],
  rowCount: number,
  data: readonly (Float64Array | Categorical)[],
): Table<T> {
  const table = Object.freeze({
    columns: Object.freeze([...columns]),
    rowCount,
    data: Object.freeze([...data]),
  })
  return knownTables.made(table as unknown as Table<unknown, string>) as unknown as Table<T>
}

export function makeCategorical<L extends string>(codes: Int32Array, levels: readonly L[]): Categorical<L> {
  return Object.freeze({ codes, levels: Object.freeze([...levels]) })
}

export function isNumeric(column: Float64Array | Categorical): column is Float64Array {
  return column instanceof Float64Array
}

/** The rows at the given positions, in their order. */
export function takeRows(column: Float64Array | Categorical, rows: Int32Array): Float64Array | Categorical {
  if (isNumeric(column)) {
    const out = new Float64Array(rows.length)
    for (let i = 0; i < rows.length; i++) out[i] = column[rows[i]!]!
    return out
  }
  const codes = new Int32Array(rows.length)
  for (let i = 0; i < rows.length; i++) codes[i] = column.codes[rows[i]!]!
  return makeCategorical(codes, column.levels)
}
