import { calledAs } from '../../errors.js'
import { indexed } from '../core/indexed.js'
import type { Cpdag, Mpdag, Pdag } from '../types.js'
import { memberDag } from './member.js'

/**
 * Whether a partially directed graph stands for any DAG at all: whether it has a consistent extension.
 *
 * An algorithm that ran on a finite sample may leave a graph that has none; {@link toDag} gives one where there is.
 *
 * @param graph - a PDAG, CPDAG or MPDAG
 * @returns true when some DAG has the same edges, every direction that is known, and no further v-structure
 * @throws CausalError `invalid-argument` for a graph of another kind
 * @complexity O(m d² log d) at worst for at most d edges at a node (Dor & Tarsi 1992)
 * @category Graphs
 * @example
 * isExtendable(pdag('A -- B -- C -- D -- A'))
 * //=> false
 */
export function isExtendable(graph: Pdag | Cpdag | Mpdag): boolean {
  return calledAs('isExtendable', () => {
    indexed(graph, 'pdag', 'cpdag', 'mpdag')
    return memberDag(graph) !== null
  })
}
