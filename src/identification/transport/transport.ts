import { CausalError, calledAs } from '../../errors.js'
import { flags } from '../../graph/core/sets.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkedList } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { measuredPositions } from '../adjustment/effect-query.js'
import { type AvailableDistribution, checkAvailable } from '../id/available.js'
import { type CausalQuery, measuredQuery } from '../id/causal-query.js'
import { type Experiment, generalIdentification } from '../id/general-identification.js'
import { type GeneralIdentification, generalResult } from '../id/identify-from-experiments.js'

/**
 * A question of transport: an effect in the population `target`, from what was done and seen there and elsewhere.
 *
 * @category Identification
 */
export interface TransportQuery<N extends string = string> extends CausalQuery<N> {
  /**
   * The nodes whose mechanism may differ between `source` and target (those with a selection node); for several other
   * populations, a list of `{ domain, nodes }`.
   */
  readonly selection: N | readonly N[] | readonly { readonly domain: string; readonly nodes: readonly N[] }[]
  /**
   * What is known where; when left out, the experiment on `do` in each other population and observation of the target.
   */
  readonly available?: readonly (AvailableDistribution<N> & {
    /** `target`, or a population of `selection` (`source`, when only nodes are listed). */
    readonly domain: string
  })[]
}

/**
 * Whether an effect can be carried over from other populations to the target, and by which formula.
 *
 * A factor of the target is taken from the target itself, or from a population whose mechanisms agree on it. Sound and
 * complete without `given`, for any mix of observations and experiments (Bareinboim & Pearl 2012, 2014; Lee, Correa &
 * Bareinboim 2020). Terms carry their population: `P^source(y | do(x), z)`.
 *
 * @param graph - a DAG or an ADMG over the measured variables, without selection nodes
 * @param query - `{ selection, do, outcome, given?, available? }`
 * @returns the formula and the distributions it uses, or the thicket (an s-hedge where a population differs)
 * @throws CausalError `unknown-name`, `overlap`, `latent`, `invalid-argument`; `not-supported` for other kinds of graph,
 *   and for a distribution that leaves nodes out
 * @complexity as {@link identify}, for each district and distribution
 * @category Identification
 * @example
 * const g = admg('Z -> X -> Y; Z -> Y; X <-> Y')
 * const r = transport(g, { selection: 'Z', do: 'X', outcome: 'Y' })
 * r.identifiable ? toText(r.estimand) : r.thicket
 * //=> 'Σ_Z P^source(Y | do(X), Z) P^target(Z)'
 */
export function transport<N extends string>(
  graph: CausalGraph<CausalGraph['kind'], N>,
  query: TransportQuery<NoInfer<N>>,
): GeneralIdentification<N> {
  return calledAs('transport', () => {
    checkOptions('query', query, ['selection', 'available', 'do', 'outcome', 'given'])

    const q = measuredQuery(graph, query)
    const differs = new Map<string, Uint8Array>([['target', new Uint8Array(q.g.size)]])
    for (const { domain, nodes } of domainsOf(query.selection)) {
      if (differs.has(domain)) {
        throw new CausalError('duplicate-name', `the population ${show(domain)} is given twice.`, {
          name: domain,
        })
      }
      differs.set(domain, flags(q.g.size, measuredPositions(q.g, 'selection', nodes, true)))
    }
    const available =
      query.available ??
      [...differs.keys()].map((domain) => (domain === 'target' ? { domain } : { domain, do: query.do }))
    const acts = checkAvailable(q.g, available, ['domain'])
    const experiments = available.map(({ domain }, i): Experiment => {
      const differing = differs.get(domain)
      if (differing === undefined) {
        throw new CausalError(
          'unknown-name',
          `there is no population ${show(domain)}: there are ${[...differs.keys()].map((d) => JSON.stringify(d)).join(', ')}.`,
          { name: domain },
        )
      }
      return { act: flags(q.g.size, acts[i]!), domain, differs: differing }
    })
    return generalResult<N>(q, generalIdentification(q.g, q.x, q.y, q.z, experiments))
  })
}

/** The other populations, with the nodes that may differ in each. */
export function domainsOf(
  selection: TransportQuery['selection'],
): readonly { domain: string; nodes: readonly string[] }[] {
  if (typeof selection === 'string') return [{ domain: 'source', nodes: [selection] }]
  const list = [...checkedList('selection', selection ?? [])]
  if (list.every((entry) => typeof entry === 'string')) return [{ domain: 'source', nodes: list }]
  return list.map((entry) => {
    if (typeof entry === 'string') return { domain: 'source', nodes: [entry] }
    checkOptions('population of `selection`', entry, ['domain', 'nodes'])
    return entry
  })
}
