import { physical, type Raw } from './encodings'
import type { Stored } from './pages'
import { broken } from './refusal'
import { countOf, type Fields, structOf, textOf } from './thrift'

/** What the values of a column mean. */
export interface Meaning {
  /** Whether its numbers are days since 1970-01-01. */
  readonly isDate: boolean
  readonly read: (raw: Raw) => number | string
  /** What is to be told of it. */
  readonly note: string | undefined
}

/** A column of the file: flat with a meaning, or left out for a reason. It may be several chunks wide. */
export interface Column extends Stored {
  readonly meaning: Meaning | { readonly leftOut: string }
  /** How many columns of bytes it has: nested ones have as many as they have leaves. */
  readonly chunks: number
}

/** The columns of a schema, which is a tree written in depth-first order. */
export function columnsOf(schema: readonly Fields[]): Column[] {
  const [root, ...rest] = schema
  if (root === undefined) throw broken('it has no schema')
  const columns: Column[] = []
  let at = 0
  /** Passes an element and all below it; returns its leaves. */
  const pass = (): number => {
    const element = rest[at++]
    if (element === undefined) throw broken('its schema ends too early')
    const children = element[5] === undefined ? 0 : countOf(element[5], 'number of parts')
    if (children === 0) return 1
    let leaves = 0
    for (let i = 0; i < children; i++) leaves += pass()
    return leaves
  }
  while (at < rest.length) {
    const element = rest[at]!
    const name = element[4] instanceof Uint8Array ? textOf(element[4]) : undefined
    if (name === undefined) throw broken('a column has no name')
    const chunks = pass()
    const isNested = element[5] !== undefined && element[5] !== 0
    const type = isNested ? -1 : countOf(element[1], 'type of a column')
    if (type > physical.fixed) throw broken(`column "${name}" has no known type`)
    const typeLength = type === physical.fixed ? countOf(element[2], 'length of values') : 0
    const leftOut = isNested || element[3] === 2 ? 'nested values (lists, maps or records)' : undefined
    const meaning = leftOut === undefined ? meaningOf(element, type, typeLength, name) : { leftOut }
    columns.push({ name, type, typeLength, isOptional: element[3] === 1, meaning, chunks })
  }
  return columns
}

const perDay = { ms: 86_400_000n, us: 86_400_000_000n, ns: 86_400_000_000_000n } as const
type Unit = keyof typeof perDay

/** Whole parts of a day as days, with the precision that a number has. */
function daysOf(parts: bigint, unit: Unit): number {
  const whole = parts / perDay[unit]
  return Number(whole) + Number(parts - whole * perDay[unit]) / Number(perDay[unit])
}

/** An integer that a number holds exactly, or else its digits. */
const exact = (value: bigint): number | string =>
  value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : String(value)

/** Whole numbers of two's complement, the highest byte first. */
function bigEndian(bytes: Uint8Array): bigint {
  let value = 0n
  for (const byte of bytes) value = value * 256n + BigInt(byte)
  return BigInt.asIntN(8 * bytes.length, value)
}

const plainly = (read: Meaning['read'], note?: string): Meaning => ({ isDate: false, read, note })
const asDate = (read: Meaning['read'], note?: string): Meaning => ({ isDate: true, read, note })
const integer = (raw: Raw): bigint => (raw instanceof Uint8Array ? bigEndian(raw) : BigInt(raw))

/** What the logical type (of new files) or the converted type (of old ones) says; else what the bytes say. */
function meaningOf(element: Fields, type: number, typeLength: number, name: string): Column['meaning'] {
  const logical = element[10] === undefined ? {} : structOf(element[10])
  const converted = element[6]
  const is = (logicalId: number, ...convertedIds: number[]): boolean =>
    logical[logicalId] !== undefined || convertedIds.includes(converted as number)
  const isWhole = type === physical.int32 || type === physical.int64

  if (is(5, 5)) {
    const parts = logical[5] === undefined ? {} : structOf(logical[5])
    const scale = Number(element[7] ?? parts[1] ?? 0)
    return plainly((raw) => {
      const value = integer(raw)
      return typeof exact(value) === 'number' && scale >= 0 && scale <= 22
        ? Number(value) / 10 ** scale
        : Number(`${value}e${-scale}`)
    })
  }
  if (type === physical.int32 && is(6, 6)) return asDate(Number)
  if (is(8, 9, 10) && type === physical.int64) {
    const parts = logical[8] === undefined ? {} : structOf(logical[8])
    const isLocal = parts[1] === false
    const unit = unitOf(parts[2], converted === 9 ? 'ms' : 'us')
    return asDate(
      (raw) => daysOf(raw as bigint, unit),
      isLocal ? `"${name}" holds times without a zone: they are taken as UTC.` : undefined,
    )
  }
  if (isWhole && is(7, 7, 8)) {
    const parts = logical[7] === undefined ? {} : structOf(logical[7])
    const unit = unitOf(parts[2], converted === 8 ? 'us' : 'ms')
    return plainly(
      (raw) => Number(raw) / (Number(perDay[unit]) / 86_400),
      `"${name}" holds times of day: they are taken as seconds since midnight.`,
    )
  }
  const numbers = logical[10] === undefined ? {} : structOf(logical[10])
  const isUnsigned = numbers[2] === false || [11, 12, 13, 14].includes(converted as number)
  if (type === physical.int32) return plainly((raw) => (isUnsigned ? Number(raw) >>> 0 : Number(raw)))
  if (type === physical.int64)
    return plainly((raw) => exact(isUnsigned ? BigInt.asUintN(64, raw as bigint) : (raw as bigint)))
  if (type === physical.int96)
    return asDate((raw) => {
      // nanoseconds of the day, then the day of the Julian calendar's count
      const view = new DataView((raw as Uint8Array).buffer, (raw as Uint8Array).byteOffset, 12)
      return view.getUint32(8, true) - 2_440_588 + Number(view.getBigInt64(0, true)) / Number(perDay.ns)
    }, `"${name}" holds times of the old kind INT96, which tells no zone: they are taken as UTC.`)
  if (type === physical.boolean || type === physical.float || type === physical.double) return plainly(Number)
  if (is(13, 20)) return { leftOut: 'BSON' }
  if (is(14) && type === physical.fixed && typeLength === 16)
    return plainly((raw) =>
      Array.from(raw as Uint8Array, (byte) => byte.toString(16).padStart(2, '0'))
        .join('')
        .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
    )
  if (is(15) && type === physical.fixed && typeLength === 2) return plainly((raw) => half(raw as Uint8Array))
  if (type === physical.fixed) return { leftOut: converted === 21 ? 'intervals of time' : 'bytes of a fixed length' }
  if (is(17) || is(18)) return { leftOut: 'shapes of geometry' }
  return plainly((raw) => {
    const text = textOf(raw as Uint8Array)
    if (text === undefined) throw new NoText()
    return text
  })
}

/** Bytes that are no text in UTF-8. */
export class NoText extends Error {}

function unitOf(field: Fields[number] | undefined, otherwise: Unit): Unit {
  if (field === undefined) return otherwise
  const unit = structOf(field)
  return unit[1] !== undefined ? 'ms' : unit[2] !== undefined ? 'us' : 'ns'
}

/** A floating number of 16 bits. */
function half(bytes: Uint8Array): number {
  const bits = bytes[0]! + 256 * bytes[1]!
  const sign = bits >> 15 ? -1 : 1
  const exponent = (bits >> 10) & 31
  const fraction = bits & 1023
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25))
}
