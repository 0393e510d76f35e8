import { calledAs } from '../../errors.js'
import { memberGraph } from '../classes/member-graph.js'
import { nodePositions } from '../core/indexed.js'
import { checkDisjoint, flags } from '../core/sets.js'
import type { CausalGraph, GraphKind } from '../types.js'
import { separated } from './separation.js'

/**
 * Whether `given` separates `x` from `y`: no path between them is open.
 *
 * In a DAG this is d-separation (Pearl 1988); where there are bidirected or undirected edges it is m-separation
 * (Richardson & Spirtes 2002). If the graph is the causal structure, separated variables are independent given `given`.
 * An empty set is separated from everything. A latent node is a node like any other here.
 *
 * A CPDAG, PDAG or PAG stands for a class of graphs that are Markov equivalent: true means separated in every member,
 * false connected in every member. That is the same as definite m-separation, that no path of definite status is open
 * (Zhang 2008, section 3.2; Perković et al. 2018, Lemma 26), so "possibly separated" means the same thing.
 *
 * @param graph - a graph of any kind, with n nodes and m edges
 * @param x - a node, or several
 * @param y - a node, or several
 * @param given - the nodes conditioned on; none when left out
 * @returns true when every path between `x` and `y` is closed
 * @throws CausalError `unknown-name`; `overlap` when the sets share a node; `invalid-graph` for a PDAG or PAG that stands
 *   for no DAG or MAG
 * @complexity O(n + m); stops at the first open path. A member of a class is found once per graph: see {@link toDag}
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
  return calledAs('dSeparated', () => {
    const g = memberGraph(graph)
    const from = nodePositions(g, x)
    const to = nodePositions(g, y)
    const by = nodePositions(g, given)
    checkDisjoint(g, ['x', from], ['y', to], ['given', by])
    return separated(g, from, flags(g.size, to), flags(g.size, by))
  })
}
