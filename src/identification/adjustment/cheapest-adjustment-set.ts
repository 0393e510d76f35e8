import { CausalError, calledAs } from '../../errors.js'
import { indexed } from '../../graph/core/indexed.js'
import { asListed, inNameOrder } from '../../graph/core/name-order.js'
import { flags } from '../../graph/core/sets.js'
import { indexedOfKind } from '../../graph/kinds/indexed-of-kind.js'
import { anterior } from '../../graph/separation/augmented.js'
import { cheapestSeparator } from '../../graph/separation/cheapest-separator.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkedObject, lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { adjustmentProblem } from './adjustment-problem.js'
import { adjustmentRefusal, notAmenable } from './adjustment-refusal.js'
import { type AdjustmentQuery, queryPositions } from './effect-query.js'
import { openPath } from './open-path.js'

/**
 * The adjustment set of the least total cost, or why there is none:
 *
 * - `not-amenable`: `witness` is a possibly causal path whose first edge may also be a back door: no set is valid
 * - `no-valid-set`: `witness` is a path from treatment to outcome, not a causal one, that no allowed set closes
 * - `forbidden-node`: `witness` lists the nodes of `include` that no valid set holds
 *
 * @category Identification
 */
export type CheapestAdjustment<N extends string = string> =
  | {
      /** There is one. */
      readonly found: true
      /** The set, in the graph's order. */
      readonly set: readonly N[]
      /** The sum of the costs of its nodes. */
      readonly cost: number
    }
  | {
      /** There is none. */
      readonly found: false
      /** Why. */
      readonly reason: 'not-amenable' | 'no-valid-set' | 'forbidden-node'
      /** The same as a sentence. */
      readonly message: string
      /** The nodes that show it. */
      readonly witness: readonly N[]
    }

/**
 * The smallest adjustment set, or the one that is cheapest to measure.
 *
 * Valid sets are those of {@link adjustmentSets}; of these one with the least sum of costs is found as a minimum cut, without listing
 * them (van der Zander, Liśkiewicz & Textor 2019). Where several are cheapest it is the one nearest to the treatment.
 *
 * @param graph - the causal graph or class, with n nodes and m edges
 * @param query - `{ treatment, outcome, effect?, include?, exclude?, cost? }`; `cost` gives numbers of at least 0 by node, 1 for
 *   nodes that it leaves out, so that without it the set is a smallest one
 * @returns `{ found: true, set, cost }`, or `{ found: false, reason, message, witness }`
 * @throws CausalError `unknown-name`, `overlap`, `latent`, `invalid-argument`; `not-supported` as {@link adjustmentSets}
 * @complexity O(n² m) at worst; near O(n m) in sparse graphs
 * @category Identification
 * @example
 * const g = dag('A -> X -> Y; A -> B -> Y; A -> C -> Y')
 * cheapestAdjustmentSet(g, { treatment: 'X', outcome: 'Y' })
 * //=> { found: true, set: ['A'], cost: 1 }
 * cheapestAdjustmentSet(g, { treatment: 'X', outcome: 'Y', cost: { A: 5 } })
 * //=> { found: true, set: ['B', 'C'], cost: 2 }
 */
export function cheapestAdjustmentSet<N extends string>(
  graph: CausalGraph<CausalGraph['kind'], N>,
  query: AdjustmentQuery<NoInfer<N>> & { readonly cost?: Readonly<Partial<Record<NoInfer<N>, number>>> },
): CheapestAdjustment<N> {
  return calledAs('cheapestAdjustmentSet', () => {
    checkOptions('query', query, ['effect', 'include', 'exclude', 'treatment', 'outcome', 'cost'])

    const sorted = inNameOrder(graph, indexedOfKind(graph))
    const g = indexed(sorted)
    const positions = queryPositions(g, query)
    const cost = new Float64Array(g.size).fill(1)
    for (const [name, value] of Object.entries(checkedObject('cost', query.cost ?? {}))) {
      if (typeof value !== 'number' || !(value >= 0 && value < Number.POSITIVE_INFINITY)) {
        throw new CausalError(
          'invalid-argument',
          `the cost of ${show(name)} must be a number of at least 0, got ${show(value)}; exclude a node that no set may hold.`,
          { name, value },
        )
      }
      cost[lookUp('node', g.index, name)] = value
    }
    const problem = adjustmentProblem(sorted, positions)
    const { x, y, forbidden } = problem
    if (problem.notAmenable !== null) return notAmenable(g, problem.notAmenable)
    const unwanted = positions.include.filter((i) => forbidden[i] === 1)
    if (unwanted.length > 0) {
      return adjustmentRefusal(
        g,
        'forbidden-node',
        unwanted,
        (names) => `${names} may be caused by the treatment: no valid set holds it.`,
      )
    }
    const allowed = forbidden.map((flag) => 1 - flag)
    for (const i of positions.exclude) allowed[i] = 0
    const set = cheapestSeparator(problem.graph, { x, y, include: positions.include, allowed }, cost)
    if (set !== null) {
      const total = set.reduce((sum, i) => sum + cost[i]!, 0)
      return Object.freeze({
        found: true,
        set: asListed<N>(
          graph,
          set.map((i) => g.names[i]!),
        ),
        cost: total,
      })
    }
    // where any set separates, all allowed ancestors do
    const ancestral = anterior(problem.graph, [...x, ...y, ...positions.include])
    const most = allowed.map((flag, i) => (flag === 1 && ancestral[i] === 1 ? 1 : 0))
    for (const i of positions.include) most[i] = 1
    const open = openPath(problem.graph, x, flags(g.size, y), most) ?? [...x, ...y]
    return adjustmentRefusal(
      g,
      'no-valid-set',
      open,
      (path) => `no allowed set closes the path ${path}: adjustment does not identify the effect. Ask identify().`,
    )
  })
}
