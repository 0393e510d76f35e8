import { calledAs } from '../../errors.js'
import { indexed, nodePositions } from '../core/indexed.js'
import { reach } from '../core/reach.js'
import type { CausalGraph, GraphKind } from '../types.js'
import { namesWhere } from './relations.js'

/**
 * The descendants of a node or of a set: the nodes that a directed path from it reaches, and the set itself.
 *
 * @param graph - any graph; only its directed edges count
 * @param nodes - a node, or several
 * @returns the descendants with the nodes themselves, in the graph's order
 * @throws CausalError `unknown-name`
 * @complexity O(n + m)
 * @category Graphs
 * @example
 * descendants(dag('Z -> X -> Y; W -> Y'), 'X')
 * //=> ['X', 'Y']
 */
export function descendants<N extends string>(
  graph: CausalGraph<GraphKind, N>,
  nodes: NoInfer<N> | readonly NoInfer<N>[],
): readonly N[] {
  return calledAs('descendants', () => {
    const g = indexed(graph)
    return namesWhere(graph, reach(g.children, nodePositions(g, nodes)))
  })
}
