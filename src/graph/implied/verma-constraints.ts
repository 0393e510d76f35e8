import { calledAs } from '../../errors.js'
import { type IndexedGraph, indexed } from '../core/indexed.js'
import { orderOrCycle } from '../core/order.js'
import { flags, positionsOf } from '../core/sets.js'
import { latentProjection } from '../latent/latent-projection.js'
import type { CausalGraph } from '../types.js'
import { budget, districtWithin, without } from './independence-basis.js'

/**
 * A c-factor Q[S], and how it is got from the one before (Tian & Pearl 2002, Lemmas 1 and 2).
 *
 * @category Graphs
 */
export interface CFactor<N extends string = string> {
  /** The set S. */
  readonly nodes: readonly N[]
  /** `'sum'`: by summing out the nodes that are gone; `'district'`: as the district of the last node, by ratios of sums. */
  readonly by: 'sum' | 'district'
}

/**
 * A constraint on the distribution of the measured variables that is no conditional independence.
 *
 * @category Graphs
 */
export interface VermaConstraint<N extends string = string> {
  /** The last node in causal order that it is about. */
  readonly node: N
  /** `node` and what comes before it in the causal order: the distribution that the first c-factor is taken from. */
  readonly among: readonly N[]
  /** The c-factors on the way, from the district of `node` in that graph to the one that is constrained. */
  readonly cFactors: readonly CFactor<N>[]
  /** The last c-factor, as a function of the observed distribution, does not vary with these nodes. */
  readonly independentOf: readonly N[]
}

/**
 * The Verma constraints of a graph with hidden causes: what it says about the data beyond conditional independences.
 *
 * The c-factor Q[S] of a district S is the product of P(v | what comes before v) over v in S. Summing out a set without
 * descendants in what stays gives the c-factor of what stays, which depends on its own parents only; where the formula at
 * hand has further variables, their dropping out can be tested (Tian & Pearl 2002, section 4). Sums that are plain
 * marginalisations give conditional independences and are left out; see {@link impliedIndependencies}.
 *
 * @param graph - an ADMG, or a DAG whose latents are projected out first
 * @returns the constraints, by their last node in causal order
 * @throws CausalError `too-large` when the districts have too many sets to try; `invalid-argument` for another kind
 * @complexity O(n + m) for each set that is tried, exponential in the size of the largest district at worst
 * @category Graphs
 * @example
 * const [constraint] = vermaConstraints(admg('A -> B -> C -> D; B <-> D'))
 * constraint?.cFactors
 * //=> [{ nodes: ['B', 'D'], by: 'district' }, { nodes: ['D'], by: 'sum' }]
 * constraint?.independentOf
 * //=> ['A']
 */
export function vermaConstraints<N extends string>(
  graph: CausalGraph<'dag' | 'admg', N>,
): readonly VermaConstraint<N>[] {
  return calledAs('vermaConstraints', () => {
    indexed(graph, 'dag', 'admg')
    const seen = graph.latents.length === 0 ? graph : (latentProjection(graph) as CausalGraph<'admg', N>)
    const g = indexed(seen)
    const found: VermaConstraint<N>[] = []
    const names = (positions: readonly number[]): readonly N[] => Object.freeze(positions.map((i) => seen.nodes[i]!))
    const before: number[] = []
    const afford = budget()
    for (const v of orderOrCycle(g)) {
      before.push(v)
      if (g.spouses.start[v] === g.spouses.start[v + 1]) continue
      for (const { chain, independentOf } of constraintsOf(g, v, flags(g.size, before), afford)) {
        found.push(
          Object.freeze({
            node: seen.nodes[v]!,
            among: names(before),
            cFactors: Object.freeze(chain.map(({ nodes, by }) => Object.freeze({ nodes: names(nodes), by }))),
            independentOf: names(independentOf),
          }),
        )
      }
    }
    return Object.freeze(found)
  })
}

interface Step {
  readonly nodes: readonly number[]
  readonly by: 'sum' | 'district'
}

/** A c-factor on the way: the set, how it was reached, and the ancestral set whose district it is, while there is one. */
interface State {
  readonly set: Uint8Array
  readonly chain: readonly Step[]
  readonly ancestral: Uint8Array | null
}

function* constraintsOf(
  g: IndexedGraph,
  v: number,
  before: Uint8Array,
  afford: (steps: number) => void,
): Generator<{ chain: readonly Step[]; independentOf: number[] }> {
  const districtOf = (inside: Uint8Array): Uint8Array => flags(g.size, districtWithin(g, v, inside))
  const first = districtOf(before)
  const queue: State[] = [{ set: first, chain: [{ nodes: positionsOf(first), by: 'district' }], ancestral: before }]
  const tried = new Set<string>()
  // plain marginals first: a set that is the district of an ancestral set is no Verma matter
  const later: State[] = []
  for (let state = queue.shift() ?? later.shift(); state !== undefined; state = queue.shift() ?? later.shift()) {
    const { set, chain, ancestral } = state
    const key = positionsOf(set).join()
    if (tried.has(key)) continue
    tried.add(key)
    afford(8 * g.size * chain.at(-1)!.nodes.length)
    const wide = withParents(g, set)
    for (const d of positionsOf(set)) {
      const rest = without(g, set, d)
      if (rest[v] === 0) continue
      const summed = set.map((flag, i) => flag - rest[i]!)
      const smaller = ancestral === null ? null : without(g, ancestral, d)
      const isPlain =
        smaller !== null && smaller[v] === 1 && set.every((flag, i) => flag === 0 || smaller[i] === rest[i])
      const own = withParents(g, rest)
      const dropped = positionsOf(wide.map((flag, i) => (flag === 1 && summed[i] === 0 && own[i] === 0 ? 1 : 0)))
      const chainOfRest: readonly Step[] = [...chain, { nodes: positionsOf(rest), by: 'sum' }]
      if (!isPlain && dropped.length > 0) yield { chain: chainOfRest, independentOf: dropped }
      const district = districtOf(rest)
      const inner = withParents(g, district)
      const further = positionsOf(own.map((flag, i) => (flag === 1 && inner[i] === 0 ? 1 : 0)))
      const chainOfDistrict: readonly Step[] = district.every((flag, i) => flag === rest[i])
        ? chainOfRest
        : [...chainOfRest, { nodes: positionsOf(district), by: 'district' }]
      if (!isPlain && further.length > 0) yield { chain: chainOfDistrict, independentOf: further }
      const next: State = { set: district, chain: chainOfDistrict, ancestral: isPlain ? smaller : null }
      if (isPlain) queue.push(next)
      else later.push(next)
    }
  }
}

/** A set with the parents of its nodes. */
function withParents({ parents }: IndexedGraph, set: Uint8Array): Uint8Array {
  const wide = set.slice()
  for (const a of positionsOf(set))
    for (let k = parents.start[a]!; k < parents.start[a + 1]!; k++) wide[parents.node[k]!] = 1
  return wide
}
