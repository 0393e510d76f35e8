import { makeGraph } from './build.js'
import { flatEdges } from './flat-edges.js'
import { indexed, nodePositions } from './indexed.js'
import { ARROW } from './marks.js'
import { flags } from './sets.js'
import type { CausalGraph } from './types.js'

/**
 * The graph after an intervention: the edges into the nodes are gone.
 *
 * Bidirected edges at the nodes go too: an intervention cuts a node off from its hidden causes.
 *
 * @param graph - a DAG or an ADMG
 * @param nodes - a node, or several
 * @returns a graph of the same kind on the same nodes
 * @throws CausalError `unknown-name`
 * @complexity O(n + m log m)
 * @category Graphs
 * @example
 * spouses(removeIncoming(admg('Z -> X -> Y; X <-> Y'), 'X'), 'X')
 * //=> []
 */
export function removeIncoming<K extends 'dag' | 'admg', N extends string>(
  graph: CausalGraph<K, N>,
  nodes: NoInfer<N> | readonly NoInfer<N>[],
): CausalGraph<K, N> {
  const g = indexed('removeIncoming', graph)
  const cut = flags(g.size, nodePositions('removeIncoming', g, nodes))
  const edges = flatEdges(
    g,
    (a, b, markAtA, markAtB) => !((cut[a] === 1 && markAtA === ARROW) || (cut[b] === 1 && markAtB === ARROW)),
  )
  return makeGraph(graph.kind, graph.nodes, edges, graph.latents)
}
