import type { EstimandValue } from '../../../estimand/terms/types.js'
import type { IndexedGraph } from '../../../graph/core/indexed.js'
import { kahnOrder } from '../../../graph/core/order.js'
import { hasParentsSet, parentNames, plainValue, valueKey } from './world-terms.js'

type WorldOf = readonly EstimandValue[]

/** Where a variable's value in a world comes about: what sets it, or the world in which nothing does. */
function sourceOf(variable: string, world: WorldOf): { readonly set: EstimandValue } | { readonly world: WorldOf } {
  const set = world.find((v) => v.variable === variable)
  if (set === undefined) return { world }
  return set.do === undefined ? { set } : sourceOf(variable, set.do)
}

/**
 * Whether a conjunction over worlds is the sum over `over` of copies that have their parents set: in each unit, what the conjunction
 * says holds just when one choice of the unknown values makes all copies true. That is so when each value read comes out as told if it
 * is followed through the copies (consistency and exclusion), each copy at a state is one that is read and told, and each unknown value
 * is that of one copy.
 */
export function consistencyHolds(
  g: IndexedGraph,
  atoms: readonly EstimandValue[],
  over: readonly EstimandValue[],
  copies: readonly EstimandValue[],
): boolean {
  if (!atoms.every((v) => isToldOf(g, v)) || !copies.every((v) => hasParentsSet(g, v))) return false
  const unknown = new Set(over.map(valueKey))
  const own = copies.filter((v) => v.state === undefined).map(valueKey)
  if (over.some((v) => v.state !== undefined || v.do !== undefined) || unknown.size !== over.length) return false
  if (own.length !== unknown.size || new Set(own).size !== own.length || !own.every((key) => unknown.has(key)))
    return false
  const copyKey = (variable: string, parents: readonly string[]): string => JSON.stringify([variable, ...parents])
  const table = new Map<string, EstimandValue>()
  for (const copy of copies) {
    const set = new Map((copy.do ?? []).map((v) => [v.variable, v]))
    const parents = parentNames(g, copy.variable).map((name) => set.get(name)!)
    // an unknown value that a parent has is that of a copy of the parent
    if (parents.some((v) => v.state === undefined && !unknown.has(valueKey(v)))) return false
    const key = copyKey(copy.variable, parents.map(valueKey))
    if (table.has(key)) return false
    table.set(key, copy)
  }
  const reached = new Set<EstimandValue>()
  const read = (variable: string, world: WorldOf): string | null => {
    const source = sourceOf(variable, world)
    if ('set' in source) return valueKey(source.set)
    const parents = parentNames(g, variable).map((name) => read(name, source.world))
    if (parents.includes(null)) return null
    const copy = table.get(copyKey(variable, parents as string[]))
    if (copy === undefined) return null
    return valueKey(plainValue(copy))
  }
  for (const atom of atoms) {
    const { variable, do: world = [] } = atom
    if (read(variable, world) !== valueKey(atom)) return false
    const source = sourceOf(variable, world)
    if ('set' in source) continue
    const parents = parentNames(g, variable).map((name) => read(name, source.world)!)
    reached.add(table.get(copyKey(variable, parents))!)
  }
  return copies.every((copy) => copy.state === undefined || reached.has(copy))
}

/** Whether a state is told of a node, in a world that sets nodes, each once, to states or to what they are in such a world. */
function isToldOf(g: IndexedGraph, { variable, state, do: world = [] }: EstimandValue): boolean {
  return g.index.has(variable) && state !== undefined && isWorld(g, world)
}

function isWorld(g: IndexedGraph, world: WorldOf): boolean {
  if (new Set(world.map((v) => v.variable)).size !== world.length) return false
  return world.every((v) =>
    v.do === undefined ? isToldOf(g, v) : v.state === undefined && g.index.has(v.variable) && isWorld(g, v.do),
  )
}

/** What consistency alone says of P(event | given): 1, 0, or null where it does not decide. */
export function decidedBy(
  g: IndexedGraph,
  event: readonly EstimandValue[],
  given: readonly EstimandValue[],
): 0 | 1 | null {
  if (event.length === 0 || ![...event, ...given].every((v) => isToldOf(g, v))) return null
  if (followed(g, [...event, ...given], event.length + given.length) === null) return 0
  const values = followed(g, [...given, ...event], given.length)
  return values?.slice(given.length).every((value, i) => value === event[i]!.state) === true ? 1 : null
}

/**
 * The states at which values are read when the first `told` of them are as they say, parents before children; null where two of those
 * contradict each other. What has no state is the text of a copy.
 */
function followed(g: IndexedGraph, atoms: readonly EstimandValue[], told: number): (string | null)[] | null {
  const readings = new Map<string, Map<WorldOf, string>>()
  const isRead = (variable: string, world: WorldOf): boolean => {
    const source = sourceOf(variable, world)
    if ('set' in source) return true
    const worlds = readings.get(variable) ?? new Map<WorldOf, string>()
    readings.set(variable, worlds)
    if (worlds.has(source.world)) return true
    worlds.set(source.world, '')
    return parentNames(g, variable).every((name) => isRead(name, source.world))
  }
  const actual: WorldOf = []
  const worldOf = ({ do: world }: EstimandValue): WorldOf => world ?? actual
  for (const atom of atoms) isRead(atom.variable, worldOf(atom))
  const states = new Map<string, string>()
  const valueAt = (variable: string, world: WorldOf): string => {
    const source = sourceOf(variable, world)
    if ('set' in source) return `= ${source.set.state!}`
    const copy = readings.get(variable)!.get(source.world)!
    const state = states.get(copy)
    return state === undefined ? copy : `= ${state}`
  }
  for (const i of kahnOrder(g)) {
    const variable = g.names[i]!
    for (const [world] of readings.get(variable) ?? []) {
      const parents = parentNames(g, variable).map((name) => valueAt(name, world))
      readings.get(variable)!.set(world, `copy ${JSON.stringify([variable, ...parents])}`)
    }
    for (const atom of atoms.slice(0, told)) {
      if (atom.variable !== variable) continue
      const now = valueAt(variable, worldOf(atom))
      if (now.startsWith('= ') ? now !== `= ${atom.state!}` : false) return null
      if (!now.startsWith('= ')) states.set(now, atom.state!)
    }
  }
  return atoms.map((atom) => {
    const now = valueAt(atom.variable, worldOf(atom))
    return now.startsWith('= ') ? now.slice(2) : null
  })
}
