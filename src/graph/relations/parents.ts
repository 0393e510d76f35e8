import { calledAs } from '../../errors.js'
import type { CausalGraph, GraphKind } from '../types.js'
import { unionOfLists } from './relations.js'

/**
 * The parents of a node or of a set: the nodes with a directed edge into it.
 *
 * @param graph - any graph
 * @param nodes - a node, or several
 * @returns the parents, in the graph's order; those of a set may lie in the set
 * @throws CausalError `unknown-name`
 * @complexity O(n) after the graph's first use
 * @category Graphs
 * @example
 * parents(dag('Z -> X -> Y <- Z'), 'Y')
 * //=> ['Z', 'X']
 */
export function parents<N extends string>(
  graph: CausalGraph<GraphKind, N>,
  nodes: NoInfer<N> | readonly NoInfer<N>[],
): readonly N[] {
  return calledAs('parents', () => unionOfLists(graph, nodes, (g) => g.parents))
}
