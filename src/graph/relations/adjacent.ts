import { calledAs } from '../../errors.js'
import type { CausalGraph, GraphKind } from '../types.js'
import { unionOfLists } from './relations.js'

/**
 * The nodes joined to a node or to a set by an edge of any kind.
 *
 * @param graph - any graph
 * @param nodes - a node, or several
 * @returns the adjacent nodes, in the graph's order; those of a set may lie in the set
 * @throws CausalError `unknown-name`
 * @complexity O(n) after the graph's first use
 * @category Graphs
 * @example
 * adjacent(admg('X -> M -> Y; X <-> Y'), 'X')
 * //=> ['M', 'Y']
 */
export function adjacent<N extends string>(
  graph: CausalGraph<GraphKind, N>,
  nodes: NoInfer<N> | readonly NoInfer<N>[],
): readonly N[] {
  return calledAs('adjacent', () => unionOfLists(graph, nodes, (g) => g.incidence))
}
