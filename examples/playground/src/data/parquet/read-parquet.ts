import type { Table } from 'causalkit/data'
import { type Compressors, type FileMetaData, parquetMetadata, parquetRead, parquetSchema } from 'hyparquet'
import {
  decompressBrotli,
  decompressGzip,
  decompressLz4,
  decompressLz4Raw,
  decompressZstd,
} from 'hyparquet-compressors'
import { cellsOf } from './cells'
import { type Column, columnOf, NoText, parsers } from './columns'

export interface ReadParquet {
  readonly table: Table
  /** The columns whose numbers are days since 1970-01-01. */
  readonly dates: readonly string[]
  /** What is to be told of the file: what was left out first. */
  readonly notes: readonly string[]
}

/** Why a Parquet file is not read, as a sentence that says how to go on. */
class ParquetRefusal extends Error {}

const broken = (cause?: unknown): ParquetRefusal =>
  new ParquetRefusal('The Parquet file is broken or was cut short. Copy or download it again.', { cause })

/** More cells than this are more than a page of a browser should hold. */
const mostCells = 100_000_000

/** Snappy is read by hyparquet itself: the faster one is WebAssembly, which the page's policy forbids. */
const compressors: Compressors = {
  GZIP: decompressGzip,
  BROTLI: decompressBrotli,
  ZSTD: (input) => decompressZstd(input),
  LZ4: decompressLz4,
  LZ4_RAW: decompressLz4Raw,
}

/** Reads the flat columns of a Parquet file: numbers, decimals, booleans, dates, times and text; tells which others it leaves out. */
export async function readParquet(
  bytes: Uint8Array,
  onProgress: (share: number) => void = () => {},
): Promise<ReadParquet> {
  const file = bytes.slice().buffer
  const metadata = metadataOf(file)
  const columns = columnsOf(metadata)
  const rowCount = Number(metadata.num_rows)
  checkSize(metadata, columns, rowCount)

  const read: { column: Column; values: ReturnType<typeof cellsOf> }[] = []
  const leftOut: string[] = []
  for (const [i, column] of columns.entries()) {
    onProgress(i / columns.length)
    const values = column.leftOut ?? (await valuesOf(file, metadata, column, rowCount))
    if (typeof values === 'string') leftOut.push(`"${column.name}" holds ${values}`)
    else read.push({ column, values })
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
    dates: read.filter(({ column }) => column.isDate).map(({ column }) => column.name),
    notes: [...told, ...read.flatMap(({ column, values }) => notesOf(column, values instanceof Float64Array))],
  }
}

function metadataOf(file: ArrayBuffer): FileMetaData {
  const tail = String.fromCharCode(...new Uint8Array(file, Math.max(0, file.byteLength - 4)))
  if (tail === 'PARE')
    throw new ParquetRefusal('The Parquet file is encrypted, which is not read here: save it without.')
  if (tail !== 'PAR1') throw broken()
  try {
    return parquetMetadata(file, { geoparquet: false })
  } catch (error) {
    throw broken(error)
  }
}

function columnsOf(metadata: FileMetaData): Column[] {
  let columns: Column[]
  try {
    columns = parquetSchema(metadata).children.map(columnOf)
  } catch (error) {
    throw broken(error)
  }
  if (columns.some(({ name }) => typeof name !== 'string' || name === '')) throw broken()
  const twice = columns.find(({ name }, i) => columns.findIndex((other) => other.name === name) !== i)
  if (twice !== undefined)
    throw new ParquetRefusal(`The Parquet file has two columns called "${twice.name}": give each a name of its own.`)
  if (columns.length === 0) throw new ParquetRefusal('The Parquet file has no columns.')
  return columns
}

/** What the footer says of sizes must fit together before memory is asked for. */
function checkSize(metadata: FileMetaData, columns: readonly Column[], rowCount: number): void {
  const groups = metadata.row_groups
  if (!Array.isArray(groups) || !(rowCount >= 0)) throw broken()
  if (groups.reduce((sum, { num_rows }) => sum + Number(num_rows), 0) !== rowCount) throw broken()
  for (const { columns: chunks } of groups)
    for (const { meta_data: chunk, crypto_metadata: secret, file_path: elsewhere } of chunks) {
      if (secret !== undefined)
        throw new ParquetRefusal('Columns of the Parquet file are encrypted, which is not read here: save it without.')
      if (elsewhere !== undefined)
        throw new ParquetRefusal('The Parquet file keeps its columns in other files: write it as one file.')
      if (chunk?.codec === 'LZO')
        throw new ParquetRefusal(
          'The Parquet file is compressed by LZO, which is not read here: write it with Snappy, Gzip, Zstandard or none, or save the rows as CSV.',
        )
    }
  if (rowCount === 0)
    throw new ParquetRefusal(
      `The Parquet file has columns (${columns.map(({ name }) => name).join(', ')}) but no row: choose a file with rows.`,
    )
  if (rowCount * columns.length > mostCells)
    throw new ParquetRefusal(
      `The Parquet file has ${rowCount.toLocaleString('en')} rows and ${columns.length} columns, more than a page can hold: save fewer rows or columns.`,
    )
}

/** A column over all groups of rows; a word on what it holds where that cannot be read. */
async function valuesOf(
  file: ArrayBuffer,
  metadata: FileMetaData,
  column: Column,
  rowCount: number,
): Promise<ReturnType<typeof cellsOf> | string> {
  const cells: unknown[] = new Array(rowCount).fill(undefined)
  let filled = 0
  try {
    await parquetRead({
      file,
      metadata,
      columns: [column.name],
      compressors,
      parsers,
      geoparquet: false,
      onChunk: ({ columnData, rowStart }) => {
        for (let i = 0; i < columnData.length; i++) cells[rowStart + i] = columnData[i]
        filled += columnData.length
      },
    })
  } catch (error) {
    if (error instanceof NoText) return 'bytes that are no text'
    throw broken(error)
  }
  if (filled !== rowCount || cells.length !== rowCount) throw broken()
  const values = cellsOf(cells, column.read)
  const infinite = values instanceof Float64Array ? values.findIndex((value) => Math.abs(value) === Infinity) : -1
  if (infinite >= 0)
    throw new ParquetRefusal(
      `Column "${column.name}" of the Parquet file is infinite in row ${infinite + 1}, which no method can use: leave the value missing, or leave the column out.`,
    )
  return values
}

function notesOf({ name, isWhole, note }: Column, areNumbers: boolean): string[] {
  const notes = note === undefined ? [] : [note]
  if (isWhole && !areNumbers)
    notes.push(`"${name}" holds whole numbers of more than 15 digits: they stay texts, so that no digit is lost.`)
  if (/^__index_level_\d+__$/.test(name))
    notes.push(`"${name}" is the index of a table of pandas: ignore it if it only counts the rows.`)
  return notes
}
