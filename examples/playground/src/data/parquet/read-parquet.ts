import type { Categorical, Table } from 'causalkit/data'
import { Cells } from './cells'
import { type Column, columnsOf, type Meaning, NoText } from './columns'
import { readPage } from './pages'
import { broken, ParquetRefusal } from './refusal'
import { countOf, type Fields, readStruct, structOf, structs } from './thrift'

// The file format of https://parquet.apache.org/docs/file-format/: the footer is a struct of Thrift with the schema and, for each
// group of rows, where the pages of each column are.

export interface ReadParquet {
  readonly table: Table
  /** The columns whose numbers are days since 1970-01-01. */
  readonly dates: readonly string[]
  /** What is to be told of the file: what was left out first. */
  readonly notes: readonly string[]
}

/** More cells than this are more than a page of a browser should hold. */
const mostCells = 100_000_000

/** Reads the flat columns of a Parquet file: numbers, decimals, booleans, dates, times and text; tells which others it leaves out. */
export async function readParquet(
  bytes: Uint8Array,
  onProgress: (share: number) => void = () => {},
): Promise<ReadParquet> {
  try {
    return await readFile(bytes, onProgress)
  } catch (error) {
    // what no check foresaw: an index or a size that cannot be
    if (error instanceof RangeError || error instanceof TypeError || error instanceof SyntaxError)
      throw broken('its parts do not fit together')
    throw error
  }
}

async function readFile(bytes: Uint8Array, onProgress: (share: number) => void): Promise<ReadParquet> {
  const { footer, end } = footerOf(bytes)
  const columns = columnsOf(structs(footer[2]))
  const twice = columns.find(({ name }, i) => columns.findIndex((other) => other.name === name) !== i)
  if (twice !== undefined)
    throw new ParquetRefusal(`The Parquet file has two columns called "${twice.name}": give each a name of its own.`)
  const groups = structs(footer[4])
  const rowCount = countOf(footer[3], 'number of rows')
  if (groups.reduce((sum, group) => sum + countOf(group[3], 'number of rows'), 0) !== rowCount)
    throw broken('its groups do not have as many rows as the file')
  if (columns.length === 0) throw new ParquetRefusal('The Parquet file has no columns.')
  if (rowCount === 0)
    throw new ParquetRefusal(
      `The Parquet file has columns (${columns.map(({ name }) => name).join(', ')}) but no row: choose a file with rows.`,
    )
  if (rowCount * columns.length > mostCells)
    throw new ParquetRefusal(
      `The Parquet file has ${rowCount.toLocaleString('en')} rows and ${columns.length} columns, more than a page can hold: save fewer rows or columns.`,
    )

  const read: { column: Column; meaning: Meaning; values: Float64Array | Categorical }[] = []
  const leftOut: string[] = []
  let chunk = 0
  for (const [i, column] of columns.entries()) {
    const { name, meaning } = column
    const first = chunk
    chunk += column.chunks
    onProgress(i / columns.length)
    if ('leftOut' in meaning) leftOut.push(`"${name}" holds ${meaning.leftOut}`)
    else {
      const values = await columnFrom(bytes, end, groups, first, column, meaning, rowCount)
      if (values === undefined) leftOut.push(`"${name}" holds bytes that are no text`)
      else read.push({ column, meaning, values })
    }
  }
  if (read.length === 0)
    throw new ParquetRefusal(
      `No column of the Parquet file can be read here: ${leftOut.join('; ')}. Write plain columns, or save the rows as CSV.`,
    )
  const told = leftOut.length === 0 ? [] : [`Left out, as it cannot be read here: ${leftOut.join('; ')}.`]
  return {
    table: {
      columns: read.map(({ column }) => column.name),
      rowCount,
      data: read.map(({ values }) => values),
    } as Table,
    dates: read.filter(({ meaning }) => meaning.isDate).map(({ column }) => column.name),
    notes: [...told, ...read.flatMap(notesOf)],
  }
}

function notesOf({
  column,
  meaning,
  values,
}: {
  column: Column
  meaning: Meaning
  values: Float64Array | Categorical
}): string[] {
  const notes = meaning.note === undefined ? [] : [meaning.note]
  if (column.type === 2 && !(values instanceof Float64Array))
    notes.push(
      `"${column.name}" holds whole numbers of more than 15 digits: they stay texts, so that no digit is lost.`,
    )
  if (/^__index_level_\d+__$/.test(column.name))
    notes.push(`"${column.name}" is the index of a table of pandas: ignore it if it only counts the rows.`)
  return notes
}

