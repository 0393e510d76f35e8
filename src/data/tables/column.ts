import { calledAs } from '../../errors.js'
import { lookUp } from '../../names.js'
import type { Categorical, Cell, Column, Table } from '../types.js'
import { checkTable } from './check-table.js'

/**
 * One column of a table: a Float64Array of numbers, or categories as codes and levels.
 *
 * @param table - the table
 * @param name - the column's name
 * @returns the column itself, not a copy: don't write to it
 * @throws CausalError `unknown-name` with the nearest names
 * @complexity O(p)
 * @category Data
 * @example
 * column(table({ X: [1, 2, 4] }), 'X')
 * //=> [1, 2, 4]
 */
export function column<T, const K extends keyof T & string>(
  table: Table<T>,
  name: K,
): Column<T[K] extends Cell ? T[K] : Cell> {
  return calledAs('column', () => columnAt(table, name) as Column<T[K] extends Cell ? T[K] : Cell>)
}

/** The column called `name`, or an error with the nearest names. */
export function columnAt(table: Table<unknown, string>, name: string): Float64Array | Categorical {
  const i = positionOf(table, name)
  return table.data[i]!
}

export function positionOf(table: Table<unknown, string>, name: string): number {
  checkTable(table)
  const i = table.columns.indexOf(name)
  return i >= 0 ? i : lookUp('column', new Map(table.columns.map((column, j) => [column, j])), name)
}
