import { dsvFormat } from 'd3-dsv'
import { CausalError, calledAs } from '../../errors.js'
import { checkedList, checkedObject, unknownName } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { makeTable } from '../tables/make-table.js'
import type { Cell, Table } from '../types.js'
import { categories, foundColumn, numbers } from './csv-columns.js'
import { wrongEncoding } from './csv-encoding.js'
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
  /** What parts the fields, one character (default: a comma; a file that seems to have another one is refused). */
  readonly delimiter?: string
  /** What parts the whole and the decimal part of a number (default: a point). */
  readonly decimal?: '.' | ','
  /** Called now and then with how far the reading is. */
  readonly onProgress?: (progress: CsvProgress) => void
  /** An AbortSignal: stops the reading with the error `aborted`; looked at wherever `onProgress` is called. */
  readonly signal?: { readonly aborted: boolean }
}

/**
 * How far {@link readCsv} is, for its option `onProgress`.
 *
 * @category Data
 */
export interface CsvProgress {
  /** `rows` while the text is parted into fields, then `columns` while these become numbers or categories. */
  readonly stage: 'rows' | 'columns'
  /** Characters of the text that were read (quotes are not counted until the end), or columns that are done. */
  readonly done: number
  /** Characters of the text, or columns, in all. */
  readonly total: number
}

/**
 * The cells of a table read from CSV: those of declared columns are known, the others are numbers or strings.
 *
 * @category Data
 */
export type CellsOfCsv<C> = Record<string, Cell> & {
  [K in keyof C]: C[K] extends 'number' ? number : C[K] extends readonly (infer L)[] ? L : string
}

/** What stands for a missing value where nothing else is said. */
export const missingTexts: readonly string[] = ['', 'NA', 'N/A', 'NaN', 'nan', 'null', 'NULL', 'None']

/**
 * A table from a CSV text with a header row.
 *
 * Follows RFC 4180: quoted fields may hold delimiters, doubled quotes and line breaks; lines end in LF, CRLF or CR. A
 * byte order mark is passed over, and so are empty lines (in a table of one column they are missing values). A column
 * whose present cells are all decimal numbers is numeric, any other is categorical; one with codes such as `007` or with
 * whole numbers of more than 15 digits stays categorical, since as numbers they would lose digits. Spaces around a
 * number, or around a text that stands for a missing value, don't count.
 *
 * Nothing is dropped or guessed in silence. A column most of whose cells are numbers while some are not is an error at
 * the first of these, and so are numbers with a decimal comma where none is declared, categories that differ by spaces at
 * their ends only, a header that holds another delimiter, and a text in UTF-16: declare what is meant in `columns`,
 * `decimal` or `delimiter`. {@link toCsv} writes what is read here.
 *
 * @param text - the text of the file
 * @param options - column types, the texts for a missing value, the delimiter, the decimal sign
 * @returns the table; missing numbers are `NaN`, missing categories have the code −1
 * @throws CausalError `parse`, with `line` and `column` of the text in `details`: a row with too few or too many fields,
 *   an unterminated quote, a cell that is not of its column's declared type, a duplicate or empty name in the header, an
 *   empty text, and what may be misread; `unknown-name` for a declared column that is not there; `invalid-argument` for
 *   a bad option; `aborted`
 * @complexity O(length of the text)
 * @category Data
 * @example
 * const t = readCsv('name,dose\n"Smith, J.",1.5\nDoe,NA\n')
 * toRows(t)
 * //=> [{ name: 'Smith, J.', dose: 1.5 }, { name: 'Doe', dose: null }]
 * readCsv('dose\n1.5\n2\nhigh')
 * //=> throws 'parse'
 */
