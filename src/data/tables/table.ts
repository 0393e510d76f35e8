import { CausalError, calledAs } from '../../errors.js'
import { indexNames } from '../../names.js'
import { show } from '../../show.js'
import type { CellsOfColumns, CellsOfRows, ColumnInput } from '../cell-types.js'
import type { Table } from '../types.js'
import { columnLength } from './check-column.js'
import { columnOf } from './column-of.js'
import { makeTable } from './make-table.js'

/**
 * A table of typed columns, from columns or from row objects.
 *
 * Numbers become a Float64Array (one that is given is taken over without a copy) and strings become categories, their
 * levels in code-unit order so that the order of rows does not matter; give `{ codes, levels }` for another order.
 * Booleans become the numbers 0 and 1, and a `Date` the number of days since 1970-01-01 (UTC), with its fraction, as in
 * {@link readCsv}. `null`, `undefined`, a key that a row lacks, and `NaN` are missing; an empty
 * string is a category like any other. The compiler knows the columns, and the categories of literals.
 *
 * @param input - `{ X: [1, 2], C: ['a', 'b'] }`, columns of one length; or `[{ X: 1, C: 'a' }, { X: 2, C: 'b' }]`, whose
 *   columns stand in the order in which their names first come up
 * @returns the table, frozen
 * @throws CausalError `invalid-data` for mixed types, infinite numbers, columns of different lengths (each named with
 *   the row) and for an empty table
 * @complexity O(n p) for n rows and p columns
 * @category Data
 * @example
 * const people = table([{ age: 41, smokes: 'yes' }, { age: 35, smokes: 'no' }])
 * people.columns
 * //=> ['age', 'smokes']
 * column(people, 'smokes')
 * //=> { codes: [1, 0], levels: ['no', 'yes'] }
 * table({ X: [1, 'one'] })
 * //=> throws 'invalid-data'
 */
export function table<const R extends object>(input: readonly R[]): Table<CellsOfRows<R>>
export function table<const C extends Readonly<Record<string, ColumnInput>>>(input: C): Table<CellsOfColumns<C>>
export function table(input: unknown): Table {
  return calledAs('table', () => {
    if (typeof input !== 'object' || input === null || ArrayBuffer.isView(input)) {
      throw new CausalError('invalid-argument', 'give a list of row objects, or an object of columns.', {})
    }
    if (input instanceof Map || input instanceof Set) {
      const message = `a ${input instanceof Map ? 'Map' : 'Set'} has no keys of its own: give a list of row objects, or Object.fromEntries(map) of columns.`
      throw new CausalError('invalid-argument', message, {})
    }
    return Array.isArray(input) ? tableOfColumns(gatherRows(input)) : tableOfColumns(Object.entries(input))
  })
}

/** A table of named columns of any accepted form. */
export function tableOfColumns(entries: Iterable<readonly [string, unknown]>): Table {
  const given = [...entries]
  const names = given.map(([name]) => name)
  indexNames('column', names)
  const data = given.map(([name, values]) => columnOf(name, values))
  const [first] = data
  if (first === undefined || columnLength(first) === 0) {
    throw new CausalError('invalid-data', `the table is empty: it has no ${first ? 'row' : 'column'}.`, {})
  }
  const rowCount = columnLength(first)
  for (const [i, column] of data.entries()) {
    if (columnLength(column) === rowCount) continue
    throw new CausalError(
      'invalid-data',
      `column ${show(names[i])} has ${columnLength(column)} values, but ${show(names[0])} has ${rowCount}.`,
      { column: names[i] },
    )
  }
  return makeTable(names, rowCount, data)
}

function gatherRows(rows: readonly unknown[]): Map<string, unknown[]> {
  const columns = new Map<string, unknown[]>()
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]
    if (typeof row !== 'object' || row === null || Array.isArray(row)) {
      throw new CausalError(
        'invalid-data',
        `row ${i} (counting from 0) is ${show(row)}, not an object: each row maps names to cells, such as { X: 1, Y: 2 }.`,
        { row: i },
      )
    }
    for (const name of Object.keys(row)) {
      let values = columns.get(name)
      if (values === undefined) {
        values = new Array<unknown>(rows.length)
        columns.set(name, values)
      }
      values[i] = (row as Record<string, unknown>)[name]
    }
  }
  return columns
}
