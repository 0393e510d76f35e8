import { choice } from '../../../discovery/core/choice.js'
import { calledAs } from '../../../errors.js'
import { type Correction, correctedPValues } from '../../../independence/core/correction.js'
import { checkOptions } from '../../../options.js'
import { readLag } from '../../core/read-lag.js'
import type { LaggedTest, Series } from '../../types.js'
import { momentaryTest } from './contemporaneous.js'
import { laggedConditions } from './lagged-conditions.js'
import { laggedQueries } from './lagged-queries.js'
import { type LaggedSearchResult, laggedResult } from './lagged-result.js'
import { linkAt, linkTable, noteTest } from './link-table.js'
import { type LaggedSearchOptions, laggedSearchKeys, readLaggedSettings } from './search-settings.js'
import { testOf } from './series-or-test.js'

/**
 * Settings of {@link pcmci}.
 *
 * @category Time series
 */
export interface PcmciOptions<N extends string = string> extends LaggedSearchOptions<N> {
  /** The level of the first phase, which only chooses conditions: a higher one keeps more of them (default 0.2). */
  readonly conditionAlpha?: number
  /** How the p-values of all links are corrected for their number before they are compared with `alpha` (default `none`). */
  readonly multiplicity?: Correction
}

/**
 * PCMCI: which variables drive which, with what lag, in autocorrelated series, assuming no hidden common cause and no effects within a step.
 *
 * First, for every variable, the lagged ones that stay dependent on it given the strongest others (PC₁). Then each link
 * is tested given these conditions of both of its ends, the earlier ones shifted (momentary conditional independence), which keeps the level under
 * autocorrelation. A link at lag 0 says that something within the step is left over; it has no direction: {@link pcmciPlus} looks
 * for one.
 *
 * @param data - a series (tested by partial correlation), or a test over time that reaches back 2 · maxLag steps
 * @param options - largest lag, levels, knowledge
 * @returns the graph, and p-value and strength of every possible link
 * @throws CausalError `invalid-argument`, `unknown-name`, `contradiction`, `constant-column`, `too-few-rows`, `aborted`
 * @complexity O(N² maxLag) tests for sparse graphs
 * @category Time series
 * @see Runge, Nowack, Kretschmer, Flaxman & Sejdinovic 2019, "Detecting and quantifying causal associations in large nonlinear time series datasets", Science Advances 5
 * @example
 * const { graph } = pcmci(laggedSeparation(laggedGraph('X[t-1] -> X; X[t-1] -> Y; Y[t-1] -> Y')), { maxLag: 1 })
 * graph.edges.map(({ from, to, lag }) => [from, lag, to])
 * //=> [['X', 1, 'X'], ['X', 1, 'Y'], ['Y', 1, 'Y']]
 */
export function pcmci<N extends string>(
  data: Series<unknown, N> | LaggedTest<N>,
  options: PcmciOptions<NoInfer<N>> = {},
): LaggedSearchResult<N> {
  return calledAs('pcmci', () => {
    checkOptions('options', options, [...laggedSearchKeys, 'conditionAlpha', 'multiplicity'], {
      conditionAlpha: 'number',
    })
    const reach = 2 * readLag('maxLag', options.maxLag ?? 1, 0)
    const test = testOf('pcmci', data, reach)
    const queries = laggedQueries(test, reach)
    const settings = readLaggedSettings(test.variables, options, options.conditionAlpha ?? 0.2)
    const multiplicity = choice('multiplicity', options.multiplicity ?? 'none', corrections)

    const { n } = queries
    const { maxLag, knowledge } = settings
    const conditions = laggedConditions(queries, linkTable(n, maxLag), settings)
    const links = linkTable(n, maxLag)
    const ask = momentaryTest(queries, conditions, settings)
    const asked: number[] = []
    for (let j = 0; j < n; j++) {
      settings.report('links', 0, j, n, queries.tests())
      for (let lag = 0; lag <= maxLag; lag++) {
        for (let i = 0; i < n; i++) {
          const at = linkAt(links, i, lag, j)
          const isOut = knowledge.banned[at] === 1 && (lag > 0 || knowledge.banned[linkAt(links, j, 0, i)] === 1)
          if (isOut || (lag === 0 && i >= j)) continue
          const pValue = ask(lag * n + i, j, none, 0)
          if (!Number.isNaN(pValue)) noteTest(links, at, pValue, queries.value())
          asked.push(at)
        }
      }
    }
    const corrected = correctedPValues(
      asked.map((at) => links.pValue[at]!),
      multiplicity,
    )
    for (const [k, at] of asked.entries()) {
      links.pValue[at] = corrected[k]!
      if (!(corrected[k]! > settings.alpha) || knowledge.required[at] === 1) links.adjacent[at] = 1
    }
    for (let j = 0; j < n; j++) for (let i = 0; i < j; i++) mirror(links, i, j, knowledge.required)
    return laggedResult(test, queries, links, settings, null)
  })
}

const none = new Int32Array(0)
const corrections: readonly Correction[] = ['none', 'holm', 'benjamini-hochberg', 'benjamini-yekutieli']

/** A link at lag 0 is the same from both ends. */
function mirror(links: ReturnType<typeof linkTable>, i: number, j: number, required: Uint8Array): void {
  const [at, back] = [linkAt(links, i, 0, j), linkAt(links, j, 0, i)]
  if (required[back] === 1) links.adjacent[at] = 1
  links.adjacent[back] = links.adjacent[at]!
  links.pValue[back] = links.pValue[at]!
  links.value[back] = links.value[at]!
}
