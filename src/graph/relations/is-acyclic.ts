import { calledAs } from '../../errors.js'
import { kahnOrder } from '../core/cycle.js'
import { indexed } from '../core/indexed.js'
import type { CausalGraph } from '../types.js'

/**
 * Whether a graph has no directed cycle.
 *
 * Every DAG, ADMG, CPDAG and MAG has none; a PDAG or PAG that an algorithm left on a finite sample may have one.
 *
 * @param graph - any graph
 * @returns true when no node is its own proper ancestor
 * @throws CausalError `invalid-argument` for a value that is not a graph
 * @complexity O(n + m)
 * @category Graphs
 * @example
 * isAcyclic(pdag('A -> B -> C -> A'))
 * //=> false
 */
export function isAcyclic(graph: CausalGraph): boolean {
  return calledAs('isAcyclic', () => kahnOrder(indexed(graph)).length === graph.nodes.length)
}
