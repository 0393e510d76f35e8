import { calledAs } from '../../errors.js'
import type { CausalGraph, GraphKind } from '../types.js'
import { unionOfLists } from './relations.js'

/**
 * The neighbours of a node or of a set: the nodes joined to it by an undirected edge.
 *
 * For the nodes joined by an edge of any kind see {@link adjacent}.
 *
 * @param graph - any graph
 * @param nodes - a node, or several
 * @returns the neighbours, in the graph's order; those of a set may lie in the set
 * @throws CausalError `unknown-name`
 * @complexity O(n) after the graph's first use
 * @category Graphs
 * @example
 * neighbors(pdag('A -- B -> C'), 'B')
 * //=> ['A']
 */
export function neighbors<N extends string>(
  graph: CausalGraph<GraphKind, N>,
  nodes: NoInfer<N> | readonly NoInfer<N>[],
): readonly N[] {
  return calledAs('neighbors', () => unionOfLists(graph, nodes, (g) => g.neighbors))
}
