import { calledAs } from '../../errors.js'
import type { GraphSpec, Pag } from '../types.js'
import { checkedGraph } from './build.js'
import type { NodesOf } from './literal.js'

/**
 * A partial ancestral graph, the picture of a Markov equivalence class of MAGs: circle marks `o->`, `o-o`, `o-` (between spaces) could be a tail or an arrow. The notation is that of {@link dag}.
 *
 * @param input - `'A o-> B <-o C'`, or `{ nodes, edges }`
 * @returns the graph, frozen
 * @throws CausalError `unknown-name`, `duplicate-name`, `parse`, `invalid-graph`
 * @complexity O(n + m log m)
 * @category Graphs
 * @example
 * pag('A o-> B <-o C').edges[0]
 * //=> { from: 'A', to: 'B', fromMark: 'circle', toMark: 'arrow' }
 */
export function pag<const S extends string>(input: S): Pag<NodesOf<S>>
export function pag<const N extends string>(input: GraphSpec<N>): Pag<N>
export function pag(input: string | GraphSpec<string>): Pag {
  return calledAs('pag', () => checkedGraph('pag', input))
}
