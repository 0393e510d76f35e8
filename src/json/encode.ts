import { show } from '../show.js'
import { arrayName, isRecord, isTypedArray, MARK, notWritable, numberOut, setField } from './plain-data.js'

/** Where a value stands: the last key, and the place that it is in. */
interface Place {
  readonly inside: Place | null
  readonly key: string | number
}

interface Task {
  readonly value: unknown
  readonly at: Place | null
  /** Takes the encoded value to its place. */
  readonly put: (encoded: unknown) => void
}

/**
 * A value as JSON can hold it: numbers that JSON lacks, BigInts, typed arrays, maps and sets are marked records, and what
 * stands at several places is written once and pointed to from the others, so that it is one value again when read.
 */
export function encode(value: unknown): unknown {
  let result: unknown
  const known = new Map<object, Place | null>()
  const tasks: Task[] = [{ value, at: null, put: (encoded) => (result = encoded) }]
  while (tasks.length > 0) {
    const task = tasks.pop()!
    task.put(encodeOne(task, known, tasks))
  }
  return result
}

function encodeOne({ value, at }: Task, known: Map<object, Place | null>, tasks: Task[]): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') {
    const number = numberOut(value)
    return typeof number === 'number' ? number : { [MARK]: 'number', value: number }
  }
  if (typeof value === 'bigint') return { [MARK]: 'bigint', value: `${value}` }
  if (value === undefined) return { [MARK]: 'undefined' }
  if (typeof value !== 'object') throw notWritable(pathOf(at), show(value))
  const before = known.get(value)
  if (before !== undefined) return { [MARK]: 'same', at: pathOf(before) }
  known.set(value, at)
  if (isTypedArray(value))
    return {
      [MARK]: arrayName(value),
      values: Array.from(value as ArrayLike<number | bigint>, (v) => (typeof v === 'bigint' ? `${v}` : numberOut(v))),
    }
  if (Array.isArray(value)) return listOf(value, at, tasks)
  if (value instanceof Map) return { [MARK]: 'Map', entries: listOf([...value], { inside: at, key: 'entries' }, tasks) }
  if (value instanceof Set) return { [MARK]: 'Set', values: listOf([...value], { inside: at, key: 'values' }, tasks) }
  if (!isRecord(value)) throw notWritable(pathOf(at), show(value))
  const keys = Object.keys(value)
  if (keys.includes(MARK) || keys.includes('__proto__'))
    return { [MARK]: 'record', entries: listOf(Object.entries(value), { inside: at, key: 'entries' }, tasks) }
  const record = {}
  // the fields are set in their order, and what they hold later, first things first
  for (const key of keys) setField(record, key, null)
  for (const key of keys.reverse())
    tasks.push({ value: value[key], at: { inside: at, key }, put: (encoded) => setField(record, key, encoded) })
  return record
}

function listOf(list: readonly unknown[], at: Place | null, tasks: Task[]): unknown[] {
  const result: unknown[] = new Array(list.length).fill(null)
  for (let i = list.length - 1; i >= 0; i--)
    tasks.push({ value: list[i], at: { inside: at, key: i }, put: (encoded) => (result[i] = encoded) })
  return result
}

function pathOf(place: Place | null): (string | number)[] {
  const path: (string | number)[] = []
  for (let at = place; at !== null; at = at.inside) path.push(at.key)
  return path.reverse()
}
