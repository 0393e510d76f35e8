import { calledAs } from '../../errors.js'
import type { GraphSpec, Mpdag } from '../types.js'
import { checkedGraph } from './build.js'
import { checkMpdag } from './check-mpdag.js'
import type { NodesOf } from './literal.js'

/**
 * A maximally oriented partially directed graph: the DAGs of a Markov equivalence class that agree with background
 * knowledge, with every direction that class and knowledge imply. The notation is that of {@link dag}.
 *
 * An edge that is undirected has both directions among the DAGs that it stands for (Meek 1995, Theorem 4). DAGs and CPDAGs
 * are the extremes; {@link orientByKnowledge} makes what lies between.
 *
 * @param input - `'A -- B; A -> C; B -> C'`, or `{ nodes, directed, undirected }`
 * @returns the graph, frozen
 * @throws CausalError `invalid-graph` for a graph that stands for no DAG, or leaves an edge undirected that the others direct;
 *   `cycle`, `unknown-name`, `duplicate-name`, `parse`
 * @complexity O(m d² log d) for m edges and at most d at a node
 * @category Graphs
 * @see Meek 1995; Perković, Kalisch & Maathuis 2017
 * @example
 * mpdag('A -- B; A -> C; B -> C').kind
 * //=> 'mpdag'
 * mpdag('A -> B -- C')
 * //=> throws 'invalid-graph'
 */
export function mpdag<const S extends string>(input: S): Mpdag<NodesOf<S>>
export function mpdag<const N extends string>(input: GraphSpec<N>): Mpdag<N>
export function mpdag(input: string | GraphSpec<string>): Mpdag {
  return calledAs('mpdag', () => checkMpdag(checkedGraph('mpdag', input)))
}
