import { CausalError } from '../../errors.js'
import { indexed } from '../../graph/core/indexed.js'
import { orderOrCycle } from '../../graph/core/order.js'
import { reach } from '../../graph/core/reach.js'
import { makeGraph } from '../../graph/kinds/build.js'
import { ARROW, TAIL } from '../../graph/kinds/marks.js'
import { checkedObject, lookUp } from '../../names.js'
import { intervene, type Scm } from '../../scm/index.js'
import { show } from '../../show.js'
import { type LinearPart, linearPart } from './linear-part.js'

/** A linear model with levers, in numbers: bit k of an arm says whether lever k is pulled. */
export interface LinearLevers {
  readonly names: readonly string[]
  /** The position of the reward. */
  readonly reward: number
  /** Nodes, parents before children whatever is pulled. */
  readonly order: Int32Array
  readonly natural: readonly LinearPart[]
  /** The mechanism of a node whose lever is pulled; null for a node without one. */
  readonly pulled: readonly (LinearPart | null)[]
  /** The names of the levers' nodes. */
  readonly levers: readonly string[]
  /** The bit of each node's lever; −1 for a node without one. */
  readonly bitOf: Int32Array
  /** 1 for the reward, and for what leads to it under some arm. */
  readonly leads: Uint8Array
}

/** The most levers whose arms, all subsets, are listed. */
export const mostLevers = 20

/** Reads a linear model and what its levers do. */
export function readLevers(model: Scm, reward: string, levers: Readonly<Record<string, unknown>>): LinearLevers {
  intervene(checkedObject('model', model), {})
  const given = Object.entries(checkedObject('levers', levers)).filter(([, what]) => what !== undefined)
  const names = model.variables
  const index = new Map(names.map((name, i) => [name, i]))
  const y = lookUp('variable', index, reward)
  const nodes = Int32Array.from(given, ([name]) => lookUp('variable', index, name))
  checkNumberOfLevers(nodes.length)
  if (nodes.includes(y))
    throw new CausalError('overlap', `the reward ${show(reward)} cannot be a lever as well.`, { name: reward })
  if (model.past.length > 0)
    throw new CausalError('not-supported', 'the model has seen evidence: give the model as it was before `abduct`.')
  const natural = names.map((name, i) => linearPart(name, model.laws[i]!, index))
  const pulled: (LinearPart | null)[] = names.map(() => null)
  const bitOf = new Int32Array(names.length).fill(-1)
  for (const [k, [name, what]] of given.entries()) {
    const i = nodes[k]!
    pulled[i] = linearPart(name, intervene(model, { [name]: what } as never).laws[i]!, index)
    bitOf[i] = k
  }
  const { order, leads } = arrangement(names, natural, pulled, y)
  return { names, reward: y, order, natural, pulled, levers: given.map(([name]) => name), bitOf, leads }
}

/** At most as many levers as can be listed with all their subsets. */
export function checkNumberOfLevers(count: number, most: number = mostLevers): void {
  if (count <= most) return
  throw new CausalError(
    'too-large',
    `${count} levers make 2^${count} arms; this verb takes up to ${most}: leave out levers that cannot matter.`,
    { levers: count, most },
  )
}

/** The order of nodes in the graph of all arms together, and what leads to the reward in it. */
function arrangement(
  names: readonly string[],
  natural: readonly LinearPart[],
  pulled: readonly (LinearPart | null)[],
  y: number,
): { readonly order: Int32Array; readonly leads: Uint8Array } {
  const edges = names.flatMap((_, i) =>
    [...natural[i]!.parents, ...(pulled[i]?.parents ?? [])].flatMap((parent) => [parent, i, TAIL, ARROW]),
  )
  // two levers may read each other's nodes: then the order fails, and says so
  const g = indexed(makeGraph('dag', names, edges))
  return { order: orderOrCycle(g), leads: reach(g.parents, [y]) }
}
