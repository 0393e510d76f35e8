import { CausalError } from './errors.js'
import { show } from './show.js'

/** `"a", "b" and 3 more`: names as they stand in messages. */
export function quoteNames(names: Iterable<string>, most = 8): string {
  const all = [...names]
  const shown = all.slice(0, most).map((name) => show(name))
  if (all.length > most) return `${shown.join(', ')} and ${all.length - most} more`
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}` : (shown[0] ?? 'none')
}

/** An error for a name that is not there, with the nearest names that are. `what`: 'node', 'column', 'state' … */
export function unknownName(what: string, name: unknown, known: Iterable<string>): CausalError {
  const names = [...known]
  const near = typeof name === 'string' ? nearestNames(name, names) : []
  const hint =
    near.length > 0 ? `did you mean ${near.map((n) => show(n)).join(' or ')}?` : `there are ${quoteNames(names)}.`
  return new CausalError('unknown-name', `there is no ${what} ${show(name)}: ${hint}`, {
    name,
    nearest: near,
  })
}

/** Up to three names within a third of the length in edits, nearest first, ties in the given order. */
export function nearestNames(name: string, known: readonly string[]): string[] {
  const limit = Math.max(1, name.length / 3)
  return known
    .filter((candidate) => typeof candidate === 'string')
    .map((candidate) => ({ candidate, distance: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ candidate }) => candidate)
}

/** Edits (insert, delete, replace, swap neighbours) from `a` to `b`. Damerau 1964, restricted form. */
function editDistance(a: string, b: string): number {
  let older: number[] = []
  let old = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = old[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? older[j - 2]! + 1 : replaced
      row.push(Math.min(old[j]! + 1, row[j - 1]! + 1, replaced, swapped))
    }
    older = old
    old = row
  }
  return old[b.length]!
}

/** The position of each name, or an error for a name given twice or that is not a string. */
export function indexNames(what: string, names: readonly string[]): Map<string, number> {
  if (!Array.isArray(names)) {
    throw new CausalError('invalid-argument', `expected a list of ${what} names, got ${show(names)}.`)
  }
  const index = new Map<string, number>()
  for (const [i, name] of names.entries()) {
    if (typeof name !== 'string' || name === '') {
      throw new CausalError('invalid-argument', `a ${what} needs a non-empty name, got ${show(name)}.`)
    }
    if (index.has(name)) {
      throw new CausalError('duplicate-name', `the ${what} ${show(name)} is given twice.`, { name })
    }
    index.set(name, i)
  }
  return index
}

/** The position of one name in an index, or an error with the nearest names. */
export function lookUp(what: string, index: ReadonlyMap<string, number>, name: string): number {
  const i = index.get(name)
  if (i === undefined) throw unknownName(what, name, index.keys())
  return i
}

/** One name or several, as an array. */
export function asList<N extends string>(names: N | readonly N[] | undefined): readonly N[] {
  return [names ?? []].flat() as readonly N[]
}

/** The value itself, or an error where untyped code gives no object for `what`. */
export function checkedObject<V>(what: string, value: V): V {
  if (typeof value === 'object' && value !== null) return value
  throw notThe(what, 'an object', value)
}

/** The value itself, or an error where untyped code gives no array for `what`. */
export function checkedList<V>(what: string, value: V): V {
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return value
  throw notThe(what, 'a list', value)
}

function notThe(what: string, form: string, value: unknown): CausalError {
  return new CausalError('invalid-argument', `the ${what} must be ${form}, got ${show(value)}.`)
}

/** The list itself, or an error where untyped code gives anything but numbers. NaN and infinities are numbers here. */
export function checkedNumbers<V extends ArrayLike<number>>(what: string, values: V): V {
  if (ArrayBuffer.isView(values)) return values
  checkedList(what, values)
  for (let i = 0; i < values.length; i++) {
    if (typeof values[i] === 'number') continue
    const message = `the ${what} must be numbers, got ${show(values[i])} at position ${i} (counting from 0).`
    throw new CausalError('invalid-argument', message, { position: i })
  }
  return values
}

/** Throws where a name stands in two roles. `which`: the roles, and what must differ. */
export function checkOneRoleEach(names: readonly string[], which: string): void {
  const twice = names.find((name, i) => names.indexOf(name) < i)
  if (twice !== undefined) throw new CausalError('overlap', `${show(twice)} has two roles: ${which}.`, { name: twice })
}
