import { calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { memberGraph } from '../classes/member-graph.js'
import { nodePositions } from '../core/indexed.js'
import { checkDisjoint, checkMeasured } from '../core/sets.js'
import type { CausalGraph, GraphKind } from '../types.js'
import { minimalSeparatorSets } from './separators.js'

/**
 * Which nodes a separator must and must not hold.
 *
 * @category Graphs
 */
export interface SeparatorOptions<N extends string = string> {
  /** Nodes that every set holds; the sets are minimal among those that do. */
  readonly include?: N | readonly N[]
  /** Nodes that no set holds, besides the graph's latents. */
  readonly exclude?: N | readonly N[]
}

/**
 * Every inclusion-minimal set that separates `x` from `y`, one at a time.
 *
 * The sets come as they are found, those near `x` first, each once and each in the graph's order, so that the first is
 * there at once however many there are (Takata 2010; van der Zander, Liśkiewicz & Textor 2019). Latent nodes are never in
 * a set. Nothing comes when no set separates them, as when they are adjacent.
 *
 * @param graph - a graph of any kind; of a CPDAG, PDAG or PAG what separates in its members
 * @param x - a node, or several
 * @param y - a node, or several
 * @param options - nodes that every set or no set holds
 * @returns an iterable of sets, to be walked as often as you like, always in the same order
 * @throws CausalError `unknown-name`; `overlap` when sets share a node; `latent` for a latent node among `include`;
 *   `invalid-graph` for a PDAG or PAG that stands for no DAG or MAG
 * @complexity O(n + m) to begin, then at most O(n (n + m)) from one set to the next
 * @category Graphs
 * @example
 * const g = dag('X <- A -> B -> Y; X <- C -> Y')
 * Array.from(minimalSeparators(g, 'X', 'Y'))
 * //=> [['A', 'C'], ['B', 'C']]
 * Array.from(minimalSeparators(g, 'X', 'Y', { exclude: 'A' }))
 * //=> [['B', 'C']]
 */
export function minimalSeparators<N extends string>(
  graph: CausalGraph<GraphKind, N>,
  x: NoInfer<N> | readonly NoInfer<N>[],
  y: NoInfer<N> | readonly NoInfer<N>[],
  options: SeparatorOptions<NoInfer<N>> = {},
): Iterable<readonly N[]> {
  return calledAs('minimalSeparators', () => {
    checkOptions('options', options, ['include', 'exclude'])

    const g = memberGraph(graph)
    const from = nodePositions(g, x)
    const to = nodePositions(g, y)
    const include = nodePositions(g, options.include)
    const exclude = nodePositions(g, options.exclude)
    checkDisjoint(g, ['x', from], ['y', to], ['include', include], ['exclude', exclude])
    checkMeasured(g, include)
    const allowed = g.latent.map((hidden) => 1 - hidden)
    for (const i of exclude) allowed[i] = 0
    return {
      *[Symbol.iterator]() {
        for (const set of minimalSeparatorSets(g, { x: from, y: to, include, allowed }))
          yield Object.freeze(set.map((i) => graph.nodes[i]!))
      },
    }
  })
}
