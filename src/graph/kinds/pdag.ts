import { calledAs } from '../../errors.js'
import type { GraphSpec, Pdag } from '../types.js'
import { checkedGraph } from './build.js'
import type { NodesOf } from './literal.js'

/**
 * A partially directed graph: `--` is an edge whose direction is not known. The notation is that of {@link dag}.
 *
 * @param input - `'A -- B -> C'`, or `{ nodes, directed, undirected, bidirected }`
 * @returns the graph, frozen
 * @throws CausalError `unknown-name`, `duplicate-name`, `parse`, `invalid-graph`
 * @complexity O(n + m log m)
 * @category Graphs
 * @example
 * pdag('A -- B -> C').edges.length
 * //=> 2
 */
export function pdag<const S extends string>(input: S): Pdag<NodesOf<S>>
export function pdag<const N extends string>(input: GraphSpec<N>): Pdag<N>
export function pdag(input: string | GraphSpec<string>): Pdag {
  return calledAs('pdag', () => checkedGraph('pdag', input))
}
