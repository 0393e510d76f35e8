import { calledAs } from '../../errors.js'
import { indexed, nodePositions } from '../core/indexed.js'
import { reach } from '../core/reach.js'
import type { CausalGraph, GraphKind } from '../types.js'
import { namesWhere } from './relations.js'

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
  return calledAs('ancestors', () => {
    const g = indexed(graph)
    return namesWhere(graph, reach(g.parents, nodePositions(g, nodes)))
  })
}
