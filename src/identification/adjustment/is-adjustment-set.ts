import { calledAs } from '../../errors.js'
import { indexed } from '../../graph/core/indexed.js'
import { inNameOrder } from '../../graph/core/name-order.js'
import { checkDisjoint, flags } from '../../graph/core/sets.js'
import { indexedOfKind } from '../../graph/kinds/indexed-of-kind.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkOptions } from '../../options.js'
import { type AdjustmentProblem, adjustmentProblem } from './adjustment-problem.js'
import { type AdjustmentQuery, measuredPositions, queryPositions } from './effect-query.js'
import { openPath } from './open-path.js'

/**
 * Whether a set may be adjusted for; when not, why, and the nodes that show it:
 *
 * - `forbidden-node`: `witness` lists the members that are, or may be, caused by a node on a causal path
 * - `open-path`: `witness` is a path from treatment to outcome, not a causal one, that the set leaves open
 * - `not-amenable`: `witness` is a possibly causal path whose first edge may also be a back door: no set is valid
 * - `missing-node`, `excluded-node`: `witness` lists the nodes that the query wants in, or out
 *
 * @category Identification
 */
export type AdjustmentVerdict<N extends string = string> =
  | {
      /** The set identifies the effect. */
      readonly valid: true
    }
  | {
      /** The set does not identify the effect in every model of the graph. */
      readonly valid: false
      /** What is wrong. */
      readonly reason: 'forbidden-node' | 'open-path' | 'not-amenable' | 'missing-node' | 'excluded-node'
      /** The nodes that show it. */
      readonly witness: readonly N[]
    }

/**
 * Whether adjusting for a set identifies the effect: `P(y | do(x)) = Σ_z P(y | x, z) P(z)` in every model of the graph.
 *
 * Total effects are judged by the generalised adjustment criterion, which is sound and complete for DAGs, ADMGs, CPDAGs,
 * MAGs, PAGs (Perković, Textor, Kalisch & Maathuis 2018, theorem 4.3) and MPDAGs (Perković, Kalisch & Maathuis 2017); direct effects by separation once the edge from
 * treatment to outcome is cut.
 *
 * @param graph - the causal graph, with n nodes and m edges
 * @param query - `{ treatment, outcome, effect?, include?, exclude? }`
 * @param set - the nodes to adjust for; none of the treatments and outcomes, none latent
 * @returns `{ valid: true }`, or `{ valid: false, reason, witness }`
 * @throws CausalError `unknown-name`, `overlap`, `latent`, `invalid-argument`; `not-supported` for a PDAG, for selection
 *   edges, and for direct effects in a class of graphs
 * @complexity O(n + m log m)
 * @category Identification
 * @example
 * const g = dag('Z -> X -> M -> Y; Z -> Y')
 * isAdjustmentSet(g, { treatment: 'X', outcome: 'Y' }, ['Z'])
 * //=> { valid: true }
 * isAdjustmentSet(g, { treatment: 'X', outcome: 'Y' }, [])
 * //=> { valid: false, reason: 'open-path', witness: ['X', 'Z', 'Y'] }
 * isAdjustmentSet(g, { treatment: 'X', outcome: 'Y' }, ['Z', 'M'])
 * //=> { valid: false, reason: 'forbidden-node', witness: ['M'] }
 */
export function isAdjustmentSet<N extends string>(
  graph: CausalGraph<CausalGraph['kind'], N>,
  query: AdjustmentQuery<NoInfer<N>>,
  set: readonly NoInfer<N>[],
): AdjustmentVerdict<N> {
  return calledAs('isAdjustmentSet', () => {
    checkOptions('query', query, ['effect', 'include', 'exclude', 'treatment', 'outcome'])

    const sorted = inNameOrder(graph, indexedOfKind(graph))
    const g = indexed(sorted)
    const positions = queryPositions(g, query)
    const z = measuredPositions(g, 'the set', set, true)
    checkDisjoint(g, ['treatment', positions.x], ['outcome', positions.y], ['the set', z])
    const refuse = (
      reason: Exclude<AdjustmentVerdict, { valid: true }>['reason'],
      witness: readonly number[],
    ): AdjustmentVerdict<N> =>
      Object.freeze({ valid: false, reason, witness: Object.freeze(witness.map((i) => g.names[i] as N)) })
    const held = flags(g.size, z)
    const missing = positions.include.filter((i) => held[i] === 0)
    if (missing.length > 0) return refuse('missing-node', missing)
    const unwanted = positions.exclude.filter((i) => held[i] === 1)
    if (unwanted.length > 0) return refuse('excluded-node', unwanted)
    const problem = adjustmentProblem(sorted, positions)
    if (problem.notAmenable !== null) return refuse('not-amenable', problem.notAmenable)
    const forbidden = z.filter((i) => problem.forbidden[i] === 1)
    if (forbidden.length > 0) return refuse('forbidden-node', forbidden)
    const open = openBackDoor(problem, held)
    return open === null ? Object.freeze({ valid: true }) : refuse('open-path', open)
  })
}

/** A path that is not causal and that the set leaves open, or null. */
export function openBackDoor({ graph, x, y }: AdjustmentProblem, held: Uint8Array): number[] | null {
  return openPath(graph, x, flags(graph.size, y), held)
}
