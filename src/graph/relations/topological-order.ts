import { calledAs } from '../../errors.js'
import { indexed } from '../core/indexed.js'
import { orderOrCycle } from '../core/order.js'
import type { CausalGraph, GraphKind } from '../types.js'

/**
 * The nodes with every parent before its children (Kahn 1962).
 *
 * Edges that are not directed set no order.
 *
 * @param graph - any graph without a directed cycle
 * @returns all nodes, causes first
 * @throws CausalError `cycle` for a PDAG or PAG with a directed cycle, which only an algorithm on a finite sample leaves
 * @complexity O(n + m)
 * @category Graphs
 * @example
 * topologicalOrder(dag('Y <- X <- Z -> Y'))
 * //=> ['Z', 'X', 'Y']
 */
export function topologicalOrder<N extends string>(graph: CausalGraph<GraphKind, N>): readonly N[] {
  return calledAs('topologicalOrder', () => {
    const order = orderOrCycle(indexed(graph))
    return Array.from(order, (i) => graph.nodes[i]!)
  })
}
