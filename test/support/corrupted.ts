/** A number in [0, 1) that a seed decides: mulberry32. */
export function seeded(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** What was done to which place of the arguments. */
export interface Corruption {
  readonly path: readonly (string | number)[]
  readonly what: string
  readonly args: readonly unknown[]
}

const cyclic: unknown[] = []
cyclic.push(cyclic)
let nested: unknown = []
for (let i = 0; i < 20_000; i++) nested = [nested]

/** What stands in the place of a value that was right; a text for each, for the report. */
const replacements: readonly (readonly [string, unknown])[] = [
  ['undefined', undefined],
  ['null', null],
  ['NaN', Number.NaN],
  ['-1', -1],
  ['1.5', 1.5],
  ['0', 0],
  ['2 ** 53', 2 ** 53],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['1n', 1n],
  ["''", ''],
  ["'nonsense'", 'nonsense'],
  ["'constructor'", 'constructor'],
  ["'__proto__'", '__proto__'],
  ['true', true],
  ['{}', {}],
  ['[]', []],
  ['[null]', [null]],
  ['a function', () => undefined],
  ['a symbol', Symbol('s')],
  ['a cyclic list', cyclic],
  ['a deep list', nested],
  ['an unreadable record', new Proxy({}, { get: refuse, ownKeys: refuse, has: refuse, getPrototypeOf: refuse })],
]
function refuse(): never {
  throw new CorruptRead()
}
/** What a proxy throws that cannot be read: it may come through, it is the caller's. */
export class CorruptRead extends Error {}

export const unknownKey = 'unknownKey'

/** The arguments with one field changed somewhere, copied on the path to it; null where there is nothing to change. */
export function corrupted(args: readonly unknown[], random: () => number): Corruption | null {
  if (args.length === 0) return null
  const path: (string | number)[] = []
  let at: unknown = args
  do {
    const keys = keysOf(at)
    const key = keys[Math.floor(random() * keys.length)]!
    path.push(key)
    at = (at as Record<string | number, unknown>)[key]
  } while (keysOf(at).length > 0 && random() < 0.75)
  const [what, change] = pickChange(at, random)
  return { path, what, args: changed(args, path, change) as unknown[] }
}

type Change = (value: unknown) => unknown

function pickChange(value: unknown, random: () => number): readonly [string, Change] {
  const pick = <V>(list: readonly V[]): V => list[Math.floor(random() * list.length)]!
  if (Array.isArray(value) && value.length > 0 && random() < 0.3)
    return pick<readonly [string, Change]>([
      ['one entry twice', (list) => [...(list as unknown[]), (list as unknown[])[0]]],
      ['one entry fewer', (list) => (list as unknown[]).slice(1)],
    ])
  if (ArrayBuffer.isView(value) && random() < 0.3) return ['one entry fewer', (list) => (list as Float64Array).slice(1)]
  if (isRecord(value) && random() < 0.4) {
    const keys = Object.keys(value)
    const gone = keys.length === 0 ? undefined : pick(keys)
    if (gone === undefined || random() < 0.5)
      return ['an unknown key', (record) => ({ ...(record as object), [unknownKey]: 1 })]
    return [
      `without ${gone}`,
      (record) => Object.fromEntries(Object.entries(record as object).filter(([key]) => key !== gone)),
    ]
  }
  const [text, replacement] = pick(replacements)
  return [text, () => replacement]
}

function changed(value: unknown, path: readonly (string | number)[], change: Change): unknown {
  if (path.length === 0) return change(value)
  const key = path[0]!
  const part = changed((value as Record<string | number, unknown>)[key], path.slice(1), change)
  if (ArrayBuffer.isView(value)) {
    const copy = (value as Float64Array).slice()
    copy[key as number] = typeof part === 'number' ? part : Number.NaN
    return copy
  }
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) }
  Object.defineProperty(copy, key, { value: part, enumerable: true, configurable: true, writable: true })
  return copy
}

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

/** The places in a value that can be changed: entries of lists (the first hundred) and fields of plain records. */
function keysOf(value: unknown): (string | number)[] {
  if (Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView)))
    return Array.from({ length: Math.min(100, (value as unknown[]).length) }, (_, i) => i)
  return isRecord(value) ? Object.keys(value) : []
}
