import { inflated } from './inflate'
import { type Fields, text } from './thrift'

type Value = number | string | null

interface Asked {
  readonly header: Fields
  readonly page: Uint8Array
  readonly codec: number
  readonly leaf: {
    readonly name: string
    readonly type: number
    readonly isOptional: boolean
    readonly isUnsigned: boolean
  }
  readonly dictionary: readonly (number | string)[]
}

type Page =
  | { readonly kind: 'dictionary'; readonly values: readonly (number | string)[] }
  | { readonly kind: 'values'; readonly values: readonly Value[] }

/** The values of one page; its kinds are DATA_PAGE 0, DICTIONARY_PAGE 2 and DATA_PAGE_V2 3. */
export async function pageValues({ header, page, codec, leaf, dictionary }: Asked): Promise<Page> {
  const kind = Number(header[1])
  const whole = Number(header[2])
  if (kind === 2) {
    const body = await inflated(page, codec, whole)
    return { kind: 'dictionary', values: plain(body, leaf, Number((header[7] as Fields)[1])) }
  }
  if (kind === 0) {
    const { 1: count, 2: encoding } = header[5] as Fields
    const body = await inflated(page, codec, whole)
    const n = Number(count)
    if (!leaf.isOptional) return { kind: 'values', values: decoded(body, leaf, Number(encoding), n, dictionary) }
    const length = new DataView(body.buffer, body.byteOffset).getUint32(0, true)
    const levels = hybrid(body.subarray(4, 4 + length), 1, n)
    return spread(levels, (present) => decoded(body.subarray(4 + length), leaf, Number(encoding), present, dictionary))
  }
  if (kind === 3) {
    const { 1: count, 4: encoding, 5: definition, 6: repetition, 7: compressed } = header[8] as Fields
    const n = Number(count)
    const from = Number(repetition) + Number(definition)
    const rest = page.subarray(from)
    const body = compressed === false ? rest : await inflated(rest, codec, whole - from)
    const levels = leaf.isOptional ? hybrid(page.subarray(Number(repetition), from), 1, n) : new Uint32Array(n).fill(1)
    return spread(levels, (present) => decoded(body, leaf, Number(encoding), present, dictionary))
  }
  throw new Error(`Column "${leaf.name}" of the Parquet file has a page of an unknown kind: save the rows as CSV.`)
}

/** Puts the values that are there into their rows. */
function spread(levels: Uint32Array, read: (present: number) => readonly Value[]): Page {
  let present = 0
  for (const level of levels) present += level
  const found = read(present)
  let next = 0
  return { kind: 'values', values: Array.from(levels, (level) => (level === 1 ? found[next++]! : null)) }
}

/** Values by their encoding: PLAIN 0, RLE 3 (of booleans), and PLAIN_DICTIONARY 2 or RLE_DICTIONARY 8. */
function decoded(
  body: Uint8Array,
  leaf: Asked['leaf'],
  encoding: number,
  count: number,
  dictionary: Asked['dictionary'],
): readonly (number | string)[] {
  if (count === 0) return []
  if (encoding === 0) return plain(body, leaf, count)
  if (encoding === 2 || encoding === 8)
    return Array.from(hybrid(body.subarray(1), body[0]!, count), (i) => dictionary[i]!)
  if (encoding === 3 && leaf.type === 0) return Array.from(hybrid(body.subarray(4), 1, count))
  throw new Error(
    `Column "${leaf.name}" of the Parquet file is written in an encoding (number ${encoding}) that is not read here: write the file with plain or dictionary encoding, or save the rows as CSV.`,
  )
}

function plain(body: Uint8Array, { type, isUnsigned }: Asked['leaf'], count: number): (number | string)[] {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength)
  let at = 0
  return Array.from({ length: count }, (_, i): number | string => {
    if (type === 0) return (body[i >> 3]! >> (i & 7)) & 1
    if (type === 1) return isUnsigned ? view.getUint32(4 * i, true) : view.getInt32(4 * i, true)
    if (type === 2) return Number(isUnsigned ? view.getBigUint64(8 * i, true) : view.getBigInt64(8 * i, true))
    if (type === 4) return view.getFloat32(4 * i, true)
    if (type === 5) return view.getFloat64(8 * i, true)
    const length = view.getUint32(at, true)
    at += 4 + length
    return text(body.subarray(at - length, at))
  })
}

/** Runs of equal numbers and packed numbers of so many bits. */
function hybrid(bytes: Uint8Array, width: number, count: number): Uint32Array {
  const out = new Uint32Array(count)
  let at = 0
  let done = 0
  while (done < count) {
    let head = 0
    for (let scale = 1; ; scale *= 128) {
      const next = bytes[at++]
      if (next === undefined)
        throw new Error('A page of the Parquet file ends too early: copy or download the file again.')
      head += (next & 127) * scale
      if (next < 128) break
    }
    if (head % 2 === 0) {
      let value = 0
      for (let scale = 1, i = 0; i < Math.ceil(width / 8); i++, scale *= 256) value += bytes[at++]! * scale
      const end = Math.min(count, done + head / 2)
      out.fill(value, done, end)
      done = end
      continue
    }
    const packed = ((head - 1) / 2) * 8
    for (let i = 0; i < packed && done < count; i++) {
      let value = 0
      for (let b = 0; b < width; b++) {
        const bit = i * width + b
        value += ((bytes[at + (bit >> 3)]! >> (bit & 7)) & 1) * 2 ** b
      }
      out[done++] = value
    }
    at += (packed / 8) * width
  }
  return out
}
