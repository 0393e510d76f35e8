import { CausalError } from '../../errors.js'

/** A place in a text, counting lines and characters from 1. */
export interface CsvPosition {
  readonly line: number
  readonly column: number
}

/** The error for a place in the text. */
export function csvFailure({ line, column }: CsvPosition, message: string): CausalError {
  return new CausalError('parse', `line ${line}, column ${column}: ${message}`, { line, column })
}

/** What is wrong with the bytes that a text was made from, as far as it can be told from the text: null where nothing is. */
export function wrongEncoding(text: string): string | null {
  const start = text.slice(0, 64)
  if (
    start.startsWith('\uFFFE') ||
    /^(?:\uFFFD\uFFFD|ÿþ|þÿ)/.test(start) ||
    everySecondIsNul(start.length, (i) => start.charCodeAt(i)) !== null
  ) {
    return 'the text is in UTF-16 and was read in another encoding: read its bytes with new TextDecoder("utf-16le").decode(bytes), or "utf-16be".'
  }
  if (start.startsWith('ï»¿'))
    return 'the text is in UTF-8 and was read as Latin-1: read its bytes with new TextDecoder().decode(bytes).'
  return null
}

/** The same for bytes that should be UTF-8. */
export function wrongBytes(bytes: Uint8Array): string | null {
  const mark = bytes[0] === 0xff && bytes[1] === 0xfe ? 'le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'be' : null
  const order = mark ?? everySecondIsNul(Math.min(bytes.length, 64), (i) => bytes[i]!)
  if (order !== null)
    return `the bytes are UTF-16, and UTF-8 is read here: send them through new TextDecoderStream("utf-16${order}"), or decode them by new TextDecoder("utf-16${order}").`
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4)
    return 'these bytes are a ZIP archive (an Excel workbook is one), not a text: unpack it, or save the sheet as CSV.'
  if (bytes[0] === 0x1f && bytes[1] === 0x8b)
    return 'these bytes are packed by gzip: send them through new DecompressionStream("gzip") first.'
  return null
}

/** A plain text in UTF-16, read byte by byte, has a NUL beside each character: which byte comes first, or null. */
function everySecondIsNul(length: number, at: (i: number) => number): 'le' | 'be' | null {
  const nuls = [0, 0]
  for (let i = 0; i < length; i++) if (at(i) === 0) nuls[i % 2]!++
  const half = Math.floor(length / 2)
  if (half < 2) return null
  return nuls[1]! >= half ? 'le' : nuls[0]! >= half ? 'be' : null
}
