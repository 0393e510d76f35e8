import { crc32 } from './crc'
import { deltas, withLengths, withPrefixes } from './delta'
import { joinedStreams, physical, plain, type Raw, runs, widthOf } from './encodings'
import { inflated } from './inflate'
import { broken, ParquetRefusal } from './refusal'
import { countOf, type Fields, structOf } from './thrift'

/** The column that a page belongs to, as far as its bytes go. */
export interface Stored {
  readonly name: string
  readonly type: number
  readonly typeLength: number
  readonly isOptional: boolean
}

export type Page =
  | { readonly kind: 'dictionary'; readonly values: readonly Raw[] }
  | {
      readonly kind: 'values'
      readonly count: number
      /** 1 where a row has a value; undefined where all have. */
      readonly levels: Uint32Array | undefined
      /** What there is, in the order of rows: places in the dictionary, or values. */
      readonly places: Uint32Array | undefined
      readonly values: readonly Raw[]
    }
  | undefined

/** The most bytes of one page, however well it is packed. */
const mostBytes = 2 ** 30

/** One page; its kinds are DATA_PAGE 0, INDEX_PAGE 1, DICTIONARY_PAGE 2 and DATA_PAGE_V2 3. At most so many values are expected. */
export async function readPage(
  header: Fields,
  page: Uint8Array,
  codec: number,
  stored: Stored,
  most: number,
): Promise<Page> {
  const kind = header[1]
  const size = countOf(header[2], 'size of a page')
  if (size > mostBytes) throw broken('a page is larger than any')
  if (typeof header[4] === 'number' && crc32(page) !== header[4])
    throw broken(`the check sum of a page of "${stored.name}" is wrong`)
  const { type, typeLength, isOptional } = stored
  const counted = (head: Fields): number => {
    const count = countOf(head[1], 'number of values')
    if (count > most) throw broken(`column "${stored.name}" has more values than rows`)
    return count
  }
  if (kind === 2) {
    const head = structOf(header[7])
    const body = await inflated(page, codec, size)
    // it may have more values than there are rows
    return { kind: 'dictionary', values: plain(body, type, typeLength, countOf(head[1], 'number of values')) }
  }
  if (kind === 0) {
    const head = structOf(header[5])
    const count = counted(head)
    const body = await inflated(page, codec, size)
    if (!isOptional) return valuesOf(body, head[2], stored, count, undefined)
    if (head[3] !== 3) throw new ParquetRefusal(refusal(stored.name, `levels of encoding ${head[3]}`))
    if (body.length < 4) throw broken('a page ends too early')
    const length = new DataView(body.buffer, body.byteOffset).getUint32(0, true)
    if (4 + length > body.length) throw broken('a page ends too early')
    return valuesOf(body.subarray(4 + length), head[2], stored, count, runs(body.subarray(4, 4 + length), 1, count))
  }
  if (kind === 3) {
    const head = structOf(header[8])
    const count = counted(head)
    const [definition, repetition] = [countOf(head[5], 'size of levels'), countOf(head[6], 'size of levels')]
    const from = definition + repetition
    if (from > page.length || from > size) throw broken('a page ends too early')
    const body = await inflated(page.subarray(from), head[7] === false ? 0 : codec, size - from)
    const levels = isOptional ? runs(page.subarray(repetition, from), 1, count) : undefined
    return valuesOf(body, head[4], stored, count, levels)
  }
  return undefined
}

function valuesOf(
  body: Uint8Array,
  encoding: Fields[number] | undefined,
  stored: Stored,
  count: number,
  levels: Uint32Array | undefined,
): Page {
  let present = count
  if (levels !== undefined) {
    present = 0
    for (const level of levels) present += level
  }
  if (present === 0) return { kind: 'values', count, levels, places: undefined, values: [] }
  if (encoding === 2 || encoding === 8) {
    if (body.length === 0) throw broken('a page ends too early')
    return { kind: 'values', count, levels, places: runs(body.subarray(1), body[0]!, present), values: [] }
  }
  return { kind: 'values', count, levels, places: undefined, values: decoded(body, Number(encoding), stored, present) }
}

/** PLAIN 0, RLE 3 of booleans, DELTA_BINARY_PACKED 5, DELTA_LENGTH_BYTE_ARRAY 6, DELTA_BYTE_ARRAY 7 and BYTE_STREAM_SPLIT 9. */
function decoded(
  body: Uint8Array,
  encoding: number,
  { name, type, typeLength }: Stored,
  count: number,
): readonly Raw[] {
  const isBytes = type === physical.bytes || type === physical.fixed
  if (encoding === 0) return plain(body, type, typeLength, count)
  if (encoding === 3 && type === physical.boolean) return Array.from(runs(body.subarray(4), 1, count))
  if (encoding === 5 && type === physical.int32) return deltas(body, 0, count, 32).values.map(Number)
  if (encoding === 5 && type === physical.int64) return deltas(body, 0, count, 64).values
  if (encoding === 6 && type === physical.bytes) return withLengths(body, 0, count)
  if (encoding === 7 && isBytes) return withPrefixes(body, count)
  if (encoding === 9) return plain(joinedStreams(body, widthOf(type, typeLength), count), type, typeLength, count)
  throw new ParquetRefusal(refusal(name, `encoding ${encoding}`))
}

const refusal = (name: string, what: string): string =>
  `Column "${name}" of the Parquet file is written in a way (${what}) that is not read here: write the file with plain or dictionary encoding, or save the rows as CSV.`
