import { CausalError, calledAs } from '../../errors.js'
import { indexedOfKind } from '../kinds/indexed-of-kind.js'
import type { Cpdag } from '../types.js'
import { countOrientations } from './count-orientations.js'

/**
 * The number of DAGs in a Markov equivalence class, exactly and in polynomial time, without listing them.
 *
 * Clique-Picking of Wienöbst, Bannach & Liśkiewicz (2023): the undirected parts of a CPDAG are chordal, their acyclic
 * orientations without new v-structures are counted by the maximal clique that comes first, and the counts multiply.
 *
 * @param graph - a CPDAG
 * @returns the size of the class, at least 1
 * @throws CausalError `invalid-argument` for a graph of another kind; `invalid-graph` when it is not the CPDAG of any DAG
 * @complexity O(c² (n + m)) for at most c maximal cliques in an undirected part; O(n + m) for a tree or a clique
 * @category Graphs
 * @example
 * countDags(cpdag('A -- B -- C'))
 * //=> 3n
 */
export function countDags(graph: Cpdag): bigint {
  return calledAs('countDags', () => {
    const count = countOrientations(indexedOfKind(graph, 'cpdag').neighbors)
    if (count !== null) return count
    throw new CausalError(
      'invalid-graph',
      'the undirected edges form a cycle without chords, which no CPDAG has: check the graph, or complete it with cpdagOf(toDag(…)).',
    )
  })
}