export function readCsv<const C extends Readonly<Record<string, CsvColumnType>> = Readonly<Record<never, never>>>(
  text: string,
  options: CsvOptions<C> = {},
): Table<CellsOfCsv<C>> {
  return calledAs('readCsv', () => {
    checkOptions('options', options, ['columns', 'missing', 'delimiter', 'decimal', 'onProgress', 'signal'])

    const { delimiter = ',', missing = missingTexts, decimal = '.' } = checkedObject('options', options)
    if (typeof text !== 'string') {
      throw new CausalError('invalid-argument', `give the text of the file, got ${typeof text}.`, {})
    }
    if (typeof delimiter !== 'string' || !/^[^"\n\r]$/.test(delimiter)) {
      throw new CausalError('invalid-argument', `the delimiter must be one character, got ${show(delimiter)}.`, {
        delimiter,
      })
    }
    if ((decimal !== '.' && decimal !== ',') || decimal === delimiter) {
      throw new CausalError(
        'invalid-argument',
        `decimal is "." or ",", and not the delimiter ${show(delimiter)}; got ${show(decimal)}.`,
        { decimal },
      )
    }
    checkedList('texts for a missing value', missing)
    const body = text.startsWith('\uFEFF') ? text.slice(1) : text
    const { header, rows, places } = readRows(body, delimiter, options)
    const declared = new Map<string, CsvColumnType>(Object.entries(options.columns ?? {}))
    for (const [name, type] of declared) {
      if (!header.includes(name)) throw unknownName('column', name, header)
      if (type !== 'number' && type !== 'category' && !isTextList(type)) {
        throw new CausalError(
          'invalid-argument',
          `column ${show(name)} is 'number', 'category' or a list of categories.`,
          { column: name },
        )
      }
    }
    const absent = new Set(missing)
    const longest = missing.reduce((most, text) => Math.max(most, text.length), 0)
    // most cells begin and end with no space, and are longer than any text for a missing value
    const isAbsent = (cell: string): boolean =>
      (cell.length <= longest && absent.has(cell)) || (/^\s|\s$/.test(cell) && absent.has(cell.trim()))
    const data = header.map((name, j) => {
      report(options, { stage: 'columns', done: j, total: header.length })
      const cells = rows.map((row) => (isAbsent(row[j]!) ? null : row[j]!))
      const fail = (i: number, message: string): CausalError =>
        failure(csvPosition(body, delimiter, places[i]!, j), message)
      const type = declared.get(name)
      if (type === undefined) return foundColumn(name, cells, decimal, fail)
      return type === 'number' ? numbers(name, cells, decimal, fail) : categories(name, cells, type, fail)
    })
    report(options, { stage: 'columns', done: header.length, total: header.length })
    return makeTable<CellsOfCsv<C>>(header, rows.length, data)
  })
}

function isTextList(type: unknown): boolean {
  return Array.isArray(type) && type.every((text) => typeof text === 'string')
}

/** Tells the caller how far the reading is, and stops it when the caller asks for that. */
function report({ onProgress, signal }: CsvOptions, progress: CsvProgress): void {
  if (onProgress !== undefined && typeof onProgress !== 'function')
    throw new CausalError('invalid-argument', 'onProgress must be a function.')
  onProgress?.(Object.freeze(progress))
  if (signal?.aborted === true)
    throw new CausalError('aborted', `stopped by the caller in the stage ${progress.stage}.`, {
      ...progress,
    })
}

const rowsBetweenReports = 4096

/** Header, rows of as many fields, and where each row stands among all that were read. */
function readRows(
  text: string,
  delimiter: string,
  options: CsvOptions,
): { header: string[]; rows: string[][]; places: number[] } {
  const encoding = wrongEncoding(text)
  if (encoding !== null) throw failure({ line: 1, column: 1 }, encoding)
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
  let read = 0
  const count = (row: string[], i: number): string[] => {
    for (const cell of row) read += cell.length + 1
    if (i % rowsBetweenReports === 0) report(options, { stage: 'rows', done: read, total: text.length })
    return row
  }
  const format = dsvFormat(delimiter)
  const isWatched = options.onProgress !== undefined || options.signal !== undefined
  const [header = [], ...all] = (isWatched ? format.parseRows(text, count) : format.parseRows(text)) as [
    string[],
    ...string[][],
  ]
  report(options, { stage: 'rows', done: text.length, total: text.length })
  if (options.delimiter === undefined) checkDelimiter(text, header)
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

/** A header of one name without quotes that holds another delimiter was meant to be several. */
function checkDelimiter(text: string, header: readonly string[]): void {
  const other = header.length === 1 && !text.startsWith('"') ? /[;\t|]/.exec(header[0]!)?.[0] : undefined
  if (other === undefined) return
  const shown = JSON.stringify(other)
  throw failure(
    { line: 1, column: header[0]!.indexOf(other) + 1 },
    `the header is a single name and holds ${shown}: give \`delimiter: ${shown}\` if that parts the fields, or \`delimiter: ","\` if it belongs to the name.`,
  )
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
