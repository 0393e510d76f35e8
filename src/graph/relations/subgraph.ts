import { calledAs } from '../../errors.js'
import { flatEdges } from '../core/flat-edges.js'
import { indexed, nodePositions } from '../core/indexed.js'
import { flags } from '../core/sets.js'
import { makeGraph } from '../kinds/build.js'
import { indexedOfKind } from '../kinds/indexed-of-kind.js'
import type { CausalGraph, GraphKind } from '../types.js'
import { namesWhere } from './relations.js'

/**
 * The subgraph on some nodes: those nodes and the edges between them.
 *
 * A part of a CPDAG need not be the CPDAG of anything, so it comes as a PDAG; every other kind keeps its kind.
 *
 * @param graph - any graph
 * @param nodes - the nodes to keep
 * @returns the graph on them, in the graph's order
 * @throws CausalError `unknown-name`
 * @complexity O(n + m log m)
 * @category Graphs
 * @example
 * subgraph(dag('Z -> X -> Y <- Z'), ['Z', 'Y']).edges
 * //=> [{ from: 'Z', to: 'Y', fromMark: 'tail', toMark: 'arrow' }]
 */
export function subgraph<K extends GraphKind, N extends string, const S extends N>(
  graph: CausalGraph<K, N>,
  nodes: S | readonly S[],
): CausalGraph<K extends 'cpdag' | 'mpdag' ? 'pdag' : K, S> {
  return calledAs('subgraph', () => {
    const g = indexedOfKind(graph)
    const kept = flags(g.size, nodePositions(g, nodes))
    return inducedGraph(graph, kept) as CausalGraph<K extends 'cpdag' | 'mpdag' ? 'pdag' : K, S>
  })
}

/** The induced subgraph on the flagged nodes. */
export function inducedGraph(graph: CausalGraph, kept: Uint8Array): CausalGraph {
  const g = indexed(graph)
  const position = new Int32Array(g.size)
  let next = 0
  for (let i = 0; i < g.size; i++) if (kept[i] === 1) position[i] = next++
  const edges = flatEdges(g, (a, b) => kept[a] === 1 && kept[b] === 1)
  for (let e = 0; e < edges.length; e += 4) {
    edges[e] = position[edges[e]!]!
    edges[e + 1] = position[edges[e + 1]!]!
  }
  const names = namesWhere(graph, kept)
  const latents = graph.latents.filter((name) => kept[g.index.get(name)!] === 1)
  return makeGraph(graph.kind === 'cpdag' || graph.kind === 'mpdag' ? 'pdag' : graph.kind, names, edges, latents)
}
