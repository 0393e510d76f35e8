import { calledAs } from '../../errors.js'
import type { Estimand } from '../../estimand/terms/types.js'
import { flags, positionsOf } from '../../graph/core/sets.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkOptions } from '../../options.js'
import { type AvailableDistribution, checkAvailable } from './available.js'
import { type CausalQuery, measuredQuery } from './causal-query.js'
import { type Experiment, type GeneralAnswer, generalIdentification } from './general-identification.js'
import type { Hedge } from './identify.js'
import { estimandOf } from './simplified.js'

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
 * What several distributions say about an effect: the formula, or the thicket that forbids one.
 *
 * @category Identification
 */
export type GeneralIdentification<N extends string = string> =
  | {
      /** A formula gives the effect in every model of the graph. */
      readonly identifiable: true
      /** The formula; terms under `do` come from the experiments. */
      readonly estimand: Estimand<N>
      /** Which distribution, by position, gives the factor of which district. */
      readonly sources: readonly { readonly district: readonly N[]; readonly available: number }[]
    }
  | {
      /** No formula can. */
      readonly identifiable: false
      /** The witness. */
      readonly thicket: Thicket<N>
    }

/**
 * Whether P(outcome | do(do), given) follows from several experiments together, and by which formula (gID).
 *
 * Each available distribution is P(all other nodes | do(Z)) for every value of Z; `{ do: [] }` is the observed one.
 * Sound and complete without `given` (Lee, Correa & Bareinboim 2019).
 *
 * @param graph - a DAG or an ADMG
 * @param query - `{ do, outcome, given?, available: [{ do, over? }] }`; `over`, when given, must be all other nodes
 * @returns the formula and the distributions it uses, or the thicket
 * @throws CausalError `unknown-name`, `overlap`, `latent`, `invalid-argument`; `not-supported` for other kinds of graph,
 *   and for a distribution that leaves nodes out
 * @complexity as {@link identify}, for each district and distribution
 * @category Identification
 * @example
 * const g = admg('X1 -> X2 -> Y; X1 <-> X2; X1 <-> Y')
 * const r = identifyFromExperiments(g, { do: ['X1', 'X2'], outcome: 'Y', available: [{ do: 'X1' }] })
 * r.identifiable ? toText(r.estimand) : r.thicket
 * //=> 'P(Y | do(X1), X2)'
 */
export function identifyFromExperiments<N extends string>(
  graph: CausalGraph<CausalGraph['kind'], N>,
  query: CausalQuery<NoInfer<N>> & { readonly available: readonly AvailableDistribution<NoInfer<N>>[] },
): GeneralIdentification<N> {
  return calledAs('identifyFromExperiments', () => {
    checkOptions('query', query, ['do', 'outcome', 'given', 'available'])

    const q = measuredQuery(graph, query)
    const experiments = checkAvailable(q.g, query.available).map(
      (act): Experiment => ({ act: flags(q.g.size, act), domain: '', differs: new Uint8Array(q.g.size) }),
    )
    return generalResult<N>(q, generalIdentification(q.g, q.x, q.y, q.z, experiments))
  })
}

/** The answer in names, its formula simplified. */
export function generalResult<N extends string>(
  q: ReturnType<typeof measuredQuery>,
  answer: GeneralAnswer,
): GeneralIdentification<N> {
  const set = (nodes: Uint8Array): readonly N[] => q.names(positionsOf(nodes)) as readonly N[]
  if ('district' in answer) {
    const obstacles = answer.obstacles.map(({ set: acted, differs, hedge }) =>
      Object.freeze({
        set: set(acted),
        differs: set(differs),
        hedge:
          hedge === null
            ? null
            : Object.freeze({ F: set(hedge.forest), Fprime: set(hedge.inner), roots: set(hedge.roots) }),
      }),
    )
    const thicket = Object.freeze({ district: set(answer.district), obstacles: Object.freeze(obstacles) })
    return Object.freeze({ identifiable: false, thicket })
  }
  const sources = answer.sources.map(({ district, experiment }) =>
    Object.freeze({ district: set(district), available: experiment }),
  )
  return Object.freeze({
    identifiable: true,
    estimand: estimandOf<N>(q, answer.symbols, answer.expr),
    sources: Object.freeze(sources),
  })
}
