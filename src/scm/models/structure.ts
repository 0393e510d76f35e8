import { isFrozenThroughout } from '../../checked.js'
import { CausalError } from '../../errors.js'
import { findCycle } from '../../graph/kinds/build.js'
import { unknownName } from '../../names.js'
import { show } from '../../show.js'
import type { Law } from '../mechanisms/law.js'
import { checkParentStates } from '../parent-states.js'
import { checkModel } from './check-model.js'
import type { AnyScm } from './types.js'

/** A model in numbers: variable `i` is `names[i]`. */
export interface Structure {
  readonly names: readonly string[]
  readonly index: ReadonlyMap<string, number>
  /** Positions of the parents of each variable, in the law's order. */
  readonly parents: readonly Int32Array[]
  /** The variables, parents before children; ties in the order of the specification. */
  readonly order: Int32Array
}

const cache = new WeakMap<AnyScm, Structure>()

/** The models that this library made of laws that were checked. */
const made = new WeakSet<AnyScm>()

/** The model, remembered as one whose parts need no check; its structure is looked at all the same. */
export function madeModel(model: AnyScm): AnyScm {
  made.add(model)
  return model
}

/** The model in numbers, once per model: the door of every function that takes a model. */
export function structureOf(model: AnyScm): Structure {
  const known = cache.get(model)
  if (known !== undefined) return known
  const isMade = typeof model === 'object' && model !== null && made.has(model)
  if (!isMade) checkModel(model)
  const result = structureOfLaws(model.variables, model.laws)
  if (isMade || isFrozenThroughout(model)) cache.set(model, result)
  return result
}

/** Names and laws in numbers, their parents and states checked. */
export function structureOfLaws(names: readonly string[], laws: readonly Law[]): Structure {
  const index = new Map(names.map((name, i) => [name, i]))
  const parents = laws.map((law, i) => {
    const list = new Int32Array(law.parents.length)
    for (const [k, parent] of law.parents.entries()) {
      const p = index.get(parent)
      if (p === undefined) {
        const error = unknownName('variable', parent, names)
        const message = `among the parents of ${show(names[i])}, ${error.message}`
        throw new CausalError('unknown-name', message, { ...error.details, child: names[i] })
      }
      list[k] = p
    }
    return list
  })
  const order = orderOf(names, parents)
  for (const i of order) checkParentStates(names, laws, parents[i]!, i)
  return { names, index, parents, order }
}

function orderOf(names: readonly string[], parents: readonly Int32Array[]): Int32Array {
  const from: number[] = []
  const to: number[] = []
  for (const [child, list] of parents.entries()) {
    for (const parent of list) {
      from.push(parent)
      to.push(child)
    }
  }
  const cycle = from.some((a, e) => a === to[e])
    ? [from[from.findIndex((a, e) => a === to[e])]!]
    : findCycle(names.length, from, to)
  if (cycle !== null) {
    const nodes = cycle.map((i) => names[i]!)
    const shown = [...nodes, nodes[0]].map((s) => show(s)).join(' -> ')
    throw new CausalError('cycle', `a variable may not depend on itself, found ${shown}.`, { cycle: nodes })
  }
  return parentsFirst(names.length, parents)
}

/** Parents before children; among those that are ready, the earlier variable first as far as a stack allows. */
function parentsFirst(n: number, parents: readonly Int32Array[]): Int32Array {
  const order = new Int32Array(n)
  const next = new Int32Array(n).fill(-1)
  let length = 0
  const stack: number[] = []
  for (let root = 0; root < n; root++) {
    if (next[root]! >= 0) continue
    stack.push(root)
    next[root] = 0
    while (stack.length > 0) {
      const i = stack.at(-1)!
      const list = parents[i]!
      while (next[i]! < list.length && next[list[next[i]!]!]! >= 0) next[i]!++
      if (next[i]! < list.length) {
        const parent = list[next[i]!]!
        next[parent] = 0
        stack.push(parent)
      } else {
        order[length++] = i
        stack.pop()
      }
    }
  }
  return order
}
