import { CausalError } from '../../errors.js'
import type { IndexedGraph } from '../../graph/core/indexed.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { measuredPositions } from '../adjustment/effect-query.js'
import type { Atom } from './ctf-id.js'
import type { CounterfactualEvent } from './query.js'
import type { World } from './worlds.js'

/** Reads events into numbers. `whole` is the user's graph, `g` that of its measured nodes. */
export function eventReader(whole: IndexedGraph, g: IndexedGraph): (label: string, input: unknown) => Atom[] {
  const worlds = worldReader(whole, g)
  return (label, input) => {
    const list: readonly unknown[] = input === undefined ? [] : Array.isArray(input) ? input : [input]
    return list.map((item) => {
      if (typeof item !== 'object' || item === null || Array.isArray(item)) {
        throw refuse(`${label} holds events such as { variable: "Y", value: 1, do: { X: 0 } }, got ${show(item)}.`, {
          value: item,
        })
      }
      checkOptions(label, item, ['variable', 'value', 'do'])
      const { variable, value, do: act } = item as CounterfactualEvent
      measuredPositions(whole, label, [variable])
      return { variable: g.index.get(variable)!, value: stateOf(variable, value), world: worlds(act) }
    })
  }
}

/** One world for each `do`; the same object, met again, is the same world. Nested worlds wait on a list, not on the stack. */
function worldReader(whole: IndexedGraph, g: IndexedGraph): (act: unknown) => World {
  const made = new Map<unknown, World>()
  const actual: World = { act: new Map() }
  const waiting: { readonly input: object; readonly act: Map<number, string | World> }[] = []
  const worldOf = (input: unknown): World => {
    if (input === undefined) return actual
    if (typeof input !== 'object' || input === null || Array.isArray(input)) {
      throw refuse(`do is an object such as { X: 0 }, got ${show(input)}.`, { value: input })
    }
    let world = made.get(input)
    if (world === undefined) {
      const act = new Map<number, string | World>()
      world = { act }
      made.set(input, world)
      waiting.push({ input, act })
    }
    return world
  }
  return (input) => {
    const world = worldOf(input)
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      for (const [name, setting] of Object.entries(next.input)) {
        if (setting === undefined) continue
        measuredPositions(whole, 'do', [name])
        next.act.set(g.index.get(name)!, isNested(setting) ? worldOf(ownWorld(name, setting)) : stateOf(name, setting))
      }
    }
    return world
  }
}

const isNested = (setting: unknown): setting is { readonly variable: unknown; readonly do?: unknown } =>
  typeof setting === 'object' && setting !== null && 'variable' in setting

function ownWorld(name: string, setting: { readonly variable: unknown; readonly do?: unknown }): unknown {
  if (setting.variable !== name) {
    throw refuse(
      `${show(name)} can take its own value in another world, { variable: ${show(name)}, do: … }, not that of ${show(setting.variable)}: whether their states are the same is not in the graph.`,
      { name, variable: setting.variable },
    )
  }
  checkOptions('value in another world', setting, ['variable', 'do'])
  return setting.do
}

function stateOf(name: string, value: unknown): string {
  if (typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))) return String(value)
  throw refuse(
    `the value of ${show(name)} must be a state or a finite number (or, in a do, its value in another world, { variable: ${show(name)}, do: … }), got ${show(value)}.`,
    { name, value },
  )
}

function refuse(message: string, details: Readonly<Record<string, unknown>>): CausalError {
  return new CausalError('invalid-argument', message, details)
}
