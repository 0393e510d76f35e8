import { CausalError, calledAs } from '../../errors.js'
import { maximalClass } from '../../graph/classes/maximal-class.js'
import { type IndexedGraph, indexed } from '../../graph/core/indexed.js'
import { asListed, inNameOrder } from '../../graph/core/name-order.js'
import { reach } from '../../graph/core/reach.js'
import { flags, positionsOf } from '../../graph/core/sets.js'
import { indexedOfKind } from '../../graph/kinds/indexed-of-kind.js'
import { sideOf } from '../../graph/separation/separators.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkOptions } from '../../options.js'
import { measuredGraph } from '../id/causal-query.js'
import { type AdjustmentProblem, adjustmentProblem } from './adjustment-problem.js'
import { adjustmentRefusal, notAmenable } from './adjustment-refusal.js'
import { possiblyDirected } from './causal-nodes.js'
import { type EffectQuery, queryPositions } from './effect-query.js'
import { openPath } from './open-path.js'

/**
 * The adjustment set of lowest variance, or why there is none:
 *
 * - `not-amenable`: `witness` is a possibly causal path whose first edge may also be a back door: no set is valid
 * - `no-valid-set`: `witness` is a path from treatment to outcome, not a causal one, that no valid set can close
 * - `hidden-cause`: sets are valid, but which is best depends on the model; `witness` lists the nodes on the outcome's side
 *   that share a hidden cause with a node that might be adjusted for besides
 *
 * @category Identification
 */
export type OptimalAdjustment<N extends string = string> =
  | {
      /** There is one. */
      readonly found: true
      /** The set, in the graph's order. */
      readonly set: readonly N[]
    }
  | {
      /** There is none. */
      readonly found: false
      /** Why. */
      readonly reason: 'not-amenable' | 'no-valid-set' | 'hidden-cause'
      /** The same as a sentence, with a way out. */
      readonly message: string
      /** The nodes that show it. */
      readonly witness: readonly N[]
    }

/**
 * The adjustment set with the lowest asymptotic variance: the parents of the causal nodes that are neither forbidden nor
 * treatments.
 *
 * Among all valid sets it gives the smallest asymptotic variance of the total effect, for linear models (Henckel,
 * Perković & Maathuis 2022, theorem 3.10) and for regular non-parametric estimators (Rotnitzky & Smucler 2020, theorem
 * 2). On an outcome that the treatment does not cause the effect is 0; the set is then the border of the outcomes in the
 * moral graph, the best of the valid sets of (possible) ancestors of treatment and outcomes. Latent nodes are projected
 * out; where a hidden cause of the outcome's side causes a node that might be adjusted for besides, no set need be best.
 *
 * @param graph - a DAG, an ADMG, a CPDAG or an MPDAG, with n nodes and m edges
 * @param query - `{ treatment, outcome }`
 * @returns `{ found: true, set }`, or `{ found: false, reason, message, witness }`
 * @throws CausalError `unknown-name`, `overlap`, `latent`, `invalid-argument`; `not-supported` for other kinds of graph
 * @complexity O(n + m log m)
 * @category Identification
 * @example
 * optimalAdjustmentSet(dag('Z -> X -> Y; Z -> W -> Y'), { treatment: 'X', outcome: 'Y' })
 * //=> { found: true, set: ['W'] }
 * const bow = optimalAdjustmentSet(admg('X -> Y; X <-> Y'), { treatment: 'X', outcome: 'Y' })
 * bow.found ? bow.set : [bow.reason, bow.witness]
 * //=> ['no-valid-set', ['X', 'Y']]
 */
export function optimalAdjustmentSet<N extends string>(
  graph: CausalGraph<CausalGraph['kind'], N>,
  query: EffectQuery<NoInfer<N>>,
): OptimalAdjustment<N> {
  return calledAs('optimalAdjustmentSet', () => {
    checkOptions('query', query, ['treatment', 'outcome'])

    const asked = { treatment: query?.treatment, outcome: query?.outcome }
    // names are checked in the graph as it is; a latent node that only mediates, or only adds noise, is then no hindrance
    queryPositions(indexedOfKind(graph), asked)
    if (graph.kind === 'mag' || graph.kind === 'pag') {
      throw new CausalError(
        'not-supported',
        `the set of lowest variance is known for a DAG, ADMG, CPDAG or MPDAG, this is a ${graph.kind.toUpperCase()}.`,
        { kind: graph.kind },
      )
    }
    const measured = inNameOrder(
      graph.kind === 'dag' || graph.kind === 'admg' ? measuredGraph(graph) : maximalClass(graph),
    )
    const g = indexed(measured)
    const problem = adjustmentProblem(measured, queryPositions(g, asked))
    if (problem.notAmenable !== null) return notAmenable(g, problem.notAmenable)
    const { open, ancestral, side, border } = outcomeSide(measured, g, problem)
    if (open !== null) {
      return adjustmentRefusal(
        g,
        'no-valid-set',
        open,
        (path) => `no set closes the path ${path}: adjustment does not identify the effect. Try identify().`,
      )
    }
    // what a hidden cause of this side also causes could be adjusted for, to the better or the worse
    const outside = (i: number): boolean => ancestral[i] === 0 && problem.forbidden[i] === 0
    const hidden = positionsOf(side).filter((i) =>
      g.spouses.node.subarray(g.spouses.start[i], g.spouses.start[i + 1]).some(outside),
    )
    if (hidden.length > 0) {
      return adjustmentRefusal(
        g,
        'hidden-cause',
        hidden,
        (nodes) =>
          `with hidden causes of ${nodes}, there may be no set that is best in every model. Choose from adjustmentSets().`,
      )
    }
    const names = positionsOf(border).map((i) => g.names[i]!)
    return Object.freeze({ found: true, set: asListed<N>(graph, names) })
  })
}

/**
 * The border of the outcomes among the nodes that may be adjusted for, in the augmented (moral) graph of the back-door
 * graph on the possible ancestors of treatment and outcomes: an ancestral set in each member of a class, with the same
 * moral graph in each, so that the border does not hang on the member. With X = treatment, Y = outcomes and O = border,
 * every valid Z among these nodes has O \ Z ⟂ X | Z and Z \ O ⟂ Y | O, X: what makes O best (Rotnitzky & Smucler 2020,
 * lemmas 4 and 5). Where all outcomes are caused by the treatment it is the parents of the causal nodes.
 */
function outcomeSide(
  graph: CausalGraph,
  g: IndexedGraph,
  { graph: backDoors, x, y, forbidden }: AdjustmentProblem,
): { open: number[] | null; ancestral: Uint8Array; side: Uint8Array; border: Uint8Array } {
  const { parents } = graph.kind === 'cpdag' || graph.kind === 'mpdag' ? possiblyDirected(g) : g
  const ancestral = reach(parents, [...x, ...y])
  const allowed = forbidden.map((flag, i) => (flag === 0 ? ancestral[i]! : 0))
  // all that is allowed separates if anything does
  const open = openPath(backDoors, x, flags(g.size, y), allowed)
  return { open, ancestral, ...sideOf(backDoors, ancestral, y, allowed) }
}
