import type { Cell } from '../../data/types.js'
import type { Distribution } from '../../probability/families/distribution.js'
import type { Law } from '../mechanisms/law.js'
import { type Structure, structureOf } from '../models/structure.js'
import type { AnyScm } from '../models/types.js'
import { declaredStates } from '../parent-states.js'

/** The law of a node: what is left of a law once its natural value is a node of its own. */
export type NodeLaw =
  | Exclude<Law, { family: 'modified' }>
  | { readonly family: 'change'; readonly change: 'shift' | 'scale'; readonly amount: number }

/** A variable in some world. Variables that come about in the same way in two worlds are one node. */
export interface WorldNode {
  readonly variable: number
  readonly law: NodeLaw
  /** The nodes of the law's parents, in order; the natural value is the parent of a change. */
  readonly inputs: Int32Array
  /** Position in `noises`, or −1. */
  readonly noise: number
  /** Declared states, or null. */
  readonly states: readonly Cell[] | null
}

/** An exogenous source of randomness, shared by all worlds. */
export interface Noise {
  readonly variable: number
  readonly law: NodeLaw
  /** Null for the noise of a choice, whose form its response says. */
  readonly distribution: Distribution | null
}

/** The value that a variable takes in another world. */
export interface Elsewhere {
  readonly family: 'elsewhere'
  readonly parents: readonly string[]
  readonly variable: number
  readonly world: World
}

/** A system of laws, and the nodes made of it so far. */
export interface World {
  readonly laws: readonly (Law | Elsewhere)[]
  readonly node: Map<number, number>
}

/** Several worlds over one draw of the noise, unrolled into one network: parents always come before their children. */
export interface Worlds {
  readonly structure: Structure
  readonly nodes: WorldNode[]
  readonly noises: Noise[]
  readonly noiseKeys: Map<string, number>
  readonly nodeKeys: Map<string, number>
  readonly lawIds: Map<unknown, number>
}

export function newWorlds(model: AnyScm): Worlds {
  return {
    structure: structureOf(model),
    nodes: [],
    noises: [],
    noiseKeys: new Map(),
    nodeKeys: new Map(),
    lawIds: new Map(),
  }
}

export function newWorld(laws: readonly (Law | Elsewhere)[]): World {
  return { laws, node: new Map() }
}

/** The node of a variable in a world, made with all its ancestors where it is not there yet. */
export function nodeOf(worlds: Worlds, world: World, variable: number): number {
  const known = world.node.get(variable)
  if (known !== undefined) return known
  const { index } = worlds.structure
  const stack: { world: World; variable: number }[] = [{ world, variable }]
  while (stack.length > 0) {
    const top = stack.at(-1)!
    if (top.world.node.has(top.variable)) {
      stack.pop()
      continue
    }
    const law = top.world.laws[top.variable]!
    const before = stack.length
    if (law.family === 'elsewhere') {
      if (!law.world.node.has(law.variable)) stack.push({ world: law.world, variable: law.variable })
    } else {
      for (let k = law.parents.length - 1; k >= 0; k--) {
        const parent = index.get(law.parents[k]!)!
        if (!top.world.node.has(parent)) stack.push({ world: top.world, variable: parent })
      }
    }
    if (stack.length > before) continue
    const made =
      law.family === 'elsewhere' ? law.world.node.get(law.variable)! : makeNode(worlds, top.world, top.variable, law)
    top.world.node.set(top.variable, made)
    stack.pop()
  }
  return world.node.get(variable)!
}

/** The node of a law whose parents have nodes; `natural` stands for the variable itself among them. */
function makeNode(worlds: Worlds, world: World, variable: number, law: Law, natural = -1): number {
  const { names, index } = worlds.structure
  if (law.family === 'modified') {
    const base = makeNode(worlds, world, variable, law.base, natural)
    const { change } = law
    if ('family' in change) return makeNode(worlds, world, variable, change, base)
    const key = `${variable}|${change.change}${change.amount}|${base}`
    const node = { family: 'change' as const, change: change.change, amount: change.amount }
    return addNode(
      worlds,
      key,
      variable,
      node,
      Int32Array.of(base),
      change.change === 'shift' ? worlds.nodes[base]!.states : null,
    )
  }
  const inputs = Int32Array.from(law.parents, (parent) =>
    parent === names[variable] ? natural : world.node.get(index.get(parent)!)!,
  )
  if (law.family === 'constant') {
    return addNode(worlds, `${variable}|=${typeof law.value} ${law.value}`, variable, law, inputs, null)
  }
  let id = worlds.lawIds.get(law)
  if (id === undefined) {
    id = worlds.lawIds.size
    worlds.lawIds.set(law, id)
  }
  return addNode(worlds, `${variable}|${id}|${inputs.join()}`, variable, law, inputs, declaredStates(law))
}

function addNode(
  worlds: Worlds,
  key: string,
  variable: number,
  law: NodeLaw,
  inputs: Int32Array,
  states: readonly Cell[] | null,
): number {
  const known = worlds.nodeKeys.get(key)
  if (known !== undefined) return known
  const at = worlds.nodes.length
  worlds.nodeKeys.set(key, at)
  worlds.nodes.push({ variable, law, inputs, noise: noiseOfLaw(worlds, variable, law), states })
  return at
}

function noiseOfLaw(worlds: Worlds, variable: number, law: NodeLaw): number {
  const has = law.family === 'choice' || ('noise' in law && law.noise !== null)
  if (!has) return -1
  const key = `${variable}|${worlds.lawIds.get(law)!}`
  const known = worlds.noiseKeys.get(key)
  if (known !== undefined) return known
  const at = worlds.noises.length
  worlds.noiseKeys.set(key, at)
  worlds.noises.push({ variable, law, distribution: 'noise' in law ? law.noise : null })
  return at
}
