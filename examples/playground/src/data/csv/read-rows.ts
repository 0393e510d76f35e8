import { type CsvProgress, type CsvTable, readCsv, type Table } from 'causalkit/data'
import { daysOf } from '../dates'
import type { Reading } from '../reading'
import { decoded } from './decode'
import { doubtsOf } from './doubts'
import { type Grouping, groupedNumbers } from './grouped'
import { asHere } from './sentences'
import { type CsvForm, firstForm, type Separator, separators } from './settings'

export interface CsvRows {
  readonly table: Table
  readonly dates: readonly string[]
  readonly notes: readonly string[]
  readonly reading: Reading
}

/** Rows from the bytes of a text file. Throws a sentence. */
export function readRows(
  bytes: Uint8Array,
  name: string,
  form: CsvForm = firstForm,
  onProgress: (progress: CsvProgress) => void = () => {},
): CsvRows {
  const { text: whole, label, notes } = decoded(bytes, name, form.encoding)
  // the line that Excel understands
  const [first, told] = /^\uFEFF?sep=([^\r\n])\r?\n/.exec(whole) ?? []
  const text = first === undefined ? whole : whole.slice(first.length)
  const delimiter = form.separator === 'auto' ? told : form.separator
  const categories = form.categories
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const options = {
    ...(delimiter === undefined ? {} : { delimiter }),
    missing: ['', ...form.missing.split(/\s+/).filter((word) => word !== '')],
    onProgress,
  }
  try {
    const { numbers } = form
    const read =
      numbers === ',.' || numbers === '.,'
        ? withSigns(text, numbers, options, categories)
        : numbers === ','
          ? withComma(text, options, categories)
          : plainly(text, options, categories, numbers === 'auto')
    const { columns, rowCount, data } = read.table
    const dates: string[] = []
    const dated = data.map((column, i) => {
      if (column instanceof Float64Array || categories.includes(columns[i]!) || column.levels.length === 0)
        return column
      const days = daysOf(column)
      if (!(days instanceof Float64Array)) return column
      dates.push(columns[i]!)
      return days
    })
    const table = { columns, rowCount, data: dated } as Table
    const reading: Reading = {
      format: 'csv',
      encoding: label,
      delimiter: delimiter ?? null,
      decimal: read.decimal,
      hasSigns: read.hasSigns,
      skipsLine: first !== undefined,
      missing: form.missing === firstForm.missing ? null : options.missing,
      columns: { ...kept(categories), ...Object.fromEntries(dates.map((date) => [date, 'date' as const])) },
    }
    return { table, dates, notes: [...notes, ...read.notes, ...doubtsOf(table, categories)], reading }
  } catch (error) {
    if (error instanceof Error) error.message = asHere(error.message)
    throw error
  }
}

type Options = NonNullable<Parameters<typeof readCsv>[1]>
interface Read {
  readonly table: Table
  readonly notes: readonly string[]
  readonly decimal: '.' | ','
  readonly hasSigns: boolean
}

const kept = (names: readonly string[]): Record<string, 'category'> =>
  Object.fromEntries(names.map((each) => [each, 'category']))

/** The library's doubts about cells: the page reads dates itself, and tells its own doubts of what stayed categories. */
const isOfCells = /^column .* was read as categories: /s

function notesOf({ reading }: Pick<CsvTable<unknown>, 'reading'>): string[] {
  const { delimiter, index } = reading
  const notes: string[] = []
  if (delimiter.found && delimiter.character !== ',')
    notes.push(`Fields are parted by a ${separators[delimiter.character as Separator]}.`)
  if (index?.counts === true) notes.push('The first column has no name and counts the rows: it was left out.')
  return [...notes, ...reading.warnings.filter((warning) => !isOfCells.test(warning)).map(asHere)]
}

function plainly(text: string, options: Options, categories: readonly string[], isAuto: boolean): Read {
  try {
    const read = readCsv(text, { ...options, columns: kept(categories) })
    return { table: read, notes: notesOf(read), decimal: '.', hasSigns: false }
  } catch (error) {
    const isComma = error instanceof Error && /looks like a number with a decimal comma/.test(error.message)
    if (!isAuto || !isComma) throw error
    if (hasDecimalComma(text, separatorOf(text, options))) return withComma(text, options, categories)
    throw new Error(
      error.message.replace(
        /, as do [\s\S]*$/,
        ', or with a comma between thousands. Choose how numbers are written under "How the file is written".',
      ),
    )
  }
}

/** 1,5 and 0,123 cannot have a comma between thousands; 1,234 can. */
function hasDecimalComma(text: string, separator: string): boolean {
  const number = String.raw`\s*[+-]?(?:0,\d+|\d+,(?:\d{1,2}|\d{4,}))(?:[eE][+-]?\d+)?\s*`
  const end = `\\${separator}`
  const cell = separator === ',' ? `"${number}"` : `(?:^|${end}|"|\n)${number}(?=$|${end}|"|\r|\n)`
  return new RegExp(cell).test(text)
}

function withComma(text: string, options: Options, categories: readonly string[]): Read {
  const told = 'Numbers are written with a decimal comma (1,5).'
  if (separatorOf(text, options) === ',') {
    const read = withSigns(text, ',', options, categories)
    return { ...read, notes: [told, ...read.notes] }
  }
  const read = readCsv(text, { ...options, columns: kept(categories), decimal: ',' })
  return { table: read, notes: [told, ...notesOf(read)], decimal: ',', hasSigns: false }
}

/** All columns as texts first; those whose texts are numbers with such signs become numbers. */
function withSigns(text: string, form: Grouping, options: Options, categories: readonly string[]): Read {
  const { columns, reading } = header(text, options)
  const unknown = categories.find((name) => !columns.includes(name))
  if (unknown !== undefined) throw new Error(`"${unknown}" is kept as categories, but no column is called so.`)
  const read = readCsv(text, { ...options, columns: kept(columns), delimiter: reading.delimiter.character })
  const data = read.data.map((column, i) => {
    if (column instanceof Float64Array || categories.includes(read.columns[i]!)) return column
    return groupedNumbers(column, form) ?? column
  })
  return {
    table: { columns: read.columns, rowCount: read.rowCount, data } as Table,
    notes: notesOf({ reading: { ...read.reading, delimiter: reading.delimiter } }),
    // what no option of the library says
    decimal: '.',
    hasSigns: true,
  }
}

const separatorOf = (text: string, options: Options): string => header(text, options).reading.delimiter.character

/** The header, read with itself as a row. */
function header(text: string, options: Options) {
  const head = text.slice(0, endOfHeader(text)).replace(/^\uFEFF/, '')
  const { onProgress: _, ...others } = options
  return readCsv(`${head}\n${head}\n`, others)
}

/** Where the first line that holds anything ends, outside of quotes. */
function endOfHeader(text: string): number {
  let isQuoted = false
  let holdsAny = false
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!
    if (character === '"') isQuoted = !isQuoted
    if (character === '\n' || character === '\r') {
      if (!isQuoted && holdsAny) return i
    } else if (character !== '\uFEFF' && character !== ' ') holdsAny = true
  }
  return text.length
}
