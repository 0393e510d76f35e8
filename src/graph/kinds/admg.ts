import { calledAs } from '../../errors.js'
import type { Admg, GraphSpec } from '../types.js'
import { checkedGraph } from './build.js'
import type { NodesOf } from './literal.js'

/**
 * An acyclic directed mixed graph: `X <-> Y` says that X and Y share a hidden cause. The notation is that of {@link dag}.
 *
 * @param input - `'X -> M -> Y; X <-> Y'`, or `{ nodes, directed, bidirected, latents }`
 * @returns the graph, frozen
 * @throws CausalError `cycle`, `unknown-name`, `duplicate-name`, `parse`, `invalid-graph`
 * @complexity O(n + m log m)
 * @category Graphs
 * @example
 * spouses(admg('X -> M -> Y; X <-> Y'), 'X')
 * //=> ['Y']
 */
export function admg<const S extends string>(input: S): Admg<NodesOf<S>>
export function admg<const N extends string>(input: GraphSpec<N>): Admg<N>
export function admg(input: string | GraphSpec<string>): Admg {
  return calledAs('admg', () => checkedGraph('admg', input))
}
