import { calledAs } from '../../errors.js'
import type { CausalGraph, GraphKind } from '../types.js'
import { unionOfLists } from './relations.js'

/**
 * The spouses of a node or of a set: the nodes joined to it by a bidirected edge.
 *
 * @param graph - any graph
 * @param nodes - a node, or several
 * @returns the spouses, in the graph's order; those of a set may lie in the set
 * @throws CausalError `unknown-name`
 * @complexity O(n) after the graph's first use
 * @category Graphs
 * @example
 * spouses(admg('X -> M -> Y; X <-> Y'), 'X')
 * //=> ['Y']
 */
export function spouses<N extends string>(
  graph: CausalGraph<GraphKind, N>,
  nodes: NoInfer<N> | readonly NoInfer<N>[],
): readonly N[] {
  return calledAs('spouses', () => unionOfLists(graph, nodes, (g) => g.spouses))
}
