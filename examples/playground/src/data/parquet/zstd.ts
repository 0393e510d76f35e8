import { broken, ParquetRefusal } from './refusal'
import { copyBack } from './snappy'
import { BackBits, type Fse, fseOf, type Huffman, onlyOne, readFse, readHuffman } from './zstd-tables'

// Zstandard by RFC 8878, without dictionaries: frames of blocks, and in a block literals and sequences of copies.

const wrong = () => broken('a page packed by Zstandard is damaged')
const mostOfBlock = 1 << 17

/** What blocks of a frame leave to the next. */
interface Frame {
  readonly out: Uint8Array
  to: number
  readonly last: [number, number, number]
  huffman: Huffman | undefined
  readonly tables: (Fse | undefined)[]
}

export function zstd(bytes: Uint8Array, size: number): Uint8Array {
  if (size > mostOfBlock * (bytes.length / 3 + 1)) throw wrong()
  const out = new Uint8Array(size)
  let to = 0
  for (let at = 0; at < bytes.length; ) {
    const magic = little(bytes, at, 4)
    if (magic >= 0x184d2a50 && magic <= 0x184d2a5f) at += 8 + little(bytes, at + 4, 4)
    else if (magic === 0xfd2fb528) [at, to] = readFrame(bytes, at + 4, out, to)
    else throw wrong()
  }
  if (to !== size) throw wrong()
  return out
}

function little(bytes: Uint8Array, at: number, count: number): number {
  if (at + count > bytes.length) throw wrong()
  let value = 0
  for (let i = count - 1; i >= 0; i--) value = value * 256 + bytes[at + i]!
  return value
}

function readFrame(bytes: Uint8Array, start: number, out: Uint8Array, begin: number): [at: number, to: number] {
  const head = little(bytes, start, 1)
  const isSingle = (head >> 5) & 1
  const dictionary = [0, 1, 2, 4][head & 3]!
  let at = start + 1 + (1 - isSingle)
  if (dictionary > 0 && little(bytes, at, dictionary) !== 0)
    throw new ParquetRefusal('The Parquet file is packed by Zstandard with a dictionary, which is not read here.')
  at += dictionary + [isSingle, 2, 4, 8][head >> 6]!
  const frame: Frame = { out, to: begin, last: [1, 4, 8], huffman: undefined, tables: [] }
  for (let isLast = false; !isLast; ) {
    const block = little(bytes, at, 3)
    at += 3
    isLast = block % 2 === 1
    const kind = (block >> 1) & 3
    const size = block >> 3
    const taken = kind === 1 ? 1 : size
    if (at + taken > bytes.length || (kind !== 2 && frame.to + size > out.length) || size > mostOfBlock) throw wrong()
    if (kind === 0) out.set(bytes.subarray(at, at + size), frame.to)
    else if (kind === 1) out.fill(bytes[at]!, frame.to, frame.to + size)
    else if (kind === 2) readBlock(bytes.subarray(at, at + size), frame)
    else throw wrong()
    if (kind !== 2) frame.to += size
    at += taken
  }
  return [at + (((head >> 2) & 1) === 1 ? 4 : 0), frame.to]
}

function readBlock(bytes: Uint8Array, frame: Frame): void {
  const { literals, end } = readLiterals(bytes, frame)
  const { out, last } = frame
  let at = 0
  const put = (count: number): void => {
    if (at + count > literals.length || frame.to + count > out.length) throw wrong()
    out.set(literals.subarray(at, at + count), frame.to)
    at += count
    frame.to += count
  }
  readSequences(bytes, end, frame.tables, (length, match, value) => {
    put(length)
    frame.to = copyBack(out, frame.to, offsetOf(last, value, length), match)
  })
  put(literals.length - at)
}

/** The distance of a copy: one of the last three, or a new one (section 3.1.1.5). */
function offsetOf(last: Frame['last'], value: number, length: number): number {
  const which = value > 3 ? 3 : value - 1 + (length === 0 ? 1 : 0)
  const offset = value > 3 ? value - 3 : which === 3 ? last[0] - 1 : last[which]!
  if (which > 1) last[2] = last[1]
  if (which > 0) last[1] = last[0]
  last[0] = offset
  return offset
}

