import { calledAs } from '../../errors.js'
import type { Estimand } from '../../estimand/terms/types.js'
import { positionsOf } from '../../graph/core/sets.js'
import type { CausalGraph } from '../../graph/types.js'
import { quoteNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { namedSearchSteps } from '../derivation/named-search-steps.js'
import { type CalculusSearchOptions, searchLimits } from '../derivation/search-options.js'
import type { CalculusStep } from '../recovery/search-result.js'
import { type AvailableDistribution, readAvailable } from './available.js'
import { type CausalQuery, type MeasuredQuery, measuredQuery } from './causal-query.js'
import { type CombinedAnswer, combineDistributions } from './combine-distributions.js'
import type { Hedge } from './identify.js'
import { finishedEstimand } from './simplified.js'

/**
 * A district of the query that none of the distributions gives, with the reason for each: the distribution sets some of
 * it (`set`), its population differs in it (`differs`), or a hedge stands in its graph. Together they form a thicket
 * (Lee, Correa & Bareinboim 2019, definition 5).
 *
 * @category Identification
 */
export interface Thicket<N extends string = string> {
  /** The district whose factor is missing. */
  readonly district: readonly N[]
  /** One entry for each available distribution, in order. */
  readonly obstacles: readonly {
    /** The nodes of the district that it sets. */
    readonly set: readonly N[]
    /** The nodes of the district at which its population differs. */
    readonly differs: readonly N[]
    /** The hedge in its graph, when neither is the reason. */
    readonly hedge: Hedge<N> | null
  }[]
}

/**
 * What several distributions say about an effect: the formula, the thicket that forbids one, or that none was found.
 *
 * @category Identification
 */
export type GeneralIdentification<N extends string = string> =
  | {
      /** A formula gives the effect in every model of the graph. */
      readonly identifiable: true
      /** The formula; terms under `do` come from the experiments. */
      readonly estimand: Estimand<N>
      /** Which distribution, by position, gives the factor of which district; empty where the formula was searched for. */
      readonly sources: readonly { readonly district: readonly N[]; readonly available: number }[]
      /** The steps of the search; empty where the formula was found by districts. */
      readonly derivation: readonly CalculusStep<N>[]
    }
  | {
      /** No formula can. */
      readonly identifiable: false
      /** Models that agree on all that is known differ in the effect. */
      readonly reason: 'not-identifiable'
      /** The same as a sentence. */
      readonly message: string
      /** The witness: not even if each distribution measured all that it does not set. */
      readonly thicket: Thicket<N>
    }
  | {
      /** No formula was found: only with distributions that leave nodes out, or are conditional. */
      readonly identifiable: false
      /** `not-derivable`: the search came to its end, which is no proof; `undecided`: it was cut off. */
      readonly reason: 'not-derivable' | 'undecided'
      /** What happened, and the way out. */
      readonly message: string
      /** There is no witness. */
      readonly thicket: null
    }

/**
 * Whether P(outcome | do(do), given) follows from several experiments together, and by which formula (gID).
 *
 * Each available distribution is P(over | do(Z), given) for every value of Z and of what is given; `{ do: [] }` is the observed one. From
 * distributions of all other nodes the answer is sound and complete (Lee, Correa & Bareinboim 2019; with conditions Kivva, Etesami
 * & Kiyavash 2023). Distributions that leave nodes out (surrogate experiments and outcomes: Bareinboim & Pearl 2012, Tikka &
 * Karvanen 2019) are combined by districts of latent projections, then by the search of {@link doSearch}: formulas are sound; a
 * thicket is a proof; otherwise the answer says that none was found.
 *
 * @param graph - a DAG or an ADMG
 * @param query - `{ do, outcome, given?, available: [{ do?, over?, given? }] }`; `over` is all other nodes, when left out
 * @param options - the limits of the search: `{ budget?, onProgress?, signal? }`
 * @returns the formula and the distributions it uses, the thicket, or that no formula was found
 * @throws CausalError `unknown-name`, `overlap`, `latent`, `invalid-argument`, `aborted`; `not-supported` for other kinds of graph
 * @complexity as {@link identify}, for each district and distribution; as {@link doSearch} where it is searched
 * @category Identification
 * @example
 * const g = admg('X1 -> X2 -> Y; X1 <-> X2; X1 <-> Y')
 * const r = identifyFromExperiments(g, { do: ['X1', 'X2'], outcome: 'Y', available: [{ do: 'X1' }] })
 * r.identifiable ? toText(r.estimand) : r.thicket
 * //=> 'P(Y | do(X1), X2)'
 * const short = admg('X -> S -> Y; X <-> S; X <-> Y')
 * const surrogate = identifyFromExperiments(short, {
 *   do: 'X', outcome: 'Y', available: [{ do: 'X', over: 'S' }, { do: 'S', over: 'Y' }],
 * })
 * surrogate.identifiable ? toText(surrogate.estimand) : surrogate.message
 * //=> 'Σ_S P(Y | do(S)) P(S | do(X))'
 */
export function identifyFromExperiments<N extends string>(
  graph: CausalGraph<CausalGraph['kind'], N>,
  query: CausalQuery<NoInfer<N>> & { readonly available: readonly AvailableDistribution<NoInfer<N>>[] },
  options: CalculusSearchOptions = {},
): GeneralIdentification<N> {
  return calledAs('identifyFromExperiments', () => {
    checkOptions('query', query, ['do', 'outcome', 'given', 'available'])
    checkOptions('options', options, ['budget', 'onProgress', 'signal'], { budget: 'number' })
    const limits = searchLimits(options)

    const q = measuredQuery(graph, query)
    const population = { name: '', differs: new Uint8Array(q.g.size) }
    const data = readAvailable(q.g, query.available)
    return generalResult<N>(combineDistributions({ q, data, populations: [population] }, limits), [''])
  })
}

/** The answer in names, its formula simplified. */
export function generalResult<N extends string>(
  { q, answer }: ReturnType<typeof combineDistributions>,
  domains: readonly string[],
): GeneralIdentification<N> {
  if ('reason' in answer) {
    return Object.freeze({
      identifiable: false,
      reason: answer.reason,
      message: answer.message,
      thicket: null,
    })
  }
  const set = (nodes: Uint8Array): readonly N[] => q.names(positionsOf(nodes)) as readonly N[]
  if ('district' in answer) {
    const thicket = namedThicket<N>(q, answer)
    return Object.freeze({
      identifiable: false,
      reason: 'not-identifiable',
      message: thicketMessage(thicket.district),
      thicket,
    })
  }
  const sources = answer.sources.map(({ district, experiment }) =>
    Object.freeze({ district: set(district), available: experiment }),
  )
  return Object.freeze({
    identifiable: true,
    estimand: finishedEstimand<N>(q, answer),
    sources: Object.freeze(sources),
    derivation: namedSearchSteps<N>(answer.steps, q.names, domains),
  })
}

/** A missing district in a sentence. */
export function thicketMessage(district: readonly string[]): string {
  return `models that agree on all that is known differ in the factor of ${quoteNames([...district].sort())}, and so in the effect.`
}

/** A missing district in names. */
export function namedThicket<N extends string>(
  q: MeasuredQuery,
  { district, obstacles }: Extract<CombinedAnswer, { district: Uint8Array }>,
): Thicket<N> {
  const set = (nodes: Uint8Array): readonly N[] => q.names(positionsOf(nodes)) as readonly N[]
  const named = obstacles.map(({ set: acted, differs, hedge }) =>
    Object.freeze({
      set: set(acted),
      differs: set(differs),
      hedge:
        hedge === null
          ? null
          : Object.freeze({ F: set(hedge.forest), Fprime: set(hedge.inner), roots: set(hedge.roots) }),
    }),
  )
  return Object.freeze({ district: set(district), obstacles: Object.freeze(named) })
}
