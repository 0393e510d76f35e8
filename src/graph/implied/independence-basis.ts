import { CausalError, calledAs } from '../../errors.js'
import { type IndexedGraph, indexed } from '../core/indexed.js'
import { districtWithin, without, withParents } from '../core/node-sets.js'
import { orderOrCycle } from '../core/order.js'
import { positionsOf } from '../core/sets.js'
import { latentProjection } from '../latent/latent-projection.js'
import type { CausalGraph } from '../types.js'

/**
 * One statement of a basis: a node is independent of several others given its Markov blanket among what comes before.
 *
 * @category Graphs
 */
export interface LocalIndependence<N extends string = string> {
  /** The node. */
  readonly x: N
  /** The nodes that it is independent of, jointly. */
  readonly y: readonly N[]
  /** The nodes given which this holds. */
  readonly given: readonly N[]
}

/**
 * A short list of independences from which all others of the graph follow.
 *
 * In a DAG, each node is independent of what comes before it in causal order given its parents (Pearl 1988): at most n
 * statements. In an ADMG, or where there are latents, which are projected out first, each node is independent of the rest
 * of each ancestral set in which it comes last given its district there and the parents of that (Richardson 2003,
 * Theorem 2); these can be many when districts are large.
 *
 * @param graph - a DAG or an ADMG
 * @returns the statements, nodes in causal order; none about latent nodes
 * @throws CausalError `too-large` when there is too much to go through, as with large districts or above some 14,000 nodes; `invalid-argument` for a graph of another kind
 * @complexity O(n²) for a DAG; O(n + m) for each ancestral set that is tried in an ADMG
 * @category Graphs
 * @example
 * independenceBasis(dag('A -> B -> C; A -> D -> C'))
 * //=> [{ x: 'D', y: ['B'], given: ['A'] }, { x: 'C', y: ['A'], given: ['B', 'D'] }]
 */
export function independenceBasis<N extends string>(
  graph: CausalGraph<'dag' | 'admg', N>,
): readonly LocalIndependence<N>[] {
  return calledAs('independenceBasis', () => {
    indexed(graph, 'dag', 'admg')
    const seen = graph.latents.length === 0 ? graph : (latentProjection(graph) as CausalGraph<'admg', N>)
    const g = indexed(seen)
    const order = orderOrCycle(g)
    const found: LocalIndependence<N>[] = []
    const names = (flag: Uint8Array): readonly N[] => Object.freeze(positionsOf(flag).map((i) => seen.nodes[i]!))
    const before = new Uint8Array(g.size)
    // each node takes a pass over all of them: where these alone are too many, that is said before they are begun
    budget()(g.size ** 2)
    const afford = budget()
    for (const x of order) {
      before[x] = 1
      for (const { y, given } of localStatements(g, x, before, afford)) {
        found.push(Object.freeze({ x: seen.nodes[x]!, y: names(y), given: names(given) }))
      }
    }
    return Object.freeze(found)
  })
}

/** A count of steps that ends with a `too-large` error, instead of a wait without end. */
export function budget(most: number = 2e8): (steps: number) => void {
  let spent = 0
  return (steps) => {
    spent += steps
    if (spent > most)
      throw new CausalError(
        'too-large',
        "the graph, or its largest district, has too many sets to go through: ask impliedIndependencies(graph, { sets: 'one' }), or a subgraph.",
        {
          steps: spent,
          most,
        },
      )
  }
}

/** The statements about `x` in the ancestral sets in which it comes last, the largest set for each blanket. */
function* localStatements(
  g: IndexedGraph,
  x: number,
  before: Uint8Array,
  afford: (steps: number) => void,
): Generator<{ y: Uint8Array; given: Uint8Array }> {
  const tried = new Set<string>()
  const stack: Uint8Array[] = [before.slice()]
  for (let inside = stack.pop(); inside !== undefined; inside = stack.pop()) {
    const around = districtWithin(g, inside, x)
    const district = positionsOf(around)
    afford(g.size * district.length)
    const given = withParents(g, around)
    given[x] = 0
    const y = inside.map((flag, i) => (flag === 1 && given[i] === 0 && i !== x ? 1 : 0))
    if (y.includes(1)) yield { y, given }
    // a smaller blanket needs a node of the district, with all below it, taken away
    for (const a of district) {
      const smaller = without(g, inside, a)
      if (smaller[x] === 0) continue
      const key = positionsOf(smaller).join()
      if (tried.has(key)) continue
      tried.add(key)
      stack.push(smaller)
    }
  }
}