function readLiterals(bytes: Uint8Array, frame: Frame): { literals: Uint8Array; end: number } {
  const head = little(bytes, 0, 1)
  const kind = head & 3
  const form = (head >> 2) & 3
  if (kind < 2) {
    const width = form % 2 === 0 ? 1 : form === 1 ? 2 : 3
    const size = Math.floor(little(bytes, 0, width) / (width === 1 ? 8 : 16))
    const end = width + (kind === 0 ? size : 1)
    if (end > bytes.length || size > mostOfBlock) throw wrong()
    return { literals: kind === 0 ? bytes.subarray(width, end) : new Uint8Array(size).fill(bytes[width]!), end }
  }
  const width = form < 2 ? 3 : form + 2
  const each = [10, 10, 14, 18][form]!
  const both = Math.floor(little(bytes, 0, width) / 16)
  const size = both % 2 ** each
  const end = width + Math.floor(both / 2 ** each)
  if (end > bytes.length || size > mostOfBlock) throw wrong()
  let from = width
  if (kind === 2) {
    const read = readHuffman(bytes.subarray(0, end), from)
    frame.huffman = read.table
    from = read.end
  }
  const table = frame.huffman
  if (table === undefined) throw wrong()
  const literals = new Uint8Array(size)
  if (form === 0) decode(bytes.subarray(from, end), table, literals)
  else {
    const quarter = Math.floor((size + 3) / 4)
    let at = from + 6
    for (let i = 0; i < 4; i++) {
      const until = i === 3 ? end : at + little(bytes, from + 2 * i, 2)
      if (until > end) throw wrong()
      decode(bytes.subarray(at, until), table, literals.subarray(i * quarter, i === 3 ? size : (i + 1) * quarter))
      at = until
    }
  }
  return { literals, end }
}

function decode(bytes: Uint8Array, { log, symbol, bits }: Huffman, into: Uint8Array): void {
  const stream = new BackBits(bytes)
  for (let i = 0; i < into.length; i++) {
    const code = stream.peek(log)
    into[i] = symbol[code]!
    stream.left -= bits[code]!
  }
  if (stream.left !== 0) throw wrong()
}

/** Lengths and distances by their codes: [bits that follow, least value]. */
const lengthCodes = codes(0, [...Array(16).fill(0), 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16])
const matchCodes = codes(3, [
  ...Array(32).fill(0),
  1,
  1,
  1,
  1,
  2,
  2,
  3,
  3,
  4,
  4,
  5,
  7,
  8,
  9,
  10,
  11,
  12,
  13,
  14,
  15,
  16,
])

function codes(first: number, bits: number[]): readonly (readonly [bits: number, least: number])[] {
  let least = first
  return bits.map((count) => {
    const code = [count, least] as const
    least += 2 ** count
    return code
  })
}

const ones = (count: number): number[] => Array(count).fill(1)
/** The tables that need not be written (section 3.1.1.3.2.2): of lengths, offsets and matches. */
const known = [
  fseOf([4, 3, ...Array(11).fill(2), 1, 1, 1, ...Array(9).fill(2), 3, 2, ...ones(5), -1, -1, -1, -1], 6),
  fseOf([...ones(6), 2, 2, 2, ...ones(15), -1, -1, -1, -1, -1], 5),
  fseOf([1, 4, 3, ...Array(6).fill(2), ...ones(37), -1, -1, -1, -1, -1, -1, -1], 6),
]
const mostLog = [9, 8, 9]
const mostSymbol = [35, 31, 52]

function readSequences(
  bytes: Uint8Array,
  start: number,
  tables: (Fse | undefined)[],
  take: (length: number, match: number, offset: number) => void,
): void {
  const head = little(bytes, start, 1)
  let at = start + 1
  let count = head
  if (head === 255) count = little(bytes, at, 2) + 0x7f00
  else if (head > 127) count = (head - 128) * 256 + little(bytes, at, 1)
  at += head === 255 ? 2 : head > 127 ? 1 : 0
  if (count === 0) return
  const modes = little(bytes, at++, 1)
  for (let i = 0; i < 3; i++) {
    const mode = (modes >> (6 - 2 * i)) & 3
    if (mode === 0) tables[i] = known[i]
    else if (mode === 1) tables[i] = onlyOne(little(bytes, at++, 1))
    else if (mode === 2) {
      const read = readFse(bytes, at, mostLog[i]!, mostSymbol[i]!)
      tables[i] = read.table
      at = read.end
    }
  }
  const [lengths, offsets, matches] = tables
  if (lengths === undefined || offsets === undefined || matches === undefined) throw wrong()
  const stream = new BackBits(bytes.subarray(at))
  let length = stream.take(lengths.log)
  let offset = stream.take(offsets.log)
  let match = stream.take(matches.log)
  for (let i = 0; i < count; i++) {
    const distance = offsets.symbol[offset]!
    const lengthCode = lengthCodes[lengths.symbol[length]!]
    const matchCode = matchCodes[matches.symbol[match]!]
    if (distance > 31 || lengthCode === undefined || matchCode === undefined) throw wrong()
    const value = 2 ** distance + stream.take(distance)
    const copied = matchCode[1] + stream.take(matchCode[0])
    const literal = lengthCode[1] + stream.take(lengthCode[0])
    if (stream.left < 0) throw wrong()
    take(literal, copied, value)
    if (i + 1 === count) break
    length = lengths.base[length]! + stream.take(lengths.bits[length]!)
    match = matches.base[match]! + stream.take(matches.bits[match]!)
    offset = offsets.base[offset]! + stream.take(offsets.bits[offset]!)
  }
  if (stream.left !== 0) throw wrong()
}
