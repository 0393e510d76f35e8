import { show } from '../../show.js'
import { type CsvCells, csvCells } from './csv-cells.js'
import { foundDelimiter } from './csv-delimiter.js'
import { csvFailure } from './csv-encoding.js'
import { type CsvHeader, type CsvIndex, checkIndexName, csvHeader, withRowNames } from './csv-header.js'
import type { CsvSettings } from './csv-options.js'
import { type CsvRecord, type CsvRecords, csvRecords } from './csv-records.js'
import { bytesToText, chunkBytes } from './csv-text.js'

/** What takes the rows of a text: columns of a table, or sums over them. */
export interface CsvSink {
  /** Takes a record; field `shift` is the first column. */
  push(record: CsvRecord, shift: number): void
}

/** What a text turned out to be, beside its rows. */
export interface CsvRead {
  readonly names: readonly string[]
  readonly rowCount: number
  readonly delimiter: string
  readonly index: CsvIndex | null
}

/** A reading that goes on: chunks in, records to the sink. */
export interface CsvReader {
  push(chunk: unknown): void
  end(): CsvRead
}

/** First bytes that tell the delimiter. */
const sampleSize = 1 << 16

/**
 * The one reader of CSV, for whole texts and for streams. What comes out does not depend on where the chunks end.
 *
 * @param sinkFor - makes what takes the rows, once the names are known; `hasIndex`: row names are kept as the first column
 */
export function csvReader(
  settings: CsvSettings,
  sinkFor: (names: readonly string[], cells: CsvCells, keepsIndex: boolean) => CsvSink,
): CsvReader {
  const { index } = settings
  const cells = csvCells(settings.missing, settings.decimal, bytesToText())
  let header: CsvHeader | null = null
  let names: readonly string[] = []
  let sink: CsvSink | null = null
  let rowCount = 0
  let shift = 0
  let delimiter = settings.delimiter
  let records: CsvRecords | null = null
  let sample: Uint8Array[] = []
  let sampled = 0

  const takeRow = (head: CsvHeader, record: CsvRecord): void => {
    if (record.length !== head.width) {
      throw cells.fail(
        record,
        Math.min(record.length - 1, head.width),
        `the row has ${record.length} fields, but the header has ${head.width}.`,
      )
    }
    head.index?.push(record)
    sink!.push(record, shift)
    rowCount++
  }
  const take = (record: CsvRecord): void => {
    if (header === null) {
      header = csvHeader(record, cells, index)
      return
    }
    const isEmpty = record.length === 1 && record.starts[0] === record.ends[0]
    if (isEmpty && header.width > 1) return
    if (sink === null) {
      header = withRowNames(header, record, cells, index)
      const keepsIndex = header.index !== null && typeof index === 'string'
      if (keepsIndex) checkIndexName(index, header.names)
      names = keepsIndex ? [index, ...header.names] : header.names
      shift = header.index !== null && !keepsIndex ? 1 : 0
      sink = sinkFor(names, cells, keepsIndex)
    }
    takeRow(header, record)
  }
  const start = (isWhole: boolean): CsvRecords => {
    const first = joined(sample, sampled)
    sample = []
    if (isWhole && isBlank(first))
      throw csvFailure({ line: 1, column: 1 }, 'the text is empty: it needs a header and at least one row.')
    delimiter ??= foundDelimiter(first.subarray(0, sampleSize), isWhole && first.length <= sampleSize, settings.decimal)
    const made = csvRecords(delimiter.charCodeAt(0), take)
    made.push(first)
    return made
  }
  const chunks = chunkBytes((bytes) => {
    if (records !== null) return records.push(bytes)
    sample.push(bytes.slice())
    sampled += bytes.length
    if (sampled >= sampleSize) records = start(false)
  })
  return {
    push: (chunk) => chunks.push(chunk),
    end() {
      chunks.end()
      records ??= start(true)
      records.end()
      if (header === null || sink === null) {
        const [only, ...more] = (header as CsvHeader | null)?.names ?? []
        const isPath = only !== undefined && more.length === 0 && /\.(csv|tsv|txt)$/i.test(only)
        const advice = isPath ? ` ${show(only)} looks like a path: give the text, readFileSync(path, 'utf8').` : ''
        throw csvFailure({ line: 1, column: 1 }, `there is a header but no row below it.${advice}`)
      }
      return { names, rowCount, delimiter: delimiter!, index: header.index }
    },
  }
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 32 || (byte >= 9 && byte <= 13))
}
