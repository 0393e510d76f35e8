import { dsvFormat } from 'd3-dsv'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject, unknownName } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { makeTable } from '../tables/make-table.js'
import type { Cell, Table } from '../types.js'
import { categories, numbers, plainNumbers } from './csv-columns.js'
import { type CsvPosition, csvPosition, walkCsv } from './csv-walk.js'

/**
 * What a column of a CSV text holds: numbers, categories, or these categories in this order.
 *
 * @category Data
 */
export type CsvColumnType = 'number' | 'category' | readonly string[]

/**
 * How to read a CSV text.
 *
 * @category Data
 */
export interface CsvOptions<
  C extends Readonly<Record<string, CsvColumnType>> = Readonly<Record<string, CsvColumnType>>,
> {
  /** The type of some columns by name; those of the others are found from their cells. */
  readonly columns?: C
  /** Texts that stand for a missing value (default: empty, `NA`, `N/A`, `NaN`, `nan`, `null`, `NULL`, `None`). */
  readonly missing?: readonly string[]
  /** What parts the fields, one character (default: a comma). */
  readonly delimiter?: string
}

/**
 * The cells of a table read from CSV: those of declared columns are known, the others are numbers or strings.
 *
 * @category Data
 */
export type CellsOfCsv<C> = Record<string, Cell> & {
  [K in keyof C]: C[K] extends 'number' ? number : C[K] extends readonly (infer L)[] ? L : string
}

const missingTexts = ['', 'NA', 'N/A', 'NaN', 'nan', 'null', 'NULL', 'None']

/**
 * A table from a CSV text with a header row.
 *
 * Follows RFC 4180: quoted fields may hold delimiters, doubled quotes and line breaks; lines end in LF, CRLF or CR. A
 * byte order mark is passed over, and so are empty lines (in a table of one column they are missing values). A column
 * whose present cells are all decimal numbers is numeric, any other is categorical; one with codes such as `007` or with
 * whole numbers of more than 15 digits stays categorical, since as numbers they would lose digits. Spaces around a
 * number, or around a text that stands for a missing value, don't count. Nothing is dropped or guessed in silence.
 *
 * @param text - the text of the file
 * @param options - column types, the texts for a missing value, the delimiter
 * @returns the table; missing numbers are `NaN`, missing categories have the code −1
 * @throws CausalError `parse`, with `line` and `column` of the text in `details`: a row with too few or too many fields,
 *   an unterminated quote, a cell that is not of its column's declared type, a duplicate or empty name in the header, an
 *   empty text; `unknown-name` for a declared column that is not there; `invalid-argument` for a bad option
 * @complexity O(length of the text)
 * @category Data
 * @example
 * const t = readCsv('name,dose\n"Smith, J.",1.5\nDoe,NA\n')
 * toRows(t)
 * //=> [{ name: 'Smith, J.', dose: 1.5 }, { name: 'Doe', dose: null }]
 * readCsv('dose\nhigh', { columns: { dose: 'number' } })
 * //=> throws 'parse'
 */
export function readCsv<const C extends Readonly<Record<string, CsvColumnType>> = Readonly<Record<never, never>>>(
  text: string,
  options: CsvOptions<C> = {},
): Table<CellsOfCsv<C>> {
  return calledAs('readCsv', () => {
    checkOptions('options', options, ['columns', 'missing', 'delimiter'])

    const { delimiter = ',', missing = missingTexts } = checkedObject('options', options)
    if (typeof text !== 'string') {
      throw new CausalError('invalid-argument', `give the text of the file, got ${typeof text}.`, {})
    }
    if (delimiter.length !== 1 || delimiter === '"' || delimiter === '\n' || delimiter === '\r') {
      throw new CausalError('invalid-argument', `the delimiter must be one character, got ${show(delimiter)}.`, {
        delimiter,
      })
    }
    const body = text.startsWith('\uFEFF') ? text.slice(1) : text
    const { header, rows, places } = readRows(body, delimiter)
    const declared = new Map<string, CsvColumnType>(Object.entries(options.columns ?? {}))
    for (const name of declared.keys()) {
      if (!header.includes(name)) throw unknownName('column', name, header)
    }
    const absent = new Set(missing)
    const longest = missing.reduce((most, text) => Math.max(most, text.length), 0)
    // most cells begin and end with no space, and are longer than any text for a missing value
    const isAbsent = (cell: string): boolean =>
      (cell.length <= longest && absent.has(cell)) || (/^\s|\s$/.test(cell) && absent.has(cell.trim()))
    const data = header.map((name, j) => {
      const cells = rows.map((row) => (isAbsent(row[j]!) ? null : row[j]!))
      const fail = (i: number, message: string): CausalError =>
        failure(csvPosition(body, delimiter, places[i]!, j), message)
      const type = declared.get(name)
      const found = type === undefined ? plainNumbers(cells) : null
      if (found !== null) return found
      return type === 'number' ? numbers(name, cells, fail) : categories(name, cells, type ?? 'category', fail)
    })
    return makeTable<CellsOfCsv<C>>(header, rows.length, data)
  })
}

/** Header, rows of as many fields, and where each row stands among all that were read. */
function readRows(text: string, delimiter: string): { header: string[]; rows: string[][]; places: number[] } {
  if (text.trim() === '')
    throw failure({ line: 1, column: 1 }, 'the text is empty: it needs a header and at least one row.')
  if (text.includes('"')) {
    const problem = walkCsv(text, delimiter, () => false)
    if (problem !== null) {
      throw failure(
        problem,
        problem.problem === 'unterminated'
          ? 'a quote opens here and is never closed.'
          : 'text follows a closing quote: double a quote that is part of a quoted field.',
      )
    }
  }
  const [header = [], ...all] = dsvFormat(delimiter).parseRows(text) as [string[], ...string[][]]
  checkHeader(text, delimiter, header)
  const rows: string[][] = []
  const places: number[] = []
  for (const [i, row] of all.entries()) {
    if (header.length > 1 && row.length === 1 && row[0] === '') continue
    if (row.length !== header.length) {
      const at = csvPosition(text, delimiter, i + 1, Math.min(row.length - 1, header.length))
      throw failure(at, `the row has ${row.length} fields, but the header has ${header.length}.`)
    }
    rows.push(row)
    places.push(i + 1)
  }
  if (rows.length === 0) throw failure({ line: 1, column: 1 }, 'there is a header but no row below it.')
  return { header, rows, places }
}

function checkHeader(text: string, delimiter: string, header: readonly string[]): void {
  const seen = new Map<string, number>()
  for (const [j, name] of header.entries()) {
    if (name.trim() === '')
      throw failure(csvPosition(text, delimiter, 0, j), `the header has no name for column ${j + 1}.`)
    if (seen.has(name)) {
      throw failure(
        csvPosition(text, delimiter, 0, j),
        `the header has ${show(name)} twice, in columns ${seen.get(name)! + 1} and ${j + 1}.`,
      )
    }
    seen.set(name, j)
  }
}

function failure({ line, column }: CsvPosition, message: string): CausalError {
  return new CausalError('parse', `line ${line}, column ${column}: ${message}`, { line, column })
}
