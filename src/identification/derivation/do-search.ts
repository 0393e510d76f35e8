import { calledAs } from '../../errors.js'
import type { Estimand } from '../../estimand/terms/types.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { reducedQuestion } from '../core/reduced-question.js'
import { searchDistributions } from '../core/search-distributions.js'
import { type AvailableDistribution, readAvailable } from '../id/available.js'
import { type CausalQuery, measuredQuery } from '../id/causal-query.js'
import { obstaclesOfWhole, unanswered } from '../id/combine-distributions.js'
import { namedThicket, type Thicket, thicketMessage } from '../id/identify-from-experiments.js'
import { finishedEstimand } from '../id/simplified.js'
import type { CalculusStep } from '../recovery/search-result.js'
import { namedSearchSteps } from './named-search-steps.js'
import { type CalculusSearchOptions, searchLimits } from './search-options.js'

/**
 * A question for a search: an effect, and all that is known.
 *
 * @category Identification
 */
export interface DoSearchQuestion<N extends string = string> {
  /** The effect, P(outcome | do(do), given); without `do`, a distribution. */
  readonly query: Omit<CausalQuery<N>, 'do'> & { readonly do?: N | readonly N[] }
  /** The known distributions, P(over | do(do), given). */
  readonly data: readonly AvailableDistribution<N>[]
}

/**
 * What a search by the do-calculus found.
 *
 * @category Identification
 */
export type DoSearchResult<N extends string = string> =
  | {
      /** A formula gives the effect in every model of the graph, with positive probabilities. */
      readonly status: 'identifiable'
      /** The formula. */
      readonly estimand: Estimand<N>
      /** Its derivation: {@link verifySearch} replays it. */
      readonly derivation: readonly CalculusStep<N>[]
    }
  | {
      /** No formula can: this is proved. */
      readonly status: 'not-identifiable'
      /** The same as a sentence. */
      readonly message: string
      /** The witness: not even if each distribution measured all that it does not set. */
      readonly thicket: Thicket<N>
    }
  | {
      /** `not-derivable`: all that the rules derive was looked at, which is no proof; `undecided`: the search was cut off. */
      readonly status: 'not-derivable' | 'undecided'
      /** What happened, and the way out. */
      readonly message: string
      /** How many terms were derived. */
      readonly terms: number
    }

/**
 * Searches for an effect from any distributions, by the rules of the do-calculus and of probability.
 *
 * Known may be P(a | do(b), c) for any nodes. From these terms on, each rule is applied to all that is derived, what looks like the
 * query first, until the query is among them. Before that it is asked whether the query would follow if each distribution measured all
 * nodes: where not, no search is needed. The end of a search without a formula means that these rules derive none; that the effect
 * is not identifiable is known only where a thicket says so. Nodes that cannot matter are taken out first.
 *
 * @param graph - a DAG or an ADMG; where more than 20 of its nodes may matter, only projections on few of them are searched
 * @param question - `{ query: { do?, outcome, given? }, data: [{ over?, do?, given? }] }`; `over` is all other nodes, when left out
 * @param options - `{ budget?, onProgress?, signal? }`
 * @returns the formula with its derivation, the thicket, or how the search ended
 * @throws CausalError `unknown-name`, `overlap`, `latent`, `invalid-argument`, `aborted`; `not-supported` for other kinds of graph
 * @complexity up to 4ⁿ terms for n nodes that matter, O(n) separations for each; memory of about 50 bytes a term
 * @see Tikka, Hyttinen & Karvanen 2021, "Causal effect identification from multiple incomplete data sources: a general search-based
 *   approach", Journal of Statistical Software 99
 * @category Identification
 * @example
 * const g = admg('X -> M -> Y; X <-> Y; M <-> Z; Z -> Y')
 * const r = doSearch(g, {
 *   query: { do: 'X', outcome: 'Y' },
 *   data: [{ over: ['M', 'Z'], given: 'X' }, { over: 'Y', do: 'M', given: 'Z' }],
 * })
 * r.status === 'identifiable' ? toText(r.estimand) : r.message
 * //=> 'Σ_{M, Z} P(Y | do(M), Z) P(M, Z | X)'
 * doSearch(g, { query: { do: 'X', outcome: 'Y' }, data: [{ over: ['X', 'Y'] }] }).status
 * //=> 'not-identifiable'
 */
export function doSearch<N extends string>(
  graph: CausalGraph<CausalGraph['kind'], N>,
  question: DoSearchQuestion<NoInfer<N>>,
  options: CalculusSearchOptions = {},
): DoSearchResult<N> {
  return calledAs('doSearch', () => {
    checkOptions('question', question, ['query', 'data'])
    const { query, data: available } = checkedObject('question', question)
    checkOptions('query', query, ['do', 'outcome', 'given'])
    checkOptions('options', options, ['budget', 'onProgress', 'signal'], { budget: 'number' })
    const limits = searchLimits(options)

    const asked = measuredQuery(graph, { ...query, do: checkedObject('query', query).do ?? [] })
    const populations = [{ name: '', differs: new Uint8Array(asked.g.size) }]
    const reduced = reducedQuestion({ q: asked, data: readAvailable(asked.g, available), populations })
    const { q } = reduced
    const obstacles = obstaclesOfWhole(reduced)
    if (obstacles !== null) {
      const thicket = namedThicket<N>(q, obstacles)
      return Object.freeze({
        status: 'not-identifiable',
        message: thicketMessage(thicket.district),
        thicket,
      })
    }
    const found = searchDistributions(reduced, limits, (part) => obstaclesOfWhole(part) !== null)
    if (found.status !== 'found') {
      const { reason, message, terms } = unanswered(found, limits.budget)
      return Object.freeze({ status: reason, message, terms })
    }
    return Object.freeze({
      status: 'identifiable',
      estimand: finishedEstimand<N>(found.q, found),
      derivation: namedSearchSteps<N>(found.steps, found.q.names, ['']),
    })
  })
}
