import { calledAs } from '../../errors.js'
import { determinedGraph } from '../../graph/classes/determined.js'
import { indexed } from '../../graph/core/indexed.js'
import { inNameOrder } from '../../graph/core/name-order.js'
import { reach } from '../../graph/core/reach.js'
import { flags } from '../../graph/core/sets.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkOptions } from '../../options.js'
import { without } from './adjustment-problem.js'
import { listSets } from './adjustment-sets.js'
import { type AdjustmentQuery, queryPositions } from './effect-query.js'

/**
 * All minimal back-door sets, lazily: sets without descendants of the treatment that block every path into it.
 *
 * Pearl's criterion (2009, definition 3.3.1); for several treatments the set must separate them from the outcome once
 * all edges out of them are cut. Every back-door set is an adjustment set; {@link adjustmentSets} lists more.
 *
 * @param graph - a DAG or an ADMG with n nodes and m edges
 * @param query - `{ treatment, outcome, include?, exclude? }`
 * @returns an iterable of sets in the graph's order of nodes, always in the same order
 * @throws CausalError `unknown-name`, `overlap`, `latent`, `invalid-argument`; `not-supported` for other kinds of graph
 * @complexity O(n (n + m)) from one set to the next
 * @category Identification
 * @example
 * Array.from(backDoorSets(dag('A -> X -> Y; A -> B -> Y'), { treatment: 'X', outcome: 'Y' }))
 * //=> [['A'], ['B']]
 */
export function backDoorSets<N extends string>(
  graph: CausalGraph<CausalGraph['kind'], N>,
  query: Omit<AdjustmentQuery<NoInfer<N>>, 'effect'>,
): Iterable<readonly N[]> {
  return calledAs('backDoorSets', () => {
    checkOptions('query', query, ['include', 'exclude', 'treatment', 'outcome'])

    const g = indexed(inNameOrder(determinedGraph(graph, 'the back-door criterion')))
    const { x, y, include, exclude } = queryPositions(g, { ...query, effect: 'total' })
    const forbidden = reach(g.children, x)
    for (const i of y) forbidden[i] = 1
    for (let i = 0; i < g.size; i++) if (g.latent[i] === 1) forbidden[i] = 1
    const cut = without(g, flags(g.size, x), new Uint8Array(g.size).fill(1))
    return listSets(
      graph,
      { graph: cut, x, y, forbidden, notAmenable: null },
      { x, y, include, exclude, direct: false },
    )
  })
}
