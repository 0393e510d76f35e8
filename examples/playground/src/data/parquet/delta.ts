import { unpack } from './encodings'
import { broken } from './refusal'

// The encodings that write differences: https://parquet.apache.org/docs/file-format/data-pages/encodings/.

const tooEarly = (): Error => broken('a page ends too early')

/** Whole numbers by their differences, in blocks of packed ones: DELTA_BINARY_PACKED. They wrap at so many bits. */
export function deltas(
  bytes: Uint8Array,
  start: number,
  count: number,
  wrap: 32 | 64,
): { readonly values: bigint[]; readonly end: number } {
  let at = start
  const varint = (): bigint => {
    let value = 0n
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const next = bytes[at++]
      if (next === undefined) throw tooEarly()
      value |= BigInt(next & 127) << shift
      if (next < 128) return value
    }
    throw broken('a number in a page has no end')
  }
  const signed = (): bigint => {
    const value = varint()
    return (value >> 1n) ^ -(value & 1n)
  }
  const [blockSize, parts, total] = [Number(varint()), Number(varint()), Number(varint())]
  const perPart = blockSize / parts
  if (total !== count || !(parts > 0) || perPart % 32 !== 0 || perPart === 0)
    throw broken('a page of differences is damaged')
  let value = BigInt.asIntN(wrap, signed())
  const values = total === 0 ? [] : [value]
  while (values.length < total) {
    const least = signed()
    const widths = bytes.subarray(at, at + parts)
    if (widths.length < parts) throw tooEarly()
    at += parts
    for (let part = 0; part < parts && values.length < total; part++) {
      const width = widths[part]!
      if (width > 64) throw broken('a page of differences is damaged')
      const taken = Math.min(perPart, total - values.length)
      if (at + Math.ceil((taken * width) / 8) > bytes.length) throw tooEarly()
      const add = (difference: bigint): void => {
        value = BigInt.asIntN(wrap, value + least + difference)
        values.push(value)
      }
      if (width <= 32) unpack(bytes, at, width, taken, (_, difference) => add(BigInt(difference)))
      else for (let i = 0; i < taken; i++) add(wide(bytes, 8 * at + i * width, width))
      at += (perPart * width) / 8
    }
  }
  return { values, end: Math.min(at, bytes.length) }
}

/** A packed number of more than 32 bits, from a bit on. */
function wide(bytes: Uint8Array, bit: number, width: number): bigint {
  let value = 0n
  const first = Math.floor(bit / 8)
  const last = Math.floor((bit + width - 1) / 8)
  for (let i = last; i >= first; i--) value = (value << 8n) | BigInt(bytes[i]!)
  return (value >> BigInt(bit % 8)) & ((1n << BigInt(width)) - 1n)
}

/** Texts with all lengths before them: DELTA_LENGTH_BYTE_ARRAY. */
export function withLengths(bytes: Uint8Array, start: number, count: number): Uint8Array[] {
  const { values: lengths, end } = deltas(bytes, start, count, 32)
  let at = end
  return lengths.map((length) => {
    const from = at
    at += Number(length)
    if (length < 0n || at > bytes.length) throw tooEarly()
    return bytes.subarray(from, at)
  })
}

/** Texts that share their beginnings with the one before: DELTA_BYTE_ARRAY. */
export function withPrefixes(bytes: Uint8Array, count: number): Uint8Array[] {
  const { values: prefixes, end } = deltas(bytes, 0, count, 32)
  let before = new Uint8Array()
  // beginnings that are kept count each time: what comes out is held against what a page may be
  let total = 0
  return withLengths(bytes, end, count).map((suffix, i) => {
    const prefix = Number(prefixes[i])
    if (prefix < 0 || prefix > before.length) throw broken('a page repeats what is not there')
    total += prefix + suffix.length
    if (total > 2 ** 30) throw broken('a page is larger than any')
    const text = new Uint8Array(prefix + suffix.length)
    text.set(before.subarray(0, prefix))
    text.set(suffix, prefix)
    before = text
    return text
  })
}
