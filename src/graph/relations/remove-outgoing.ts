import { calledAs } from '../../errors.js'
import { flatEdges } from '../core/flat-edges.js'
import { indexed, nodePositions } from '../core/indexed.js'
import { flags } from '../core/sets.js'
import { makeGraph } from '../kinds/build.js'
import { ARROW, TAIL } from '../kinds/marks.js'
import type { CausalGraph } from '../types.js'

/**
 * The graph without the directed edges out of the nodes: what still connects a treatment and an outcome is not the effect.
 *
 * Bidirected edges stay.
 *
 * @param graph - a DAG or an ADMG
 * @param nodes - a node, or several
 * @returns a graph of the same kind on the same nodes
 * @throws CausalError `unknown-name`
 * @complexity O(n + m log m)
 * @category Graphs
 * @example
 * dSeparated(removeOutgoing(dag('Z -> X -> Y <- Z'), 'X'), 'X', 'Y', 'Z')
 * //=> true
 */
export function removeOutgoing<K extends 'dag' | 'admg', N extends string>(
  graph: CausalGraph<K, N>,
  nodes: NoInfer<N> | readonly NoInfer<N>[],
): CausalGraph<K, N> {
  return calledAs('removeOutgoing', () => {
    const g = indexed(graph, 'dag', 'admg')
    const cut = flags(g.size, nodePositions(g, nodes))
    const edges = flatEdges(
      g,
      (a, b, markAtA, markAtB) =>
        !(
          (cut[a] === 1 && markAtA === TAIL && markAtB === ARROW) ||
          (cut[b] === 1 && markAtB === TAIL && markAtA === ARROW)
        ),
    )
    return makeGraph(graph.kind, graph.nodes, edges, graph.latents)
  })
}
