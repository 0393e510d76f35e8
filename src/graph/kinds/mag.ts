import { calledAs } from '../../errors.js'
import type { GraphSpec, Mag } from '../types.js'
import { checkedGraph } from './build.js'
import { checkMag } from './check-mag.js'
import type { NodesOf } from './literal.js'

/**
 * A maximal ancestral graph: directed, bidirected and undirected (selection) edges. The notation is that of {@link dag}.
 *
 * @param input - `'A -> B <-> C'`, or `{ nodes, directed, bidirected, undirected }`
 * @returns the graph, frozen
 * @throws CausalError `invalid-graph` for a graph that is not ancestral or not maximal; `cycle`, `unknown-name`, `duplicate-name`, `parse`
 * @complexity O(n + m log m)
 * @category Graphs
 * @example
 * mag('A -> B <-> C').kind
 * //=> 'mag'
 */
export function mag<const S extends string>(input: S): Mag<NodesOf<S>>
export function mag<const N extends string>(input: GraphSpec<N>): Mag<N>
export function mag(input: string | GraphSpec<string>): Mag {
  return calledAs('mag', () => checkMag(checkedGraph('mag', input)))
}
