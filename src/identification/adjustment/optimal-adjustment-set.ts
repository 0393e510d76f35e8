import { CausalError, calledAs } from '../../errors.js'
import { indexed } from '../../graph/core/indexed.js'
import { flags, positionsOf } from '../../graph/core/sets.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkOptions } from '../../options.js'
import { adjustmentProblem } from './adjustment-problem.js'
import { causalNodes, possiblyDirected } from './causal-nodes.js'
import { type EffectQuery, queryPositions } from './effect-query.js'
import { openBackDoor } from './is-adjustment-set.js'

/**
 * The adjustment set of lowest variance: the parents of the causal nodes that are not themselves forbidden or treated.
 *
 * Among all valid sets it gives the smallest asymptotic variance of the total effect, for linear models (Henckel,
 * Perković & Maathuis 2022, theorem 3.10) and for regular non-parametric estimators (Rotnitzky & Smucler 2020, theorem
 * 2). With latent nodes or bidirected edges it stays the best as long as it is measured whole (no hidden cause points at
 * a causal node); otherwise no set is best in every model by this rule, and the answer is null.
 *
 * @param graph - a DAG, an ADMG or a CPDAG, with n nodes and m edges
 * @param query - `{ treatment, outcome }`
 * @returns the set in the graph's order, or null when no set is valid or this one is not measured; without a causal path
 *   the outcome's parents, or null when they are not valid
 * @throws CausalError `unknown-name`, `overlap`, `latent`, `invalid-argument`; `not-supported` for other kinds of graph
 * @complexity O(n + m log m)
 * @category Identification
 * @example
 * optimalAdjustmentSet(dag('Z -> X -> Y; Z -> W -> Y'), { treatment: 'X', outcome: 'Y' })
 * //=> ['W']
 */
export function optimalAdjustmentSet<N extends string>(
  graph: CausalGraph<CausalGraph['kind'], N>,
  query: EffectQuery<NoInfer<N>>,
): readonly N[] | null {
  return calledAs('optimalAdjustmentSet', () => {
    checkOptions('query', query, ['treatment', 'outcome'])

    const g = indexed(graph)
    const positions = queryPositions(g, { treatment: query?.treatment, outcome: query?.outcome })
    if (graph.kind === 'mag' || graph.kind === 'pag') {
      throw new CausalError(
        'not-supported',
        `the set of lowest variance is known for a DAG, ADMG or CPDAG, this is a ${graph.kind.toUpperCase()}.`,
        { kind: graph.kind },
      )
    }
    const problem = adjustmentProblem(graph, positions)
    if (problem.notAmenable !== null) return null
    const certain = graph.kind !== 'cpdag'
    const causal = causalNodes(certain ? g : possiblyDirected(g), positions.x, positions.y)
    // without a causal path the outcome's own parents are the precision variables
    if (causal.every((c) => c === 0)) for (const i of positions.y) causal[i] = 1
    const isX = flags(g.size, positions.x)
    const chosen = new Uint8Array(g.size)
    for (const c of positionsOf(causal)) {
      if (g.spouses.start[c + 1]! > g.spouses.start[c]!) return null
      for (let k = g.parents.start[c]!; k < g.parents.start[c + 1]!; k++) {
        const parent = g.parents.node[k]!
        if (causal[parent] === 1 || isX[parent] === 1) continue
        if (g.latent[parent] === 1) return null
        if (problem.forbidden[parent] === 0) chosen[parent] = 1
      }
    }
    if (openBackDoor(problem, chosen) !== null) return null
    return Object.freeze(graph.nodes.filter((_, i) => chosen[i] === 1))
  })
}
