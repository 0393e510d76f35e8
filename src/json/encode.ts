import { show } from '../show.js'
import { arrayName, isRecord, isTypedArray, MARK, notWritable, numberOut, setField } from './plain-data.js'

type Path = readonly (string | number)[]

interface Task {
  readonly value: unknown
  readonly path: Path
  /** Takes the encoded value to its place. */
  readonly put: (encoded: unknown) => void
}

/**
 * A value as JSON can hold it: numbers that JSON lacks, BigInts, typed arrays, maps and sets are marked records, and what
 * stands at several places is written once and pointed to from the others, so that it is one value again when read.
 */
export function encode(value: unknown): unknown {
  let result: unknown
  const known = new Map<object, Path>()
  const tasks: Task[] = [{ value, path: [], put: (encoded) => (result = encoded) }]
  while (tasks.length > 0) {
    const task = tasks.pop()!
    task.put(encodeOne(task, known, tasks))
  }
  return result
}

function encodeOne({ value, path }: Task, known: Map<object, Path>, tasks: Task[]): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') {
    const number = numberOut(value)
    return typeof number === 'number' ? number : { [MARK]: 'number', value: number }
  }
  if (typeof value === 'bigint') return { [MARK]: 'bigint', value: `${value}` }
  if (value === undefined) return { [MARK]: 'undefined' }
  if (typeof value !== 'object') throw notWritable(path, show(value))
  const before = known.get(value)
  if (before !== undefined) return { [MARK]: 'same', at: before }
  known.set(value, path)
  if (isTypedArray(value))
    return {
      [MARK]: arrayName(value),
      values: Array.from(value as ArrayLike<number | bigint>, (v) => (typeof v === 'bigint' ? `${v}` : numberOut(v))),
    }
  if (Array.isArray(value)) return listOf(value, path, tasks)
  if (value instanceof Map) return { [MARK]: 'Map', entries: listOf([...value], [...path, 'entries'], tasks) }
  if (value instanceof Set) return { [MARK]: 'Set', values: listOf([...value], [...path, 'values'], tasks) }
  if (!isRecord(value)) throw notWritable(path, show(value))
  const keys = Object.keys(value)
  if (keys.includes(MARK) || keys.includes('__proto__'))
    return { [MARK]: 'record', entries: listOf(Object.entries(value), [...path, 'entries'], tasks) }
  const record = {}
  // the fields are set in their order, and what they hold later, first things first
  for (const key of keys) setField(record, key, null)
  for (const key of keys.reverse())
    tasks.push({ value: value[key], path: [...path, key], put: (encoded) => setField(record, key, encoded) })
  return record
}

function listOf(list: readonly unknown[], path: Path, tasks: Task[]): unknown[] {
  const result: unknown[] = new Array(list.length).fill(null)
  for (let i = list.length - 1; i >= 0; i--)
    tasks.push({ value: list[i], path: [...path, i], put: (encoded) => (result[i] = encoded) })
  return result
}
