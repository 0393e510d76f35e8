import { indexed, nodePositions } from './indexed.js'
import { reach } from './reach.js'
import { namesWhere } from './relations.js'
import type { CausalGraph, GraphKind } from './types.js'

/**
 * The ancestors of a node or of a set: the nodes with a directed path into it, and the set itself.
 *
 * @param graph - any graph; only its directed edges count
 * @param nodes - a node, or several
 * @returns the ancestors with the nodes themselves, in the graph's order
 * @throws CausalError `unknown-name`
 * @complexity O(n + m)
 * @category Graphs
 * @example
 * ancestors(dag('Z -> X -> Y; W -> Y'), 'X')
 * //=> ['Z', 'X']
 */
export function ancestors<N extends string>(
  graph: CausalGraph<GraphKind, N>,
  nodes: NoInfer<N> | readonly NoInfer<N>[],
): readonly N[] {
  const g = indexed('ancestors', graph)
  return namesWhere(graph, reach(g.parents, nodePositions('ancestors', g, nodes)))
}
