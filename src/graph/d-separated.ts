import { indexed, nodePositions } from './indexed.js'
import { separated } from './separation.js'
import { checkDisjoint, flags } from './sets.js'
import type { CausalGraph, GraphKind } from './types.js'

/**
 * Whether `given` separates `x` from `y`: no path between them is open.
 *
 * In a DAG this is d-separation (Pearl 1988); where there are bidirected or undirected edges it is m-separation
 * (Richardson & Spirtes 2002). If the graph is the causal structure, separated variables are independent given `given`.
 * An empty set is separated from everything. A latent node is a node like any other here.
 *
 * @param graph - a DAG, ADMG or MAG with n nodes and m edges
 * @param x - a node, or several
 * @param y - a node, or several
 * @param given - the nodes conditioned on; none when left out
 * @returns true when every path between `x` and `y` is closed
 * @throws CausalError `unknown-name`; `overlap` when the sets share a node
 * @complexity O(n + m); stops at the first open path
 * @category Graphs
 * @example
 * const g = dag('Z -> X -> M -> Y; Z -> Y')
 * dSeparated(g, 'X', 'Y', ['M'])
 * //=> false
 * dSeparated(g, 'X', 'Y', ['M', 'Z'])
 * //=> true
 */
export function dSeparated<N extends string>(
  graph: CausalGraph<GraphKind, N>,
  x: NoInfer<N> | readonly NoInfer<N>[],
  y: NoInfer<N> | readonly NoInfer<N>[],
  given?: NoInfer<N> | readonly NoInfer<N>[],
): boolean {
  const g = indexed('dSeparated', graph)
  const from = nodePositions('dSeparated', g, x)
  const to = nodePositions('dSeparated', g, y)
  const by = nodePositions('dSeparated', g, given)
  checkDisjoint('dSeparated', g, ['x', from], ['y', to], ['given', by])
  return separated(g, from, flags(g.size, to), flags(g.size, by))
}
