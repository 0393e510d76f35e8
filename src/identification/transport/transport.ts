import { CausalError, calledAs } from '../../errors.js'
import type { IndexedGraph } from '../../graph/core/indexed.js'
import { flags } from '../../graph/core/sets.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkedList } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { measuredPositions } from '../adjustment/effect-query.js'
import type { KnownDistribution, Population } from '../core/distributions.js'
import { type CalculusSearchOptions, searchLimits } from '../derivation/search-options.js'
import { type AvailableDistribution, readAvailable } from '../id/available.js'
import { type CausalQuery, measuredQuery } from '../id/causal-query.js'
import { combineDistributions } from '../id/combine-distributions.js'
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
 * complete for any mix of observations and experiments (Bareinboim & Pearl 2012, 2014; with `given` Lee, Correa & Bareinboim
 * 2020). Each distribution may leave nodes out, and be conditional: then the formula is sound, a thicket is a proof, and
 * otherwise the answer says that none was found ({@link identifyFromExperiments}). Terms carry their population:
 * `P^source(y | do(x), z)`.
 *
 * @param graph - a DAG or an ADMG over the measured variables, without selection nodes
 * @param query - `{ selection, do, outcome, given?, available? }`
 * @param options - the limits of a search, where one is needed: `{ budget?, onProgress?, signal? }`
 * @returns the formula and the distributions it uses, the thicket (an s-hedge where a population differs), or that no formula
 *   was found
 * @throws CausalError `unknown-name`, `duplicate-name`, `overlap`, `latent`, `invalid-argument`, `aborted`; `not-supported` for
 *   other kinds of graph
 * @complexity as {@link identify}, for each district and distribution; as {@link doSearch} where it is searched
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
  options: CalculusSearchOptions = {},
): GeneralIdentification<N> {
  return calledAs('transport', () => {
    checkOptions('query', query, ['selection', 'available', 'do', 'outcome', 'given'])

    checkOptions('options', options, ['budget', 'onProgress', 'signal'], { budget: 'number' })
    const limits = searchLimits(options)

    const q = measuredQuery(graph, query)
    const populations = readPopulations(q.g, query.selection)
    const available =
      query.available ??
      populations.map(({ name: domain }) => (domain === 'target' ? { domain } : { domain, do: query.do }))
    const data = readOfPopulations(q.g, available, populations)
    return generalResult<N>(
      combineDistributions({ q, data, populations }, limits),
      populations.map(({ name }) => name),
    )
  })
}

/** The target, which differs nowhere, and the populations of `selection`, by name. */
export function readPopulations(g: IndexedGraph, selection: TransportQuery['selection']): Population[] {
  const differs = new Map<string, Uint8Array>()
  for (const { domain, nodes } of domainsOf(selection)) {
    if (domain === 'target' || differs.has(domain)) {
      throw new CausalError('duplicate-name', `the population ${show(domain)} is given twice.`, { name: domain })
    }
    if (typeof domain !== 'string' || domain === '') {
      throw new CausalError('invalid-argument', `a population must have a name, got ${show(domain)}.`)
    }
    differs.set(domain, flags(g.size, measuredPositions(g, 'selection', nodes, true)))
  }
  const others = [...differs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, nodes]) => ({ name, differs: nodes }))
  return [{ name: 'target', differs: new Uint8Array(g.size) }, ...others]
}

/** The known distributions, each with its population. */
export function readOfPopulations(
  g: IndexedGraph,
  available: readonly (AvailableDistribution<string> & { readonly domain?: string })[],
  populations: readonly Population[],
): KnownDistribution[] {
  return readAvailable(g, available, ['domain']).map((term, i) => {
    const { domain } = available[i]!
    const population = populations.find(({ name }) => name === domain)
    if (population !== undefined) return { ...term, domain: population.name }
    throw new CausalError(
      'unknown-name',
      `there is no population ${show(domain)}: there are ${populations.map(({ name }) => JSON.stringify(name)).join(', ')}.`,
      { name: domain },
    )
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
