import { CausalError, calledAs } from '../../errors.js'
import { indexedOfKind } from '../kinds/indexed-of-kind.js'
import type { Cpdag, Mpdag } from '../types.js'
import { countExtensions } from './count-extensions.js'
import { countOrientations } from './count-orientations.js'
import { markedGraph } from './marked.js'

/** Parts of an MPDAG that are counted at most. */
const most = 200_000

/**
 * The number of DAGs in a Markov equivalence class, exactly and in polynomial time, without listing them.
 *
 * Clique-Picking of Wienöbst, Bannach & Liśkiewicz (2023): the undirected parts of a CPDAG are chordal, their acyclic
 * orientations without new v-structures are counted by the maximal clique that comes first, and the counts multiply. With
 * knowledge the problem is #P-hard: parts of an MPDAG that hold both directed and undirected edges are split edge by edge.
 *
 * @param graph - a CPDAG or an MPDAG
 * @returns the size of the class, at least 1
 * @throws CausalError `invalid-argument` for a graph of another kind; `invalid-graph` when it is not the CPDAG of any DAG;
 *   `too-large` for an MPDAG that would be split into more than 200,000 parts
 * @complexity O(c² (n + m)) for at most c maximal cliques in an undirected part; O(n + m) for a tree or a clique; for an
 *   MPDAG exponential at worst
 * @category Graphs
 * @example
 * countDags(cpdag('A -- B -- C'))
 * //=> 3n
 */
export function countDags(graph: Cpdag | Mpdag): bigint {
  return calledAs('countDags', () => {
    const g = indexedOfKind(graph, 'cpdag', 'mpdag')
    if (graph.kind === 'mpdag') return mpdagCount(countExtensions(markedGraph(g), most))
    const count = countOrientations(g.neighbors)
    if (count !== null) return count
    throw new CausalError(
      'invalid-graph',
      'the undirected edges form a cycle without chords, which no CPDAG has: check the graph, or complete it with cpdagOf(toDag(…)).',
    )
  })
}

function mpdagCount(count: bigint | null): bigint {
  if (count !== null) return count
  throw new CausalError(
    'too-large',
    `counting the DAGs takes more than ${most} parts: walk through them with dagsOf(), or add knowledge.`,
    { most },
  )
}
