import type { IndexedGraph } from '../core/indexed.js'
import { districtWithin, intersection, without, withParents } from '../core/node-sets.js'
import { orderOrCycle } from '../core/order.js'
import { flags, positionsOf } from '../core/sets.js'
import { budget } from './independence-basis.js'
import { type PartialSum, reducedSum } from './partial-sum.js'
import { keyOf, leastSteps, MOST_STEPS, type State, type Step, stepsFor, Waiting } from './verma-search.js'

/** A Verma constraint in positions: see `vermaConstraints`. */
export interface VermaChain {
  /** The last node in causal order that it is about. */
  readonly node: number
  /** `node` and what comes before it, in causal order. */
  readonly among: readonly number[]
  /** The c-factors on the way, from the district of `node` to the one that is constrained. */
  readonly chain: readonly Step[]
  /** The last c-factor does not vary with these. */
  readonly independentOf: readonly number[]
}

/**
 * The Verma constraints of an ADMG without latent nodes, by their last node in the order.
 *
 * The c-factor Q[S] of a district S is the product of P(v | what comes before v) over v in S. Summing out a set without
 * descendants in what stays gives the c-factor of what stays, which depends on its own parents only; where the formula at
 * hand has further variables, their dropping out can be tested (Tian & Pearl 2002, section 4).
 */
export function vermaChains(g: IndexedGraph): VermaChain[] {
  const found: VermaChain[] = []
  const before: number[] = []
  const afford = budget(MOST_STEPS)
  const order = orderOrCycle(g)
  const rank = new Int32Array(g.size)
  for (const [k, i] of order.entries()) rank[i] = k
  // what must be tried in any case is known at once: a refusal comes before the search
  const upTo = new Uint8Array(g.size)
  let least = 0
  for (const v of order) {
    upTo[v] = 1
    if (g.spouses.start[v] !== g.spouses.start[v + 1]) least += leastSteps(g, v, upTo)
  }
  budget(MOST_STEPS)(least)
  for (const v of order) {
    before.push(v)
    if (g.spouses.start[v] === g.spouses.start[v + 1]) continue
    for (const { chain, independentOf } of constraintsOf(g, v, flags(g.size, before), rank, afford))
      found.push({ node: v, among: [...before], chain, independentOf })
  }
  return found
}

function* constraintsOf(
  g: IndexedGraph,
  v: number,
  before: Uint8Array,
  rank: Int32Array,
  afford: (steps: number) => void,
): Generator<{ chain: readonly Step[]; independentOf: number[] }> {
  const none = new Uint8Array(g.size)
  const first = districtWithin(g, before, v)
  const start: State = {
    set: first,
    chain: [{ nodes: positionsOf(first), by: 'district' }],
    source: { ancestral: before, district: first, summed: none },
  }
  // plain marginals first: a set that is the district of an ancestral set is no Verma matter
  const queue = new Waiting(start)
  const later = new Waiting()
  const tried = new Set<string>()
  for (let state = queue.next(); state !== undefined; state = queue.next() ?? later.next()) {
    const { set, chain, source } = state
    const key = keyOf(set)
    if (tried.has(key)) continue
    tried.add(key)
    afford(stepsFor(g, chain.at(-1)!.nodes.length))
    const wide = withParents(g, set)
    for (const d of positionsOf(set)) {
      const rest = without(g, set, d)
      if (rest[v] === 0) continue
      const summed = set.map((flag, i) => flag - rest[i]!)
      // without a node of an ancestral set and all below it: a plain marginal
      if (source !== null && !source.summed.includes(1)) {
        const smaller = without(g, source.ancestral, d)
        if (smaller[v] === 1 && set.every((flag, i) => flag === 0 || smaller[i] === rest[i])) {
          const district = districtWithin(g, rest, v)
          const byStep: readonly Step[] = [...chain, { nodes: positionsOf(rest), by: 'sum' }]
          const chainOfPlain: readonly Step[] = district.every((flag, i) => flag === rest[i])
            ? byStep
            : [...byStep, { nodes: positionsOf(district), by: 'district' }]
          queue.add({ set: district, chain: chainOfPlain, source: { ancestral: smaller, district, summed: none } })
          continue
        }
      }
      if (source !== null) afford(g.size * positionsOf(set).length)
      const reduced =
        source === null
          ? null
          : reducedSum(g, v, { ...source, summed: source.summed.map((flag, i) => flag | summed[i]!) })
      const own = withParents(g, rest)
      // what the formula at hand has and the c-factor has not; conditional independences may have taken it out already
      const dropped = wide.map((flag, i) => (flag === 1 && summed[i] === 0 && own[i] === 0 ? 1 : 0))
      const bySum = positionsOf(reduced === null ? dropped : intersection(dropped, reduced.mentions))
      const chainOfRest: readonly Step[] = [...chain, { nodes: positionsOf(rest), by: 'sum' }]
      if (bySum.length > 0) yield { chain: chainOfRest, independentOf: bySum }
      const district = districtWithin(g, rest, v)
      const inner = withParents(g, district)
      const further = own.map((flag, i) => (flag === 1 && inner[i] === 0 ? 1 : 0))
      const byDistrict = positionsOf(reduced === null ? further : intersection(further, reduced.own))
      const chainOfDistrict: readonly Step[] = district.every((flag, i) => flag === rest[i])
        ? chainOfRest
        : [...chainOfRest, { nodes: positionsOf(district), by: 'district' }]
      if (byDistrict.length > 0) yield { chain: chainOfDistrict, independentOf: byDistrict }
      const isOwn = reduced?.part != null && holdsExactly(reduced.part, district)
      // a district after all others is taken by one ratio: its sums are those of the whole, given the others
      const isLast = reduced?.part != null && comesLast(rank, reduced.part, district)
      const next: State = { set: district, chain: chainOfDistrict, source: isOwn || isLast ? reduced.part : null }
      if (isOwn && !reduced.part.summed.includes(1)) queue.add(next)
      else later.add(next)
    }
  }
}

/** Whether what a partial sum is over besides these nodes comes before all of them. */
function comesLast(rank: Int32Array, { district, summed }: PartialSum, nodes: Uint8Array): boolean {
  const first = positionsOf(nodes).reduce((least, i) => Math.min(least, rank[i]!), rank.length)
  return district.every((flag, i) => flag === 0 || summed[i] === 1 || nodes[i] === 1 || rank[i]! < first)
}

/** Whether the c-factor of a partial sum is over just these nodes. */
function holdsExactly({ district, summed }: PartialSum, nodes: Uint8Array): boolean {
  return nodes.every((flag, i) => flag === (district[i]! & (1 - summed[i]!)))
}
