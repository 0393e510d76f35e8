import { CausalError, calledAs } from '../../errors.js'
import { checkedList } from '../../names.js'
import { tableOfColumns } from '../tables/table.js'
import type { Table } from '../types.js'

/**
 * The part of an Arquero table that is read here.
 *
 * @category Data
 */
export interface ArqueroTable {
  /** The columns' names. */
  columnNames(): string[]
  /** Whether rows are hidden by a filter. */
  isFiltered(): boolean
  /** Whether rows are shown in another order. */
  isOrdered(): boolean
  /** A column as it is stored. */
  column(name: string): unknown
  /** A column's values after filter and order. */
  array(name: string): unknown
}

/**
 * A table from an Arquero table, with its filter and order applied.
 *
 * A Float64Array of a table that is neither filtered nor ordered is taken over without a copy.
 *
 * @param arquero - an Arquero table; the library itself does not depend on arquero
 * @returns the table
 * @throws CausalError `invalid-data` for a column of dates, objects or mixed types, by name
 * @complexity O(p), and O(n) for each column that must be copied
 * @category Data
 * @example
 * const columns = new Map([['X', Float64Array.of(1, 2)]])
 * toRows(fromArquero({
 *   columnNames: () => [...columns.keys()],
 *   isFiltered: () => false,
 *   isOrdered: () => false,
 *   column: (name) => columns.get(name),
 *   array: (name) => [...(columns.get(name) ?? [])],
 * }))
 * //=> [{ X: 1 }, { X: 2 }]
 */
export function fromArquero(arquero: ArqueroTable): Table {
  return calledAs('fromArquero', () => {
    const methods = ['columnNames', 'isFiltered', 'isOrdered', 'column', 'array'] as const
    if (
      typeof arquero !== 'object' ||
      arquero === null ||
      methods.some((name) => typeof arquero[name] !== 'function')
    ) {
      throw new CausalError('invalid-argument', 'expected an Arquero table.')
    }
    const asStored = !arquero.isFiltered() && !arquero.isOrdered()
    const columns = checkedList('column names', arquero.columnNames()).map((name): [string, unknown] => {
      const stored = asStored ? arquero.column(name) : null
      return [name, stored instanceof Float64Array ? stored : arquero.array(name)]
    })
    return tableOfColumns(columns)
  })
}
