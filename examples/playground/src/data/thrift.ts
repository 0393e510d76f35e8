/** A struct of Thrift: its fields by their numbers. */
export type Fields = { readonly [id: number]: Field }
export type Field = number | boolean | Uint8Array | Fields | readonly Field[]

/** Reads a struct in the compact protocol of Thrift (https://github.com/apache/thrift: thrift-compact-protocol.md). */
export function readStruct(bytes: Uint8Array, start: number): { readonly fields: Fields; readonly end: number } {
  let at = start
  const byte = (): number => {
    const value = bytes[at++]
    if (value === undefined) throw new Error('The Parquet file is cut short or broken. Copy or download it again.')
    return value
  }
  const varint = (): number => {
    let value = 0
    for (let scale = 1; ; scale *= 128) {
      const next = byte()
      value += (next & 127) * scale
      if (next < 128) return value
    }
  }
  const zigzag = (): number => {
    const value = varint()
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }
  const value = (type: number): Field => {
    if (type === 3) return (byte() << 24) >> 24
    if (type === 4 || type === 5 || type === 6) return zigzag()
    if (type === 7) {
      const number = new DataView(bytes.buffer, bytes.byteOffset + at, 8).getFloat64(0, true)
      at += 8
      return number
    }
    if (type === 8) {
      const length = varint()
      at += length
      return bytes.subarray(at - length, at)
    }
    if (type === 9 || type === 10) {
      const head = byte()
      const count = head >> 4 === 15 ? varint() : head >> 4
      const kind = head & 15
      return Array.from({ length: count }, () => (kind === 1 || kind === 2 ? byte() === 1 : value(kind)))
    }
    if (type === 12) return struct()
    throw new Error('The Parquet file has a footer that cannot be read. Save the rows as CSV.')
  }
  const struct = (): Fields => {
    const fields: Record<number, Field> = {}
    for (let id = 0; ; ) {
      const head = byte()
      if (head === 0) return fields
      id = head >> 4 === 0 ? zigzag() : id + (head >> 4)
      const type = head & 15
      fields[id] = type === 1 || type === 2 ? type === 1 : value(type)
    }
  }
  return { fields: struct(), end: at }
}

/** A list of structs. */
export const structs = (field: Field | undefined): readonly Fields[] =>
  Array.isArray(field) ? (field as Fields[]) : []

const decoder = new TextDecoder()
export const text = (bytes: Uint8Array): string => decoder.decode(bytes)
