import { CausalError, calledAs } from '../../errors.js'
import { separationIn } from '../../estimand/simplify/simplify-estimand.js'
import { toEstimand } from '../../estimand/terms/convert.js'
import { type Expr, symbolsOf } from '../../estimand/terms/expr.js'
import type { Estimand } from '../../estimand/terms/types.js'
import { indexed } from '../../graph/core/indexed.js'
import { kahnOrder } from '../../graph/core/order.js'
import { positionsOf } from '../../graph/core/sets.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkOptions } from '../../options.js'
import { measuredGraph } from '../id/causal-query.js'
import { type CounterfactualIdentification, refusal } from './answer.js'
import { ctfId } from './ctf-id.js'
import type { CounterfactualQuery } from './query.js'
import { eventReader } from './read-query.js'
import { textbookForm } from './textbook-form.js'

/**
 * Whether a counterfactual probability is identifiable, from experiments or from observations, and by which formula:
 * algorithms ctf-ID and ctf-IDC.
 *
 * Covers the probabilities of necessity, `event: { variable: 'Y', value: 0, do: { X: 0 } }, given: [{ variable: 'X',
 * value: 1 }, { variable: 'Y', value: 1 }]`, of sufficiency, of both (two worlds in one event), the effect on the
 * treated, any other conjunction, and nested counterfactuals: natural direct and indirect and path-specific effects set a
 * mediator to its value in another world. Sound and complete for variables with any number of states (Correa, Lee &
 * Bareinboim 2021). The answer does not depend on the order of events, nor on what a `do` sets to no effect. A formula with
 * constant 0 says that the event is impossible, be it by itself or beside the condition.
 *
 * @param graph - a DAG or an ADMG
 * @param query - `{ event, given? }`
 * @returns the formula, over fixed states, or the factor that stands in the way
 * @throws CausalError `unknown-name`, `latent`, `invalid-argument`; `not-supported` for other kinds of graph
 * @complexity O(w² n²) for w worlds, and ID for each district
 * @category Identification
 * @see Correa, Lee & Bareinboim 2021, "Nested counterfactual identification from arbitrary surrogate experiments"
 * @example
 * const g = dag('X -> M -> Y; X -> Y')
 * const treated = identifyCounterfactual(g, {
 *   event: { variable: 'Y', value: 1, do: { X: 0 } },
 *   given: { variable: 'X', value: 1 },
 * })
 * treated.identifiable ? toText(treated.estimand) : treated.message
 * //=> 'P(Y = 1 | X = 0)'
 * const direct = identifyCounterfactual(g, {
 *   event: { variable: 'Y', value: 1, do: { X: 1, M: { variable: 'M', do: { X: 0 } } } },
 * })
 * direct.identifiable ? toText(direct.estimand) : direct.message
 * //=> 'Σ_M P(Y = 1 | M, X = 1) P(M | X = 0)'
 * const both = identifyCounterfactual(g, {
 *   event: [{ variable: 'Y', value: 1, do: { X: 1 } }, { variable: 'Y', value: 0, do: { X: 0 } }],
 * })
 * both.identifiable ? toText(both.estimand) : both.variable
 * //=> 'M'
 */
export function identifyCounterfactual<N extends string>(
  graph: CausalGraph<CausalGraph['kind'], N>,
  query: CounterfactualQuery<NoInfer<N>>,
): CounterfactualIdentification<N> {
  return calledAs('identifyCounterfactual', () => {
    checkOptions('query', query, ['event', 'given'])

    const whole = indexed(graph)
    const measured = measuredGraph(graph)
    const g = indexed(measured)
    if (typeof query !== 'object' || query === null) {
      throw new CausalError('invalid-argument', 'expected a query such as { event: { variable: "Y", value: 1 } }.')
    }
    const events = eventReader(whole, g)
    const event = events('event', query.event)
    const given = events('given', query.given)
    if (event.length === 0) throw new CausalError('invalid-argument', 'event must hold at least one event.')

    const symbols = symbolsOf(g.names)
    const order = kahnOrder(g)
    const rank = new Int32Array(g.size)
    for (let k = 0; k < order.length; k++) rank[order[k]!] = k
    const answer = ctfId({ g, order, rank, symbols }, event, given)
    if (!('experimental' in answer)) return refusal<N>(g, answer)
    const oracle = separationIn(measured)
    const tidy = (e: Expr): Estimand<N> => toEstimand<N>({ symbols, expr: textbookForm(symbols, e, oracle) })
    const names = (set: Uint8Array): readonly N[] => Object.freeze(positionsOf(set).map((i) => g.names[i] as N))
    const { experimental, observational, hedge } = answer
    return Object.freeze({
      identifiable: true,
      from: observational === null ? 'experiments' : 'observations',
      estimand: tidy(observational ?? experimental),
      experimental: tidy(experimental),
      hedge:
        hedge === null
          ? null
          : Object.freeze({ F: names(hedge.forest), Fprime: names(hedge.inner), roots: names(hedge.roots) }),
    })
  })
}
