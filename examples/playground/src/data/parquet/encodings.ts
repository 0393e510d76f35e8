import { broken } from './refusal'

/** A value as its page holds it: numbers of 32 bits or floating, whole numbers of 64 bits, or bytes. */
export type Raw = number | bigint | Uint8Array

/** The physical types: INT96 and FIXED_LEN_BYTE_ARRAY are bytes of a length that is known. */
export const physical = {
  boolean: 0,
  int32: 1,
  int64: 2,
  int96: 3,
  float: 4,
  double: 5,
  bytes: 6,
  fixed: 7,
} as const

/** How many bytes a value has; 0 where each tells its length. */
export const widthOf = (type: number, typeLength: number): number => [0, 4, 8, 12, 4, 8, 0, typeLength][type] ?? 0

const tooEarly = (): Error => broken('a page ends too early')

/** Values one after the other: encoding PLAIN. */
export function plain(body: Uint8Array, type: number, typeLength: number, count: number): Raw[] {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength)
  const width = widthOf(type, typeLength)
  // a text has its length, of four bytes, at least
  if (type === physical.boolean ? body.length * 8 < count : (width || 4) * count > body.length) throw tooEarly()
  const made = new Array<Raw>(count)
  if (type !== physical.bytes) {
    for (let i = 0; i < count; i++) made[i] = oneOf(view, type, width, i)
    return made
  }
  for (let i = 0, at = 0; i < count; i++) {
    if (at + 4 > body.length) throw tooEarly()
    const start = at + 4
    at = start + view.getUint32(at, true)
    if (at > body.length) throw tooEarly()
    made[i] = body.subarray(start, at)
  }
  return made
}

function oneOf(view: DataView, type: number, width: number, i: number): Raw {
  if (type === physical.boolean) return (view.getUint8(i >> 3) >> (i & 7)) & 1
  if (type === physical.int32) return view.getInt32(4 * i, true)
  if (type === physical.int64) return view.getBigInt64(8 * i, true)
  if (type === physical.float) return view.getFloat32(4 * i, true)
  if (type === physical.double) return view.getFloat64(8 * i, true)
  return new Uint8Array(view.buffer, view.byteOffset + width * i, width)
}

/** The first bytes of all values, then the second ones, and so on: encoding BYTE_STREAM_SPLIT. */
export function joinedStreams(body: Uint8Array, width: number, count: number): Uint8Array {
  if (width === 0 || body.length < width * count) throw tooEarly()
  const joined = new Uint8Array(width * count)
  for (let stream = 0; stream < width; stream++)
    for (let i = 0; i < count; i++) joined[i * width + stream] = body[stream * count + i]!
  return joined
}

/** Runs of equal numbers and packed numbers of so many bits: encoding RLE, also of levels and of places in a dictionary. */
export function runs(bytes: Uint8Array, width: number, count: number): Uint32Array {
  if (!(width <= 32)) throw broken('numbers are packed in more than 32 bits')
  const out = new Uint32Array(count)
  const bytesOfRun = Math.ceil(width / 8)
  let at = 0
  for (let done = 0; done < count; ) {
    let head = 0
    for (let scale = 1; ; scale *= 128) {
      const next = bytes[at++]
      if (next === undefined || scale > 2 ** 28) throw tooEarly()
      head += (next & 127) * scale
      if (next < 128) break
    }
    if (head < 2) throw broken('a run of a page is empty')
    if (head % 2 === 0) {
      if (at + bytesOfRun > bytes.length) throw tooEarly()
      let value = 0
      for (let i = bytesOfRun - 1; i >= 0; i--) value = value * 256 + bytes[at + i]!
      at += bytesOfRun
      const end = Math.min(count, done + head / 2)
      out.fill(value, done, end)
      done = end
      continue
    }
    const packed = Math.min(((head - 1) / 2) * 8, count - done)
    if (at + Math.ceil((packed * width) / 8) > bytes.length) throw tooEarly()
    unpack(bytes, at, width, packed, (i, value) => {
      out[done + i] = value
    })
    done += packed
    at += ((head - 1) / 2) * width
  }
  return out
}

/** Numbers of up to 32 bits, packed from the lowest bit on. */
export function unpack(
  bytes: Uint8Array,
  start: number,
  width: number,
  count: number,
  take: (i: number, value: number) => void,
): void {
  let at = start
  let held = 0
  let bits = 0
  const size = 2 ** width
  for (let i = 0; i < count; i++) {
    for (; bits < width; bits += 8) held += (bytes[at++] ?? 0) * 2 ** bits
    const value = held % size
    take(i, value)
    held = (held - value) / size
    bits -= width
  }
}
