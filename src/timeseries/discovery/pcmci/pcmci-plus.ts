import { choice } from '../../../discovery/core/choice.js'
import { calledAs } from '../../../errors.js'
import { checkOptions } from '../../../options.js'
import { readLag } from '../../core/read-lag.js'
import type { LaggedTest, Series } from '../../types.js'
import type { LaggedColliderRule } from './lagged-colliders.js'
import { laggedQueries } from './lagged-queries.js'
import { type AmbiguousLaggedTriple, type LaggedSearchResult, laggedResult, withOrientation } from './lagged-result.js'
import { searchPcmciPlus } from './pcmci-plus-search.js'
import { type LaggedSearchOptions, laggedSearchKeys, readLaggedSettings } from './search-settings.js'
import { testOf } from './series-or-test.js'

/**
 * Settings of {@link pcmciPlus}.
 *
 * @category Time series
 */
export interface PcmciPlusOptions<N extends string = string> extends LaggedSearchOptions<N> {
  /** How unshielded triples are judged (default `majority`). */
  readonly colliderRule?: LaggedColliderRule
}

/**
 * What {@link pcmciPlus} found.
 *
 * @category Time series
 */
export interface PcmciPlusResult<N extends string = string> extends LaggedSearchResult<N> {
  /** The unshielded triples that the tests contradict each other about; they direct nothing. */
  readonly ambiguous: readonly AmbiguousLaggedTriple<N>[]
}

/**
 * PCMCI+: which variables drive which, with a lag or within a step, in autocorrelated series, assuming no hidden common cause.
 *
 * The lagged conditions of {@link pcmci} first; then links at lag 0 start complete, and every link is tested given subsets of the contemporaneous
 * neighbours and the lagged conditions of both ends. Time directs what has a lag; colliders and Meek's rules direct the rest as far as the
 * independences tell. Where rules want opposite directions, the link stays without one and is marked as a conflict. Nothing depends on the
 * order of the variables.
 *
 * @param data - a series (tested by partial correlation), or a test over time that reaches back 2 · maxLag steps
 * @param options - largest lag, level, collider rule, knowledge
 * @returns the graph, p-value and strength of every possible link, and what is in doubt
 * @throws CausalError `invalid-argument`, `unknown-name`, `contradiction`, `constant-column`, `too-few-rows`, `aborted`
 * @complexity O(N² (maxLag + 2^d)) tests with at most d contemporaneous neighbours
 * @category Time series
 * @see Runge 2020, "Discovering contemporaneous and lagged causal relations in autocorrelated nonlinear time series datasets", UAI
 * @example
 * const { graph } = pcmciPlus(laggedSeparation(laggedGraph('X[t-1] -> X; X -> Y; Y -> Z')), { maxLag: 1 })
 * graph.edges.map(({ from, to, lag, toMark }) => [from, lag, to, toMark])
 * //=> [['X', 1, 'X', 'arrow'], ['X', 0, 'Y', 'arrow'], ['Y', 0, 'Z', 'arrow']]
 */
export function pcmciPlus<N extends string>(
  data: Series<unknown, N> | LaggedTest<N>,
  options: PcmciPlusOptions<NoInfer<N>> = {},
): PcmciPlusResult<N> {
  return calledAs('pcmciPlus', () => {
    checkOptions('options', options, [...laggedSearchKeys, 'colliderRule'])
    const rule = choice('colliderRule', options.colliderRule ?? 'majority', laggedColliderRules)
    const reach = 2 * readLag('maxLag', options.maxLag ?? 1, 0)
    const test = testOf('pcmciPlus', data, reach)
    const queries = laggedQueries(test, reach)
    const settings = readLaggedSettings(test.variables, options)
    const { skeleton, judged, orientation } = searchPcmciPlus(queries, settings, rule)
    const found = laggedResult(test, queries, skeleton.links, settings, orientation)
    return withOrientation(found, test.variables, orientation, judged.ambiguous)
  })
}

export const laggedColliderRules: readonly LaggedColliderRule[] = ['majority', 'conservative', 'none']
