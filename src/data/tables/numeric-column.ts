import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import type { Categorical, Table } from '../types.js'
import { columnAt } from './column.js'
import { isNumeric } from './make-table.js'
import { missingNumbers, missingValues } from './missing.js'

/** What to do about a column of texts all of which read as numbers, as other readers of CSV give them; '' for other texts. */
export function textsOfNumbers(levels: readonly string[]): string {
  const isNumber = (text: string): boolean => /^\s*[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?\s*$/i.test(text)
  if (levels.length < 3 || !levels.every(isNumber)) return ''
  return ` Its categories are texts that read as numbers, such as ${show(levels[0])}: give numbers, Number(text), to table(…), or read the file with readCsv.`
}

/** The numbers of a column that a method needs whole: an error names a categorical one, or counts what is missing in the columns `needed`. */
export function numericColumn(table: Table<unknown, string>, name: string, needed?: readonly string[]): Float64Array {
  return wholeNumbers(table, name, columnAt(table, name), needed)
}

/** The same for a column in hand. */
export function wholeNumbers(
  table: Table<unknown, string>,
  name: string,
  column: Float64Array | Categorical,
  needed?: readonly string[],
): Float64Array {
  if (!isNumeric(column)) {
    throw new CausalError(
      'invalid-data',
      `column ${show(name)} is categorical, and numbers are needed: select the numeric columns, or code it as numbers.${textsOfNumbers(column.levels)}`,
      { column: name },
    )
  }
  const missing = missingNumbers(column)
  if (missing > 0) throw missingValues(table, name, needed)
  return column
}
