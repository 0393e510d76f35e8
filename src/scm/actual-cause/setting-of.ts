import type { Cell } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { checkedObject, quoteNames, unknownName } from '../../names.js'
import { show } from '../../show.js'
import { discreteNetwork } from '../engines/discrete-network.js'
import { newWorld, newWorlds, nodeOf } from '../engines/worlds.js'
import type { AnyScm } from '../models/types.js'
import { type CausalSetting, respond } from './setting.js'

/** A setting with the names that users speak: node of each variable, and the states of each node. */
export interface NamedSetting {
  readonly setting: CausalSetting
  readonly node: ReadonlyMap<string, number>
  readonly domains: readonly (readonly Cell[])[]
}

/**
 * The model in a context: every exogenous variable has the value given, every other one an equation without noise over
 * finitely many states.
 */
export function settingOf(model: AnyScm, context: Readonly<Record<string, Cell | undefined>>): NamedSetting {
  const worlds = newWorlds(model)
  const world = newWorld(model.laws)
  const { names, index } = worlds.structure
  const node = new Map(names.map((name, v) => [name, nodeOf(worlds, world, v)]))
  const network = discreteNetwork(worlds)
  if (network === null) {
    throw new CausalError(
      'not-supported',
      'every variable needs finitely many states: a noise of this model has infinitely many.',
      {},
    )
  }
  const { domains } = network
  const n = domains.length
  for (const name of Object.keys(checkedObject('context', context)))
    if (!index.has(name)) throw unknownName('variable', name, names)
  const isExogenous = worlds.nodes.map(({ law }) => law.family === 'root')
  const tables = worlds.nodes.map(({ variable }, i) =>
    isExogenous[i] ? null : responses(names[variable]!, domains[i]!.length, network.tensors, i),
  )
  const holdable = new Uint8Array(n)
  const actual = new Int32Array(n)
  const missing: string[] = []
  for (const [name, i] of node) {
    const given = context[name]
    if (!isExogenous[i]) {
      holdable[i] = 1
      if (given === undefined) continue
      throw new CausalError(
        'invalid-argument',
        `${show(name)} has an equation, so the context does not set it; the exogenous variables are ${quoteNames(names.filter((other) => isExogenous[node.get(other)!]))}.`,
        { variable: name },
      )
    }
    if (given === undefined) missing.push(name)
    else actual[i] = stateIn(name, domains[i]!, given)
  }
  if (missing.length > 0) {
    throw new CausalError(
      'invalid-argument',
      `the context must set every exogenous variable, and ${quoteNames(missing)} is not set.`,
      { missing },
    )
  }
  const setting: CausalSetting = {
    size: n,
    cards: Int32Array.from(domains, (domain) => domain.length),
    parents: worlds.nodes.map(({ inputs }) => inputs),
    tables,
    order: Int32Array.from({ length: n }, (_, i) => i),
    holdable,
    actual,
  }
  for (let i = 0; i < n; i++) actual[i] = respond(setting, i, actual)
  return { setting, node, domains }
}

/** The position of a state. */
export function stateIn(name: string, domain: readonly Cell[], value: Cell): number {
  const s = domain.indexOf(value)
  if (s < 0) throw unknownName(`state of ${show(name)}`, value, domain.map(String))
  return s
}

/** The table of ones and zeros of a node as positions of its states, or an error when it is random. */
function responses(
  name: string,
  card: number,
  tensors: readonly { readonly values: Float64Array; readonly outputs?: ArrayLike<number> | undefined }[],
  i: number,
): Int32Array {
  const { values } = tensors.find(({ outputs }) => outputs?.[0] === i)!
  const out = new Int32Array(values.length / card)
  for (let row = 0; row < out.length; row++) {
    const state = values.subarray(row * card, (row + 1) * card).indexOf(1)
    if (state < 0) {
      throw new CausalError(
        'not-supported',
        `${show(name)} is random given its parents: make its noise an exogenous variable of its own.`,
        { variable: name },
      )
    }
    out[row] = state
  }
  return out
}
