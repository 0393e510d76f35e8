import type { ParquetParsers, SchemaElement, SchemaTree } from 'hyparquet'

/** What a column of the file holds. */
export interface Column {
  readonly name: string
  /** Why it is left out, where it is. */
  readonly leftOut: string | undefined
  /** Whether its numbers are days since 1970-01-01. */
  readonly isDate: boolean
  /** Whether it holds whole numbers, which may be too long for a number. */
  readonly isWhole: boolean
  /** A value as a number, or as a text. */
  readonly read: (value: unknown) => number | string
  /** What is to be told of it. */
  readonly note: string | undefined
}

/** Bytes that are no text in UTF-8. */
export class NoText extends Error {}

const decoder = new TextDecoder('utf-8', { fatal: true })

function textOf(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes)
  } catch {
    throw new NoText()
  }
}

/** Whole parts of a day as days, with the precision that a number has. */
function daysOf(parts: bigint, perDay: bigint): number {
  const whole = parts / perDay
  return Number(whole) + Number(parts - whole * perDay) / Number(perDay)
}

/** Dates and times as days since 1970-01-01, bytes as text. */
export const parsers: Partial<ParquetParsers> = {
  dateFromDays: Number,
  timestampFromMilliseconds: (parts) => daysOf(BigInt(parts), 86_400_000n),
  timestampFromMicroseconds: (parts) => daysOf(BigInt(parts), 86_400_000_000n),
  timestampFromNanoseconds: (parts) => daysOf(BigInt(parts), 86_400_000_000_000n),
  stringFromBytes: textOf,
  jsonFromBytes: textOf,
}

/** A number that is exact, or else its digits; a yes or no is 1 or 0. */
function plain(value: unknown): number | string {
  if (typeof value !== 'bigint') return typeof value === 'string' ? value : Number(value)
  return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : String(value)
}

/** Units of a time of day in a second. */
const perSecond = { MILLIS: 1e3, MICROS: 1e6, NANOS: 1e9 }

/** What the schema says of a column. */
export function columnOf({ element, children }: SchemaTree): Column {
  const { name, type, converted_type: converted, logical_type: logical } = element
  const isZoneless = logical?.type === 'TIMESTAMP' && !logical.isAdjustedToUTC
  const isOld = type === 'INT96'
  const column = {
    name,
    leftOut: leftOutOf(element, children.length > 0),
    isDate: isOld || /^(DATE|TIMESTAMP)/.test(logical?.type ?? converted ?? ''),
    isWhole: type === 'INT64',
    read: plain,
    note: isOld
      ? `"${name}" holds times of the old kind INT96, which tells no zone: they are taken as UTC.`
      : isZoneless
        ? `"${name}" holds times without a zone: they are taken as UTC.`
        : undefined,
  }
  const unit = logical?.type === 'TIME' ? logical.unit : converted === 'TIME_MICROS' ? 'MICROS' : 'MILLIS'
  if (logical?.type !== 'TIME' && converted !== 'TIME_MILLIS' && converted !== 'TIME_MICROS') return column
  return {
    ...column,
    read: (value) => Number(value) / perSecond[unit],
    note: `"${name}" holds times of day: they are taken as seconds since midnight.`,
  }
}

function leftOutOf(element: SchemaElement, isNested: boolean): string | undefined {
  const { type, converted_type: converted, logical_type: logical, repetition_type: repetition } = element
  if (isNested || repetition === 'REPEATED') return 'nested values (lists, maps or records)'
  const kind = logical?.type ?? converted
  if (kind === 'BSON') return 'BSON'
  if (kind === 'INTERVAL') return 'intervals of time'
  if (kind === 'GEOMETRY' || kind === 'GEOGRAPHY') return 'shapes of geometry'
  if (type !== 'FIXED_LEN_BYTE_ARRAY' || kind === 'DECIMAL' || kind === 'UUID' || kind === 'FLOAT16') return undefined
  return 'bytes of a fixed length'
}
