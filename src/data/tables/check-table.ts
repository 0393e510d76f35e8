import { CausalError } from '../../errors.js'
import { indexNames } from '../../names.js'
import { show } from '../../show.js'
import type { Table } from '../types.js'
import { checkCategorical, checkFinite, columnLength, isCategorical } from './check-column.js'
import { knownTables } from './make-table.js'

/**
 * The door of every function that takes a table: throws unless it is one, with as many columns as names, each of `rowCount`
 * values, and codes that stand in the levels.
 */
export function checkTable(table: Table<unknown, string>): void {
  if (typeof table !== 'object' || table === null || !Array.isArray(table.columns) || !Array.isArray(table.data))
    throw new CausalError(
      'invalid-argument',
      'expected a table, such as table(rows), readCsv(text) or fromArrow(…) makes.',
    )
  if (knownTables.has(table)) return
  const { columns, data, rowCount } = table
  indexNames('column', columns)
  if (data.length !== columns.length) {
    const message = `the table has ${columns.length} column names, but ${data.length} columns in \`data\`.`
    throw new CausalError('invalid-data', message, { names: columns.length, columns: data.length })
  }
  for (const [i, name] of columns.entries()) {
    const column: unknown = data[i]
    if (column instanceof Float64Array) checkFinite(name, column)
    else if (isCategorical(column)) checkCategorical(name, column)
    else {
      // what table() would turn into one is no column yet
      const message = `column ${show(name)} of the table must be a Float64Array or { codes, levels }, got ${show(column)}: table({ … }) makes them.`
      throw new CausalError('invalid-data', message, { column: name })
    }
    const length = columnLength(column)
    if (length === rowCount) continue
    const message = `the rowCount of the table is ${show(rowCount)}, but column ${show(name)} has ${length} values.`
    throw new CausalError('invalid-data', message, { column: name, rowCount, length })
  }
  if (columns.length === 0 && rowCount !== 0)
    throw new CausalError('invalid-data', `a table without columns has no rows, got the rowCount ${show(rowCount)}.`)
  knownTables.checked(table)
}
