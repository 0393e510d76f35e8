import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { checkTable } from '../tables/check-table.js'
import { isNumeric } from '../tables/make-table.js'
import type { Categorical, Table } from '../types.js'
import { missingTexts } from './csv-options.js'

/**
 * How to write a CSV text.
 *
 * @category Data
 */
export interface CsvFormat {
  /** What parts the fields, one character (default: a comma). */
  readonly delimiter?: string
  /** What stands for a missing value (default `NA`); read it back with the option `missing` of {@link readCsv}. */
  readonly missing?: string
}

/**
 * A table as a CSV text with a header row, which {@link readCsv} reads back.
 *
 * Numbers are written so that they come back to the last bit. Categories come back as such, in their order, where they
 * are declared: `readCsv(text, { columns: { size: ['small', 'large'] } })`; undeclared ones that are all numbers, such as
 * `1` and `2`, come back as numbers.
 *
 * @param table - a table of n rows and p columns
 * @param options - the delimiter, and what stands for a missing value
 * @returns the text, its lines ending in LF
 * @throws CausalError `invalid-data` for a category that would be read as a missing value, or a column without a name;
 *   `invalid-argument` for a bad option
 * @complexity O(n p)
 * @category Data
 * @example
 * toCsv(table({ name: ['Smith, J.', 'Doe'], dose: [1.5, null] }))
 * //=> 'name,dose\n"Smith, J.",1.5\nDoe,NA\n'
 */
export function toCsv<T>(table: Table<T>, options: CsvFormat = {}): string {
  return calledAs('toCsv', () => {
    checkTable(table)
    checkOptions('options', options, ['delimiter', 'missing'])
    const { delimiter = ',', missing } = checkedObject('options', options)
    if (typeof delimiter !== 'string' || !/^[^"\n\r]$/.test(delimiter)) {
      throw new CausalError('invalid-argument', `the delimiter must be one character, got ${show(delimiter)}.`, {
        delimiter,
      })
    }
    if (missing !== undefined && (typeof missing !== 'string' || Number.isFinite(Number(missing || 'none')))) {
      throw new CausalError(
        'invalid-argument',
        `missing must be a text that is not a number, such as "NA", got ${show(missing)}.`,
      )
    }
    const quoted = (text: string): string =>
      /["\n\r;\t|]|^\uFEFF/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text
    const absent = quoted(missing ?? 'NA')
    const nameless = table.columns.find((name) => name.trim() === '')
    if (nameless !== undefined || table.columns.length === 0) {
      const what = nameless === undefined ? 'no column' : `a column ${show(nameless)}, whose name is empty`
      throw new CausalError('invalid-data', `the table has ${what}: a header needs a name for each column.`)
    }
    const cells = table.data.map((column, j) => {
      if (isNumeric(column))
        return (i: number): string => (Number.isNaN(column[i]!) ? absent : quoted(digits(column[i]!)))
      const levels = levelTexts(table.columns[j]!, column, missing === undefined ? missingTexts : [missing]).map(quoted)
      return (i: number): string => levels[column.codes[i]!] ?? absent
    })
    const lines = [table.columns.map(quoted).join(delimiter)]
    for (let i = 0; i < table.rowCount; i++) lines.push(cells.map((cell) => cell(i)).join(delimiter))
    return `${lines.join('\n')}\n`
  })
}

function levelTexts(name: string, { levels }: Categorical, missing: readonly string[]): readonly string[] {
  const lost = levels.find((level) => missing.includes(level) || missing.includes(level.trim()))
  if (lost === undefined) return levels
  throw new CausalError(
    'invalid-data',
    `the category ${show(lost)} of column ${show(name)} would be read as a missing value: rename it, or give another text for these, \`missing: "?"\`, and read with \`missing: ["?"]\`.`,
    { column: name, level: lost },
  )
}

/** The shortest text that reads back as the same double; long whole numbers with an exponent, since digits alone read as a code. */
function digits(value: number): string {
  if (Object.is(value, -0)) return '-0'
  return Math.abs(value) >= 1e15 ? value.toExponential() : String(value)
}
