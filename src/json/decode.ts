import type { TypedArray } from '../data/cell-types.js'
import { CausalError } from '../errors.js'
import { show } from '../show.js'
import { arrayMakers, MARK, numberIn, setField } from './plain-data.js'

interface Task {
  readonly encoded: unknown
  readonly put: (value: unknown) => void
}

/** What is done when all parts are there: maps are filled, pointers followed. */
interface Reading {
  readonly tasks: Task[]
  readonly made: Map<unknown, unknown>
  readonly later: (() => void)[]
  readonly root: unknown
}

/** The value that `encode` wrote, all its records and lists frozen. */
export function decode(encoded: unknown): unknown {
  let result: unknown
  const reading: Reading = { tasks: [], made: new Map(), later: [], root: encoded }
  reading.tasks.push({ encoded, put: (value) => (result = value) })
  while (reading.tasks.length > 0) {
    const task = reading.tasks.pop()!
    const value = decodeOne(task, reading)
    if (value !== WAITING) task.put(value)
  }
  for (const fill of reading.later) fill()
  for (const value of reading.made.values()) if (!ArrayBuffer.isView(value)) Object.freeze(value)
  return result
}

/** Stands for a value that is put in its place later. */
const WAITING = Symbol('waiting')

function decodeOne(task: Task, reading: Reading): unknown {
  const { encoded } = task
  if (typeof encoded !== 'object' || encoded === null) {
    if (['string', 'number', 'boolean'].includes(typeof encoded) || encoded === null) return encoded
    throw unreadable(encoded)
  }
  const before = reading.made.get(encoded)
  if (before !== undefined) return before
  const record = encoded as Readonly<Record<string, unknown>>
  const value = Array.isArray(encoded)
    ? listOf(encoded, reading)
    : Object.hasOwn(record, MARK)
      ? decodeMarked(record, task, reading)
      : recordOf(record, reading)
  if (typeof value === 'object' && value !== null) reading.made.set(encoded, value)
  return value
}

function decodeMarked(record: Readonly<Record<string, unknown>>, task: Task, reading: Reading): unknown {
  const { [MARK]: mark, value, values, entries, at } = record
  switch (mark) {
    case 'undefined':
      return undefined
    case 'number': {
      const number = numberIn(value)
      if (number === undefined) throw unreadable(record)
      return number
    }
    case 'bigint':
      return bigintOf(value)
    case 'same':
      reading.later.push(() => task.put(found(at, reading)))
      return WAITING
    case 'Map':
    case 'record': {
      const pairs = pairsOf(entries, reading)
      const result = mark === 'Map' ? new Map<unknown, unknown>() : {}
      reading.later.push(() => {
        for (const [key, part] of pairs) {
          if (result instanceof Map) result.set(key, part)
          else setField(result, String(key), part)
        }
      })
      return result
    }
    case 'Set': {
      if (!Array.isArray(values)) throw unreadable(record)
      const parts = listOf(values, reading)
      const result = new Set<unknown>()
      reading.later.push(() => {
        for (const part of parts) result.add(part)
      })
      return result
    }
    default:
      return typedArrayOf(mark, values)
  }
}

function recordOf(record: Readonly<Record<string, unknown>>, reading: Reading): object {
  const result = {}
  const keys = Object.keys(record)
  for (const key of keys) setField(result, key, null)
  for (const key of keys.reverse())
    reading.tasks.push({ encoded: record[key], put: (value) => setField(result, key, value) })
  return result
}

function listOf(list: readonly unknown[], { tasks }: Reading): unknown[] {
  const result: unknown[] = new Array(list.length).fill(null)
  for (let i = list.length - 1; i >= 0; i--) tasks.push({ encoded: list[i], put: (value) => (result[i] = value) })
  return result
}

function pairsOf(entries: unknown, reading: Reading): [unknown, unknown][] {
  if (!Array.isArray(entries) || entries.some((pair) => !Array.isArray(pair) || pair.length !== 2))
    throw unreadable(entries)
  return entries.map((pair) => listOf(pair, reading) as [unknown, unknown])
}

function typedArrayOf(name: unknown, values: unknown): TypedArray {
  const maker = arrayMakers.get(name as string)
  if (maker === undefined || !Array.isArray(values)) throw unreadable({ [MARK]: name, values })
  const result = new maker(values.length)
  for (let i = 0; i < values.length; i++) {
    const value =
      result instanceof BigInt64Array || result instanceof BigUint64Array ? bigintOf(values[i]) : numberIn(values[i])
    if (value === undefined) throw unreadable(values[i])
    result[i] = value
    if (!Object.is(result[i], value) && !(result instanceof Float32Array)) throw unreadable(value)
  }
  return result
}

function bigintOf(value: unknown): bigint {
  if (typeof value !== 'string' || !/^-?\d+$/.test(value)) throw unreadable(value)
  return BigInt(value)
}

/** The value at a place of the text that was read. */
function found(at: unknown, { root, made }: Reading): unknown {
  let place: unknown = root
  for (const key of Array.isArray(at) ? at : [null])
    place =
      typeof place === 'object' && place !== null && Object.hasOwn(place, key as string)
        ? (place as Record<string, unknown>)[key as string]
        : undefined
  if (!made.has(place))
    throw new CausalError('invalid-argument', `nothing was read at ${show(at)}; expected what toJson gives.`, {})
  return made.get(place)
}

function unreadable(what: unknown): CausalError {
  return new CausalError('invalid-argument', `${show(what)} cannot be read; expected what toJson gives.`, {})
}
