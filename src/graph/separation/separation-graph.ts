import { CausalError } from '../../errors.js'
import { extensionRanks } from '../classes/extension.js'
import { flatEdges } from '../core/flat-edges.js'
import { type IndexedGraph, indexed } from '../core/indexed.js'
import { makeGraph } from '../kinds/build.js'
import { ARROW, CIRCLE, TAIL } from '../kinds/marks.js'
import type { CausalGraph } from '../types.js'

const members = new WeakMap<CausalGraph, IndexedGraph>()

/**
 * The graph in which separation is read off: a DAG, ADMG or MAG itself; for a CPDAG, PDAG or PAG a member of its class.
 * The members are Markov equivalent, so that any of them answers for all.
 *
 * In a PDAG undirected edges are directed by a consistent extension. In a PAG circles become tails, but edges o-o are
 * directed along an order without new v-structures (Zhang 2008, Theorem 2).
 */
export function separationGraph(graph: CausalGraph): IndexedGraph {
  const g = indexed(graph)
  const { kind, nodes } = graph
  if (kind === 'dag' || kind === 'admg' || kind === 'mag') return g
  const known = members.get(graph)
  if (known !== undefined) return known
  const free = kind === 'pag' ? CIRCLE : TAIL
  const isLoose = (_a: number, _b: number, atA: number, atB: number): boolean => atA === free && atB === free
  const rank = extensionRanks(kind === 'pag' ? indexed(makeGraph(kind, nodes, flatEdges(g, isLoose))) : g)
  if (rank === null)
    throw new CausalError(
      'invalid-graph',
      'the graph stands for no DAG and no MAG: its marks contradict one another, so nothing can be read from it.',
    )
  const edges = flatEdges(g)
  for (let e = 0; e < edges.length; e += 4) {
    const [a, b, atA, atB] = edges.slice(e, e + 4) as [number, number, number, number]
    // true is the code of an arrow, false that of a tail
    const loose = isLoose(a, b, atA, atB)
    edges[e + 2] = +(loose ? rank[a]! > rank[b]! : atA === ARROW)
    edges[e + 3] = +(loose ? rank[b]! > rank[a]! : atB === ARROW)
  }
  const result = indexed(makeGraph('mag', nodes, edges, graph.latents))
  if (Object.isFrozen(graph)) members.set(graph, result)
  return result
}
