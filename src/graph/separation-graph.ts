import { CausalError } from '../errors.js'
import { makeGraph } from './build.js'
import { extensionRanks } from './extension.js'
import { flatEdges } from './flat-edges.js'
import { type IndexedGraph, indexed } from './indexed.js'
import { ARROW, CIRCLE, TAIL } from './marks.js'
import type { CausalGraph } from './types.js'

const members = new WeakMap<CausalGraph, IndexedGraph>()

/**
 * The graph in which separation is read off: a DAG, ADMG or MAG itself; for a CPDAG, PDAG or PAG a member of its class.
 * The members are Markov equivalent, so that any of them answers for all.
 *
 * In a PDAG undirected edges are directed by a consistent extension. In a PAG circles become tails, but edges o-o are
 * directed along an order without new v-structures (Zhang 2008, Theorem 2).
 */
export function separationGraph(where: string, graph: CausalGraph): IndexedGraph {
  const g = indexed(where, graph)
  const { kind, nodes } = graph
  if (kind === 'dag' || kind === 'admg' || kind === 'mag') return g
  const known = members.get(graph)
  if (known !== undefined) return known
  const free = kind === 'pag' ? CIRCLE : TAIL
  const edges = flatEdges(g)
  const loose: number[] = []
  for (let e = 0; e < edges.length; e += 4)
    if (edges[e + 2] === free && edges[e + 3] === free) loose.push(edges[e]!, edges[e + 1]!, TAIL, TAIL)
  const rank = extensionRanks(kind === 'pag' ? indexed(where, makeGraph('pdag', nodes, loose)) : g)
  if (rank === null) throw new CausalError(where, 'invalid-graph', 'the graph stands for no DAG or MAG.')
  for (let e = 0; e < edges.length; e += 4) {
    if (edges[e + 2] === free && edges[e + 3] === free)
      edges[e + (rank[edges[e]!]! < rank[edges[e + 1]!]! ? 3 : 2)] = ARROW
    for (const end of [e + 2, e + 3]) if (edges[end] === CIRCLE) edges[end] = TAIL
  }
  const result = indexed(where, makeGraph('mag', nodes, edges, graph.latents))
  if (Object.isFrozen(graph)) members.set(graph, result)
  return result
}
