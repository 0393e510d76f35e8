import { calledAs } from '../../errors.js'
import { indexed } from '../core/indexed.js'
import type { Cpdag, Dag, Mpdag, Pdag } from '../types.js'
import { memberDag } from './member.js'

/**
 * One DAG of the class that a CPDAG, MPDAG or PDAG stands for: a consistent extension.
 *
 * It has the same edges, keeps every direction that is known, and has no v-structure (`a -> c <- b` with a and b not
 * adjacent) that the graph does not show. For a CPDAG there always is one (its components are walked through by maximum
 * cardinality search); a PDAG may have none (Dor & Tarsi 1992). Which one comes depends on the order of the nodes; see
 * {@link dagsOf} for all of them.
 *
 * @param graph - a CPDAG, an MPDAG or a PDAG
 * @returns the DAG; null for a PDAG that has no consistent extension
 * @throws CausalError `invalid-argument` for a graph of another kind
 * @complexity O(n + m log m) for a CPDAG, O(m d² log d) at worst for a PDAG with at most d edges at a node
 * @category Graphs
 * @example
 * const oriented = toDag(pdag('A -- B; B -> C; D -> B'))
 * oriented && toDagitty(oriented)
 * //=> 'dag { A B C D B -> A B -> C D -> B }'
 * toDag(pdag('A -- B -- C -- D -- A'))
 * //=> null
 */
export function toDag<N extends string>(graph: Cpdag<N> | Mpdag<N>): Dag<N>
export function toDag<N extends string>(graph: Pdag<N> | Mpdag<N> | Cpdag<N>): Dag<N> | null
export function toDag<N extends string>(graph: Pdag<N> | Mpdag<N> | Cpdag<N>): Dag<N> | null {
  return calledAs('toDag', () => {
    indexed(graph, 'pdag', 'cpdag', 'mpdag')
    return memberDag(graph) as Dag<N> | null
  })
}