function footerOf(bytes: Uint8Array): { readonly footer: Fields; readonly end: number } {
  const size = bytes.length
  const tail = String.fromCharCode(...bytes.subarray(Math.max(0, size - 4)))
  if (tail === 'PARE')
    throw new ParquetRefusal('The Parquet file is encrypted, which is not read here: save it without.')
  if (size < 12 || tail !== 'PAR1') throw broken('its end is missing')
  const start = size - 8 - new DataView(bytes.buffer, bytes.byteOffset).getUint32(size - 8, true)
  if (start < 4) throw broken('its footer is larger than the file')
  return { footer: readStruct(bytes.subarray(0, size - 8), start).fields, end: start }
}

/** One column over all groups of rows; undefined where its bytes are no text. */
async function columnFrom(
  bytes: Uint8Array,
  end: number,
  groups: readonly Fields[],
  chunk: number,
  column: Column,
  meaning: Meaning,
  rowCount: number,
): Promise<Float64Array | Categorical | undefined> {
  const cells = new Cells(rowCount)
  try {
    for (const group of groups) {
      const found = structs(group[1])[chunk]
      if (found === undefined) throw broken(`column "${column.name}" is missing in a group of rows`)
      if (found[1] !== undefined)
        throw new ParquetRefusal('The Parquet file keeps its columns in other files: write it as one file.')
      if (found[8] !== undefined)
        throw new ParquetRefusal(
          `Column "${column.name}" of the Parquet file is encrypted, which is not read here: save it without.`,
        )
      await readChunk(bytes, end, structOf(found[3]), column, meaning, cells, countOf(group[3], 'number of rows'))
    }
  } catch (error) {
    if (error instanceof NoText) return undefined
    throw error
  }
  const values = cells.column()
  const infinite = values instanceof Float64Array ? values.findIndex((value) => Math.abs(value) === Infinity) : -1
  if (infinite >= 0)
    throw new ParquetRefusal(
      `Column "${column.name}" of the Parquet file is infinite in row ${infinite + 1}, which no method can use: leave the value missing, or leave the column out.`,
    )
  return values
}

/** Pages of so many bytes are believed; larger ones must fit into what the column says of itself. */
const plentyBytes = 2 ** 26

/** All pages of one column in one group of rows. */
async function readChunk(
  bytes: Uint8Array,
  end: number,
  meta: Fields,
  column: Column,
  { read }: Meaning,
  cells: Cells,
  rows: number,
): Promise<void> {
  const { name } = column
  const codec = countOf(meta[4], 'method of packing')
  if (meta[1] !== column.type) throw broken(`column "${name}" has two types`)
  if (countOf(meta[5], 'number of values') !== rows) throw broken(`column "${name}" has not as many values as rows`)
  const data = countOf(meta[9], 'place of a page')
  const unpacked = countOf(meta[6], 'size of a column')
  let at = typeof meta[11] === 'number' && meta[11] > 0 && meta[11] < data ? meta[11] : data
  const chunkEnd = Math.min(end, at + countOf(meta[7], 'size of a column'))
  let dictionary: (number | string)[] | undefined
  const until = cells.filled + rows
  while (cells.filled < until) {
    if (at >= chunkEnd) throw broken(`the pages of column "${name}" end too early`)
    const { fields: header, end: start } = readStruct(bytes.subarray(0, chunkEnd), at)
    at = start + countOf(header[3], 'size of a page')
    if (Number(header[2]) > Math.max(unpacked, plentyBytes))
      throw broken(`a page of column "${name}" is larger than it`)
    if (at > chunkEnd) throw broken(`a page of column "${name}" ends too early`)
    const page = await readPage(header, bytes.subarray(start, at), codec, column, until - cells.filled)
    if (page === undefined) continue
    if (page.kind === 'dictionary') {
      dictionary = page.values.map(read)
      continue
    }
    const { count, levels, places, values } = page
    for (let i = 0, next = 0; i < count; i++) {
      if (levels !== undefined && levels[i] !== 1) {
        cells.skip()
        continue
      }
      if (places === undefined) cells.add(read(values[next++]!))
      else {
        const value = dictionary?.[places[next++]!]
        if (value === undefined) throw broken(`a page of column "${name}" names what is not in its dictionary`)
        cells.add(value)
      }
    }
  }
}
