import { broken } from './refusal'

const cutShort = 'a page ends too early'

/** Snappy without frames: https://github.com/google/snappy/blob/main/format_description.txt. */
export function snappy(bytes: Uint8Array, size: number): Uint8Array {
  // three bytes give 64 at the most
  if (size > 22 * bytes.length) throw broken(cutShort)
  const out = new Uint8Array(size)
  let at = 0
  while (bytes[at++]! >= 128);
  let to = 0
  const little = (count: number): number => {
    let value = 0
    for (let i = 0, scale = 1; i < count; i++, scale *= 256) value += (bytes[at++] ?? 0) * scale
    return value
  }
  while (at < bytes.length) {
    const tag = bytes[at++]!
    if ((tag & 3) === 0) {
      const short = tag >> 2
      const length = (short < 60 ? short : little(short - 59)) + 1
      if (at + length > bytes.length || to + length > size) throw broken(cutShort)
      out.set(bytes.subarray(at, at + length), to)
      at += length
      to += length
      continue
    }
    const kind = tag & 3
    const length = kind === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1
    const offset = kind === 1 ? (tag >> 5) * 256 + little(1) : little(kind === 2 ? 2 : 4)
    to = copyBack(out, to, offset, length)
  }
  if (to !== size) throw broken(cutShort)
  return out
}

/** A block of LZ4: https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md. */
export function lz4(bytes: Uint8Array, size: number): Uint8Array {
  // a byte of a length gives 255 at the most
  if (size > 256 * bytes.length) throw broken(cutShort)
  const out = new Uint8Array(size)
  let at = 0
  let to = 0
  const length = (nibble: number): number => {
    let value = nibble
    for (let next = nibble === 15 ? 255 : 0; next === 255; value += next) {
      const read = bytes[at++]
      if (read === undefined) throw broken(cutShort)
      next = read
    }
    return value
  }
  while (at < bytes.length) {
    const token = bytes[at++]!
    const literals = length(token >> 4)
    if (at + literals > bytes.length || to + literals > size) throw broken(cutShort)
    out.set(bytes.subarray(at, at + literals), to)
    at += literals
    to += literals
    if (at === bytes.length) break
    const offset = bytes[at]! + 256 * (bytes[at + 1] ?? 0)
    at += 2
    to = copyBack(out, to, offset, length(token & 15) + 4)
  }
  if (to !== size) throw broken(cutShort)
  return out
}

/** Repeats what stands so many bytes before; it may run into itself. Returns the place behind. */
export function copyBack(out: Uint8Array, to: number, offset: number, length: number): number {
  if (offset === 0 || offset > to || to + length > out.length) throw broken('a page repeats what is not there')
  if (offset >= length) out.copyWithin(to, to - offset, to - offset + length)
  else for (let i = 0; i < length; i++) out[to + i] = out[to + i - offset]!
  return to + length
}
