import { calledAs } from '../../errors.js'
import { flatEdges } from '../core/flat-edges.js'
import { indexed, nodePositions } from '../core/indexed.js'
import { flags } from '../core/sets.js'
import { makeGraph } from '../kinds/build.js'
import { ARROW } from '../kinds/marks.js'
import type { CausalGraph } from '../types.js'

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
  return calledAs('removeIncoming', () => {
    const g = indexed(graph, 'dag', 'admg')
    const cut = flags(g.size, nodePositions(g, nodes))
    const edges = flatEdges(
      g,
      (a, b, markAtA, markAtB) => !((cut[a] === 1 && markAtA === ARROW) || (cut[b] === 1 && markAtB === ARROW)),
    )
    return makeGraph(graph.kind, graph.nodes, edges, graph.latents)
  })
}
