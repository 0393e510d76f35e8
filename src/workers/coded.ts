import { CausalError } from '../errors.js'
import { recipeOf } from '../recipes.js'
import { show } from '../show.js'
import type { Part } from './messages.js'

/** The key of a record that stands for a part. */
export const PART = '\u0000causalkit part'

/** What is sent as a part, for as long as a call lasts: numbered, and each with the numbers of those that it needs, its own last. */
export interface Parts {
  readonly of: Map<object, { readonly part: Part; readonly needs: readonly number[] }>
  readonly byId: Map<number, Part>
  readonly nextId: () => number
}

/** A copy of data in which all that has a recipe is replaced by the number of its part, and the numbers of the parts it needs. */
export function coded(
  value: unknown,
  parts: Parts,
  from = '',
): { readonly data: unknown; readonly needs: readonly number[] } {
  const needs = new Set<number>()
  const seen = new Map<object, unknown>()
  const walk = (at: unknown, path: string): unknown => {
    if (typeof at !== 'function' && (typeof at !== 'object' || at === null)) return at
    if (recipeOf(at) !== undefined) {
      const entry = entryOf(at, path, parts)
      for (const id of entry.needs) needs.add(id)
      return { [PART]: entry.part.id }
    }
    if (typeof at === 'function') throw cannotBeSent(at, path)
    const done = seen.get(at)
    if (done !== undefined) return done
    if (Array.isArray(at)) {
      const list: unknown[] = []
      seen.set(at, list)
      for (const each of at) list.push(walk(each, path))
      return list
    }
    const prototype: unknown = Object.getPrototypeOf(at)
    // typed arrays, maps, sets: they are copied as they are
    if (prototype !== Object.prototype && prototype !== null) return at
    const record: Record<string, unknown> = {}
    seen.set(at, record)
    for (const key of Object.keys(at))
      put(record, key, walk((at as Record<string, unknown>)[key], path === '' ? key : `${path}.${key}`))
    return record
  }
  return { data: walk(value, from), needs: [...needs] }
}

/** Sets a field of its own, also one that is called `__proto__`. */
function put(record: object, key: string, value: unknown): void {
  Object.defineProperty(record, key, { value, enumerable: true, writable: true, configurable: true })
}

function entryOf(
  source: object,
  path: string,
  parts: Parts,
): { readonly part: Part; readonly needs: readonly number[] } {
  const known = parts.of.get(source)
  if (known !== undefined) return known
  const recipe = recipeOf(source)!
  const given = coded(recipe.given, parts, path)
  const id = parts.nextId()
  const part: Part = {
    id,
    maker: 'maker' in recipe ? recipe.maker : null,
    name: 'name' in recipe ? recipe.name : null,
    given: given.data as readonly unknown[],
  }
  const entry = { part, needs: [...given.needs, id] }
  parts.of.set(source, entry)
  parts.byId.set(id, part)
  return entry
}

function cannotBeSent(value: object, path: string): CausalError {
  return new CausalError(
    'not-supported',
    `\`${path}\` holds a function of your own, ${show(value)}, and functions cannot be sent to a worker: name it, \`named('mine', …)\`, and start the workers from a file of yours that calls answerWork({ mine: … }).`,
    { path },
  )
}

/** Data as they were before they were coded, frozen as this library's values are. `partOf`: what stands for a number. */
export function decoded(value: unknown, partOf: (id: number) => unknown): unknown {
  const seen = new Map<object, unknown>()
  const walk = (at: unknown): unknown => {
    if (typeof at !== 'object' || at === null) return at
    const done = seen.get(at)
    if (done !== undefined) return done
    if (Array.isArray(at)) {
      seen.set(at, at)
      for (let i = 0; i < at.length; i++) at[i] = walk(at[i])
      return Object.freeze(at)
    }
    if (Object.getPrototypeOf(at) !== Object.prototype) return at
    const id = (at as Record<string, unknown>)[PART]
    if (id !== undefined) return partOf(id as number)
    seen.set(at, at)
    const record = at as Record<string, unknown>
    for (const key of Object.keys(record)) put(record, key, walk(record[key]))
    return Object.freeze(record)
  }
  return walk(value)
}
