import type { Encoding } from './settings'

/** Longer texts are more than a page of a browser should hold. */
const mostBytes = 400_000_000

/** The text of a file, and what is to be told of how its bytes were taken. Throws a sentence. */
export function decoded(
  bytes: Uint8Array,
  name: string,
  encoding: Encoding,
): { readonly text: string; readonly label: string; readonly notes: readonly string[] } {
  const start = Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join('')
  if (start.startsWith('504b0304'))
    throw new Error(`"${name}" is a ZIP archive or an Excel workbook, not a text: unpack it, or save the sheet as CSV.`)
  if (start.startsWith('1f8b')) throw new Error(`"${name}" is packed by gzip: unpack it first.`)
  if (bytes.length > mostBytes)
    throw new Error(
      `"${name}" has ${Math.round(bytes.length / 1e6)} MB, more than a page can hold: take fewer rows or columns.`,
    )
  const found = encoding === 'auto' ? encodingOf(bytes) : encoding
  if (found === undefined)
    throw new Error(
      `"${name}" holds bytes that no text has: it is no CSV file. Choose a file of text, or a Parquet file.`,
    )
  if (found === 'utf-8') {
    try {
      return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), label: 'utf-8', notes: [] }
    } catch {
      if (encoding === 'utf-8')
        throw new Error(`"${name}" is not written in UTF-8: choose another encoding under "How the file is written".`)
    }
    const text = new TextDecoder('windows-1252').decode(bytes)
    const note =
      'The file is not in UTF-8: its letters were taken for Western ones (Windows-1252). If names look wrong, choose another encoding under "How the file is written".'
    return { text, label: 'windows-1252', notes: [note] }
  }
  // which byte comes first is told by the mark, or by where the zeros are
  const label = found === 'utf-16le' && isBigEndian(bytes) ? 'utf-16be' : found
  return {
    text: new TextDecoder(label).decode(bytes),
    label,
    notes: encoding === 'auto' ? ['The file is written in UTF-16.'] : [],
  }
}

const zeros = (bytes: Uint8Array, from: 0 | 1): number => {
  let count = 0
  for (let i = from; i < bytes.length; i += 2) if (bytes[i] === 0) count++
  return count
}

const isBigEndian = (bytes: Uint8Array): boolean => {
  const start = bytes.subarray(0, 1000)
  if (start[0] === 0xfe && start[1] === 0xff) return true
  return !(start[0] === 0xff && start[1] === 0xfe) && zeros(start, 0) > zeros(start, 1)
}

/** What the first bytes say; undefined where they are no text. */
function encodingOf(bytes: Uint8Array): Encoding | undefined {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return 'utf-16le'
  const start = bytes.subarray(0, 4000)
  const [even, odd] = [zeros(start, 0), zeros(start, 1)]
  if (even + odd === 0) return start.some((byte) => byte < 9 || (byte > 13 && byte < 27)) ? undefined : 'utf-8'
  // a plain text in UTF-16 has a zero beside nearly each character, and none on the other side
  const half = start.length / 2
  return Math.max(even, odd) > 0.6 * half && Math.min(even, odd) === 0 && half >= 2 ? 'utf-16le' : undefined
}
