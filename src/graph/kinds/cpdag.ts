import { calledAs } from '../../errors.js'
import type { Cpdag, GraphSpec } from '../types.js'
import { checkedGraph } from './build.js'
import { checkCpdag } from './check-cpdag.js'
import type { NodesOf } from './literal.js'

/**
 * A completed partially directed graph, the picture of a Markov equivalence class of DAGs. The notation is that of {@link dag}.
 *
 * @param input - `'A -- B; B -> D <- C'`, or `{ nodes, directed, undirected }`
 * @returns the graph, frozen
 * @throws CausalError `invalid-graph` for a graph that is not the CPDAG of any DAG; `cycle`, `unknown-name`, `duplicate-name`, `parse`
 * @complexity O(n + m log m)
 * @category Graphs
 * @example
 * cpdag('A -- B -- C').kind
 * //=> 'cpdag'
 */
export function cpdag<const S extends string>(input: S): Cpdag<NodesOf<S>>
export function cpdag<const N extends string>(input: GraphSpec<N>): Cpdag<N>
export function cpdag(input: string | GraphSpec<string>): Cpdag {
  return calledAs('cpdag', () => checkCpdag(checkedGraph('cpdag', input)))
}
