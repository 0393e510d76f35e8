import { calledAs } from '../../errors.js'
import { indexed } from '../../graph/core/indexed.js'
import { inNameOrder, listedFrom } from '../../graph/core/name-order.js'
import { indexedOfKind } from '../../graph/kinds/indexed-of-kind.js'
import { minimalSeparatorSets } from '../../graph/separation/separators.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkOptions } from '../../options.js'
import { type AdjustmentProblem, adjustmentProblem } from './adjustment-problem.js'
import { type AdjustmentQuery, type QueryPositions, queryPositions } from './effect-query.js'

/**
 * All minimal adjustment sets, lazily: each is found only when asked for, so the first is cheap however many there are.
 *
 * A set is minimal when no smaller one with the included nodes is valid. Total effects follow the generalised adjustment
 * criterion (Perković et al. 2018), sound and complete for DAGs, ADMGs, CPDAGs, MPDAGs, MAGs and PAGs; direct effects ask that
 * the set separates treatment and outcome once the edge between them is cut, without descendants of the outcome.
 *
 * @param graph - the causal graph, with n nodes and m edges
 * @param query - `{ treatment, outcome, effect?, include?, exclude? }`
 * @returns an iterable, to be walked as often as you like: sets in the graph's order of nodes, always in the same
 *   order; none when adjustment cannot identify the effect, and one empty set when nothing needs adjusting
 * @throws CausalError `unknown-name`, `overlap`, `latent`, `invalid-argument`; `not-supported` for a PDAG, for selection
 *   edges, and for direct effects in a class of graphs
 * @complexity O(n (n + m)) from one set to the next (van der Zander, Liśkiewicz & Textor 2019; Takata 2010)
 * @category Identification
 * @example
 * const g = dag('Z -> X -> Y; Z -> W -> Y')
 * Array.from(adjustmentSets(g, { treatment: 'X', outcome: 'Y' }))
 * //=> [['Z'], ['W']]
 */
export function adjustmentSets<N extends string>(
  graph: CausalGraph<CausalGraph['kind'], N>,
  query: AdjustmentQuery<NoInfer<N>>,
): Iterable<readonly N[]> {
  return calledAs('adjustmentSets', () => {
    checkOptions('query', query, ['effect', 'include', 'exclude', 'treatment', 'outcome'])

    const sorted = inNameOrder(graph, indexedOfKind(graph))
    const positions = queryPositions(indexed(sorted), query)
    return listSets(graph, adjustmentProblem(sorted, positions), positions)
  })
}

/** The minimal sets of a problem as a lazy iterable of names, each in the order of the asker's graph. */
export function listSets<N extends string>(
  asked: CausalGraph<CausalGraph['kind'], N>,
  problem: AdjustmentProblem,
  { include, exclude }: QueryPositions,
): Iterable<readonly N[]> {
  const { graph, x, y, forbidden } = problem
  const impossible = problem.notAmenable !== null || include.some((i) => forbidden[i] === 1)
  const allowed = forbidden.map((flag) => 1 - flag)
  for (const i of exclude) allowed[i] = 0
  return {
    *[Symbol.iterator]() {
      if (impossible) return
      const names = listedFrom<N>(asked, graph)
      for (const set of minimalSeparatorSets(graph, { x, y, include, allowed })) yield names(set)
    },
  }
}
