const LONGEST = 200
const MOST = 8
const DEEPEST = 3

/**
 * A value as it stands in a message: strings in quotes, lists and records by their first parts, never too long, and never
 * an error of its own, whatever untyped code gave.
 */
export function show(value: unknown): string {
  return showPart(value, DEEPEST)
}

function showPart(value: unknown, depth: number): string {
  if (typeof value === 'string') return JSON.stringify(value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value)
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'function') return 'a function'
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? '-0' : String(value)
  try {
    if (Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView)))
      return showList(value as ArrayLike<unknown>, depth)
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'an invalid date' : value.toISOString()
    if (value instanceof Error) return `an error (${value.message})`
    return showRecord(value, depth)
  } catch {
    // a getter or a proxy that throws
    return 'an object that cannot be read'
  }
}

function showList(list: ArrayLike<unknown>, depth: number): string {
  if (depth === 0) return `a list of ${list.length}`
  const parts = Array.from({ length: Math.min(list.length, MOST) }, (_, i) => showPart(list[i], depth - 1))
  if (list.length > MOST) parts.push(`… ${list.length - MOST} more`)
  return `[${parts.join(', ')}]`
}

function showRecord(record: object, depth: number): string {
  const keys = Object.keys(record)
  const kind = Object.getPrototypeOf(record)?.constructor?.name
  if (keys.length === 0 && typeof kind === 'string' && kind !== 'Object') return `a ${kind}`
  if (depth === 0) return 'an object'
  const parts = keys.slice(0, MOST).map((key) => {
    const name = /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key)
    return `${name}: ${showPart((record as Record<string, unknown>)[key], depth - 1)}`
  })
  if (keys.length > MOST) parts.push(`… ${keys.length - MOST} more`)
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`
}

/** A value that `JSON.stringify` takes without an error: what JSON cannot hold becomes a text. */
export function plainJson(value: unknown, depth = 6): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (typeof value !== 'object' || depth === 0) return show(value)
  try {
    if (value instanceof Date || value instanceof Error) return show(value)
    if (ArrayBuffer.isView(value))
      return Array.from(value as unknown as ArrayLike<unknown>, (part) => plainJson(part, depth - 1))
    if (Array.isArray(value)) return value.map((part) => plainJson(part, depth - 1))
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plainJson(part, depth - 1)]))
  } catch {
    return show(value)
  }
}
