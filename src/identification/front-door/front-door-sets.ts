import { calledAs } from '../../errors.js'
import { determinedGraph } from '../../graph/classes/determined.js'
import { indexed } from '../../graph/core/indexed.js'
import { inNameOrder, listedFrom } from '../../graph/core/name-order.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkOptions } from '../../options.js'
import { type AdjustmentQuery, queryPositions } from '../adjustment/effect-query.js'
import { minimalFrontDoorSets } from './front-door.js'

/**
 * All minimal front-door sets, lazily: sets that carry the whole effect, that are not confounded with the treatment, and
 * whose back-door paths to the outcome the treatment blocks.
 *
 * Pearl's criterion (2009, definition 3.3.3), for sets of treatments and outcomes too; whether a set exists is decided
 * by the largest one (Jeong, Tian & Bareinboim 2022).
 *
 * @param graph - a DAG or an ADMG with n nodes and m edges
 * @param query - `{ treatment, outcome, include?, exclude? }`
 * @returns an iterable of sets in the graph's order of nodes, always in the same order; the empty set alone when no
 *   directed path leads from treatment to outcome
 * @throws CausalError `unknown-name`, `overlap`, `latent`, `invalid-argument`; `not-supported` for other kinds of graph
 * @complexity O(n + m) for one decision, and k + 1 of them to see that a set of k nodes is minimal; a constant number from
 *   one set of a chain to the next, but where most choices lead nowhere their number can be exponential
 * @category Identification
 * @example
 * Array.from(frontDoorSets(admg('X -> M -> Y; X <-> Y'), { treatment: 'X', outcome: 'Y' }))
 * //=> [['M']]
 */
export function frontDoorSets<N extends string>(
  graph: CausalGraph<CausalGraph['kind'], N>,
  query: Omit<AdjustmentQuery<NoInfer<N>>, 'effect'>,
): Iterable<readonly N[]> {
  return calledAs('frontDoorSets', () => {
    checkOptions('query', query, ['include', 'exclude', 'treatment', 'outcome'])

    const g = indexed(inNameOrder(determinedGraph(graph, 'the front-door criterion')))
    const { x, y, include, exclude } = queryPositions(g, { ...query, effect: 'total' })
    const allowed = g.latent.map((hidden) => 1 - hidden)
    for (const i of exclude) allowed[i] = 0
    return {
      *[Symbol.iterator]() {
        const names = listedFrom<N>(graph, g)
        for (const set of minimalFrontDoorSets(g, x, y, include, allowed)) yield names(set)
      },
    }
  })
}
