import { calledAs } from '../../errors.js'
import type { CausalGraph, GraphKind } from '../types.js'
import { unionOfLists } from './relations.js'

/**
 * The children of a node or of a set: the nodes that a directed edge out of it enters.
 *
 * @param graph - any graph
 * @param nodes - a node, or several
 * @returns the children, in the graph's order; those of a set may lie in the set
 * @throws CausalError `unknown-name`
 * @complexity O(n) after the graph's first use
 * @category Graphs
 * @example
 * children(dag('Z -> X -> Y <- Z'), 'Z')
 * //=> ['X', 'Y']
 */
export function children<N extends string>(
  graph: CausalGraph<GraphKind, N>,
  nodes: NoInfer<N> | readonly NoInfer<N>[],
): readonly N[] {
  return calledAs('children', () => unionOfLists(graph, nodes, (g) => g.children))
}
