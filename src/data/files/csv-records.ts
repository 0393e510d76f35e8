import { type CsvPosition, csvFailure } from './csv-encoding.js'

const quote = 34
const newline = 10
const carriageReturn = 13

/**
 * One record of a CSV text: field j is `bytes[starts[j] … ends[j])`, without its quotes. The arrays are overwritten by the
 * next record.
 */
export interface CsvRecord {
  readonly bytes: Uint8Array
  readonly starts: Int32Array
  readonly ends: Int32Array
  /** 0: bare, 1: quoted, 2: quoted and holding doubled quotes. */
  readonly quoted: Uint8Array
  readonly length: number
  /** Where a field begins in the text. */
  position(field: number): CsvPosition
}

/** Parts bytes into records, whatever the borders of the chunks in which they come. */
export interface CsvRecords {
  push(bytes: Uint8Array): void
  /** The last record may lack its line break. */
  end(): void
}

/** The states of the walk: before a field, in a bare one, between quotes, after a quote that may be the closing one. */
type State = 0 | 1 | 2 | 3

/**
 * RFC 4180: fields parted by `delimiter`, records by LF, CRLF or CR; between quotes all of these belong to the field, and a
 * quote is doubled. Each byte is looked at once.
 */
export function csvRecords(delimiter: number, take: (record: CsvRecord) => void): CsvRecords {
  let bytes: Uint8Array = new Uint8Array(1 << 10)
  let filled = 0
  let at = 0
  let begin = 0
  let line = 1
  let breaks = 0
  let state: State = 0
  let length = 0
  let starts = new Int32Array(64)
  let ends = new Int32Array(64)
  let quoted = new Uint8Array(64)
  let fieldStart = 0
  let fieldQuoted = 0

  const position = (from: number): CsvPosition => placeWithin(bytes, begin, from, line)
  const fieldAt = (field: number): number => starts[field]! - (quoted[field] === 0 ? 0 : 1)

  const closeField = (end: number): void => {
    if (length === starts.length) {
      starts = grown(starts, new Int32Array(2 * length))
      ends = grown(ends, new Int32Array(2 * length))
      quoted = grown(quoted, new Uint8Array(2 * length))
    }
    starts[length] = fieldStart
    ends[length] = end
    quoted[length] = fieldQuoted
    length++
    state = 0
  }
  const closeRecord = (next: number): void => {
    take({ bytes, starts, ends, quoted, length, position: (field) => position(fieldAt(field)) })
    line += breaks + 1
    breaks = 0
    length = 0
    begin = next
  }

  /** Walks over what is there; a carriage return at the very end waits for what follows. */
  const walk = (isLast: boolean): void => {
    const data = bytes
    const end = filled
    while (at < end) {
      if (state === 0) {
        fieldQuoted = data[at] === quote ? 1 : 0
        fieldStart = at + fieldQuoted
        at = fieldStart
        state = fieldQuoted === 1 ? 2 : 1
        continue
      }
      if (state === 2) {
        while (at < end && data[at] !== quote) {
          const code = data[at]!
          // CRLF is counted at its LF; a CR at the end of a chunk is counted when the next byte is seen
          if (code === newline) breaks++
          else if (code === carriageReturn) {
            if (at + 1 === end && !isLast) return
            if (data[at + 1] !== newline || at + 1 === end) breaks++
          }
          at++
        }
        if (at >= end) return
        at++
        state = 3
        continue
      }
      if (state === 3) {
        if (data[at] === quote) {
          fieldQuoted = 2
          at++
          state = 2
          continue
        }
        const code = data[at]!
        if (code !== delimiter && code !== newline && code !== carriageReturn)
          throw csvFailure(position(at), 'text follows a closing quote: double a quote that is part of a quoted field.')
        if (code === carriageReturn && at + 1 === end && !isLast) return
        closeField(at - 1)
      } else {
        let code = 0
        while (at < end) {
          code = data[at]!
          if (code === delimiter || code === newline || code === carriageReturn) break
          at++
        }
        if (at >= end || (code === carriageReturn && at + 1 === end && !isLast)) return
        closeField(at)
      }
      const code = data[at]!
      if (code === delimiter) {
        at++
        // a delimiter at the very end of the text is followed by an empty field
        continue
      }
      at += code === carriageReturn && at + 1 < end && data[at + 1] === newline ? 2 : 1
      closeRecord(at)
    }
  }

  return {
    push(chunk) {
      // what is left of the record that is not whole moves to the front
      const rest = filled - begin
      if (rest + chunk.length > bytes.length) {
        const larger = new Uint8Array(Math.max(2 * bytes.length, rest + chunk.length))
        larger.set(bytes.subarray(begin, filled))
        bytes = larger
      } else if (begin > 0) bytes.copyWithin(0, begin, filled)
      bytes.set(chunk, rest)
      for (let j = 0; j < length; j++) {
        starts[j]! -= begin
        ends[j]! -= begin
      }
      fieldStart -= begin
      at -= begin
      begin = 0
      filled = rest + chunk.length
      walk(false)
    },
    end() {
      walk(true)
      if (filled === begin) return
      if (state === 2) throw csvFailure(position(fieldStart - 1), 'a quote opens here and is never closed.')
      if (state === 0) {
        fieldStart = filled
        fieldQuoted = 0
      }
      closeField(state === 3 ? filled - 1 : filled)
      closeRecord(filled)
    },
  }
}

function grown<A extends Int32Array | Uint8Array>(from: A, to: A): A {
  to.set(from)
  return to
}

/** Line and column of a byte, from the line on which its record begins; a column is counted in UTF-16 units, as editors do. */
function placeWithin(bytes: Uint8Array, begin: number, at: number, firstLine: number): CsvPosition {
  let line = firstLine
  let column = 1
  for (let i = begin; i < at; i++) {
    const code = bytes[i]!
    const isBreak = code === newline || (code === carriageReturn && bytes[i + 1] !== newline)
    if (isBreak) {
      line++
      column = 1
    } else if ((code & 0xc0) !== 0x80) column += code >= 0xf0 ? 2 : 1
  }
  return { line, column }
}
