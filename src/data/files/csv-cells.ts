import type { CausalError } from '../../errors.js'
import type { CsvPosition } from './csv-encoding.js'
import { csvFailure } from './csv-encoding.js'
import { numberOf, quickNumber } from './csv-numbers.js'
import type { CsvRecord } from './csv-records.js'
import type { DecodeBytes } from './csv-text.js'
import { type CsvTexts, csvTexts } from './csv-texts.js'

/** Reads the cells of records: one for all columns. */
export interface CsvCells {
  readonly decimal: '.' | ','
  /** Whether a text stands for a missing value; spaces around it don't count. */
  isMissing(text: string): boolean
  /** The number in a cell, NaN where it is missing; `refuse` makes the error for any other text. */
  number(record: CsvRecord, field: number, take: 'plain' | 'any', refuse: (text: string) => CausalError): number
  /** The text of a cell. */
  text(record: CsvRecord, field: number): string
  /** The number of the text of a cell among those of a column. */
  textNumber(record: CsvRecord, field: number, texts: CsvTexts): number
  /** The error for a cell. */
  fail(record: CsvRecord, field: number, message: string): CausalError
  /** Texts of one more column. */
  texts(): CsvTexts
}

export function csvCells(missing: readonly string[], decimal: '.' | ',', decodeBytes: DecodeBytes): CsvCells {
  let current: { readonly record: CsvRecord; readonly field: number } | null = null
  const decode: DecodeBytes = (bytes) => {
    try {
      return decodeBytes(bytes)
    } catch {
      const place: CsvPosition = current?.record.position(current.field) ?? { line: 1, column: 1 }
      throw csvFailure(
        place,
        'this is not UTF-8, or half of a character (a surrogate without the other): decode the file in its own encoding first, such as new TextDecoderStream("windows-1252").',
      )
    }
  }
  const absent = new Set(missing)
  const isMissing = (text: string): boolean => absent.has(text) || absent.has(text.trim())
  const point = decimal === '.' ? 46 : 44
  const absentBytes = csvTexts(decode)
  for (const text of missing) {
    const bytes = asciiBytes(text)
    if (bytes !== null) absentBytes.at(bytes, 0, bytes.length)
  }
  let scratch = new Uint8Array(256)

  /** The cell with its doubled quotes made single: in `scratch`, of the length returned. */
  const single = ({ bytes, starts, ends }: CsvRecord, field: number): number => {
    const end = ends[field]!
    if (end - starts[field]! > scratch.length) scratch = new Uint8Array(2 * (end - starts[field]!))
    let n = 0
    for (let i = starts[field]!; i < end; i++) {
      scratch[n++] = bytes[i]!
      if (bytes[i] === 34) i++
    }
    return n
  }
  const text = (record: CsvRecord, field: number): string => {
    current = { record, field }
    return record.quoted[field] === 2
      ? decode(scratch.subarray(0, single(record, field)))
      : decode(record.bytes.subarray(record.starts[field]!, record.ends[field]!))
  }
  return {
    decimal,
    isMissing,
    text,
    number(record, field, take, refuse) {
      const { bytes, starts, ends } = record
      const value = quickNumber(bytes, starts[field]!, ends[field]!, point)
      if (!Number.isNaN(value)) return value
      if (absentBytes.find(bytes, starts[field]!, ends[field]!) >= 0) return Number.NaN
      const cell = text(record, field)
      if (isMissing(cell)) return Number.NaN
      const slow = numberOf(cell, decimal)
      if (slow.kind === 'none' || (slow.kind === 'code' && take === 'plain')) throw refuse(cell)
      return slow.value
    },
    textNumber(record, field, texts) {
      current = { record, field }
      if (record.quoted[field] === 2) return texts.at(scratch, 0, single(record, field))
      return texts.at(record.bytes, record.starts[field]!, record.ends[field]!)
    },
    fail: (record, field, message) => csvFailure(record.position(field), message),
    texts: () => csvTexts(decode),
  }
}

function asciiBytes(text: string): Uint8Array | null {
  const bytes = Uint8Array.from(text, (c) => c.charCodeAt(0))
  return bytes.every((_, i) => text.charCodeAt(i) < 128) ? bytes : null
}
