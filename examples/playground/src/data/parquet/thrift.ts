import { broken } from './refusal'

/** A struct of Thrift: its fields by their numbers. */
export type Fields = { readonly [id: number]: Field }
export type Field = number | boolean | Uint8Array | Fields | readonly Field[]

/** No struct of Parquet is nested deeper. */
const deepest = 24

/** Reads a struct in the compact protocol of Thrift (https://github.com/apache/thrift: thrift-compact-protocol.md). */
export function readStruct(bytes: Uint8Array, start: number): { readonly fields: Fields; readonly end: number } {
  let at = start
  let depth = 0
  const byte = (): number => {
    const value = bytes[at++]
    if (value === undefined) throw broken('a header ends too early')
    return value
  }
  const varint = (): number => {
    let value = 0
    for (let scale = 1; scale < 2 ** 64; scale *= 128) {
      const next = byte()
      value += (next & 127) * scale
      if (next < 128) return value
    }
    throw broken('a number in a header has no end')
  }
  const zigzag = (): number => {
    const value = varint()
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }
  /** A length that the bytes left can hold. */
  const within = (length: number): number => {
    if (length > bytes.length - at) throw broken('a header names more than there is')
    return length
  }
  const value = (type: number): Field => {
    if (type === 3) return (byte() << 24) >> 24
    if (type === 4 || type === 5 || type === 6) return zigzag()
    if (type === 7) {
      within(8)
      at += 8
      return new DataView(bytes.buffer, bytes.byteOffset + at - 8, 8).getFloat64(0, true)
    }
    if (type === 8) {
      const length = within(varint())
      at += length
      return bytes.subarray(at - length, at)
    }
    if (type === 9 || type === 10) {
      const head = byte()
      const count = within(head >> 4 === 15 ? varint() : head >> 4)
      const kind = head & 15
      return Array.from({ length: count }, () => (kind === 1 || kind === 2 ? byte() === 1 : value(kind)))
    }
    if (type === 12) return struct()
    throw broken('a header has a field of no known kind')
  }
  const struct = (): Fields => {
    if (++depth > deepest) throw broken('a header is nested too deep')
    const fields: Record<number, Field> = {}
    for (let id = 0; ; ) {
      const head = byte()
      if (head === 0) break
      id = head >> 4 === 0 ? zigzag() : id + (head >> 4)
      const type = head & 15
      fields[id] = type === 1 || type === 2 ? type === 1 : value(type)
    }
    depth--
    return fields
  }
  return { fields: struct(), end: at }
}

/** A list of structs. */
export function structs(field: Field | undefined): readonly Fields[] {
  if (!Array.isArray(field)) return []
  return (field as Field[]).map(structOf)
}

export function structOf(field: Field | undefined): Fields {
  if (typeof field !== 'object' || field instanceof Uint8Array || Array.isArray(field))
    throw broken('a header lacks a part')
  return field as Fields
}

/** A whole number from 0 on. */
export function countOf(field: Field | undefined, what: string): number {
  if (typeof field !== 'number' || !Number.isSafeInteger(field) || field < 0) throw broken(`it tells no ${what}`)
  return field
}

const decoder = new TextDecoder('utf-8', { fatal: true })
/** A text in UTF-8; undefined where the bytes are none. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}
