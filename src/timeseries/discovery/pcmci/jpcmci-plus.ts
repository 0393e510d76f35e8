import { choice } from '../../../discovery/core/choice.js'
import { calledAs } from '../../../errors.js'
import { indexNames } from '../../../names.js'
import { checkOptions } from '../../../options.js'
import { readLag } from '../../core/read-lag.js'
import type { LaggedTest } from '../../types.js'
import { contemporaneousPhase, type LaggedSkeleton } from './contemporaneous.js'
import { type Roles, readContexts, type SeriesContexts, withContexts } from './jpcmci-contexts.js'
import { type JudgedTriples, judgeLagged, type LaggedColliderRule } from './lagged-colliders.js'
import { laggedConditions } from './lagged-conditions.js'
import { type LaggedQueries, laggedQueries } from './lagged-queries.js'
import { laggedResult, withOrientation } from './lagged-result.js'
import { linkAt, linkTable } from './link-table.js'
import { laggedColliderRules, type PcmciPlusOptions, type PcmciPlusResult } from './pcmci-plus.js'
import { orientJudged } from './pcmci-plus-search.js'
import { type LaggedSettings, laggedSearchKeys, readLaggedSettings } from './search-settings.js'

/**
 * Settings of {@link jpcmciPlus}.
 *
 * @category Time series
 */
export interface JpcmciPlusOptions<N extends string = string> extends PcmciPlusOptions<N> {
  /** Which variables of the test are contexts or dummies. */
  readonly contexts?: SeriesContexts<NoInfer<N>>
}

/**
 * J-PCMCI+: PCMCI+ on several recordings together, with contexts that differ between recordings or change over time, measured or not.
 *
 * Four steps: lagged conditions, with the measured contexts; which of these contexts act on which variable; which variables depend on the
 * dummies given those, so that contexts that were not measured act on them; then the links within the system, always given
 * the contexts and dummies found. What contexts would confound falls away, and they direct links as causes from outside.
 *
 * @param test - a test over time that knows the contexts and dummies: `laggedCorrelation(series, { maxLag, dummies })`
 * @param options - contexts and dummies, and what {@link pcmciPlus} takes
 * @returns the graph over system, contexts and dummies, with the report of {@link pcmciPlus}. A dummy's link says that some
 *   context that was not measured acts there
 * @throws CausalError `invalid-argument`, `unknown-name`, `overlap`, `contradiction`, `aborted`
 * @complexity three times that of {@link pcmciPlus}
 * @category Time series
 * @see Günther, Ninad & Runge 2023, "Causal discovery for time series from multiple datasets with latent contexts", UAI
 * @example
 * const g = laggedGraph('Site -> X; Site -> Y; X[t-1] -> X; Y[t-1] -> Y')
 * const test = laggedSeparation(g, { constants: ['Site'] })
 * jpcmciPlus(test, { contexts: { spaceDummy: 'Site' } }).graph.edges.map(({ from, to, lag }) => [from, lag, to])
 * //=> [['Site', 0, 'X'], ['X', 1, 'X'], ['Site', 0, 'Y'], ['Y', 1, 'Y']]
 */
export function jpcmciPlus<N extends string>(
  test: LaggedTest<N>,
  options: JpcmciPlusOptions<NoInfer<N>> = {},
): PcmciPlusResult<N> {
  return calledAs('jpcmciPlus', () => {
    checkOptions('options', options, [...laggedSearchKeys, 'colliderRule', 'contexts'])
    const rule = choice('colliderRule', options.colliderRule ?? 'majority', laggedColliderRules)
    const queries = laggedQueries(test, 2 * readLag('maxLag', options.maxLag ?? 1, 0))
    const settings = readLaggedSettings(test.variables, options)
    const index = indexNames('variable', test.variables)
    const roles = readContexts(index, options.contexts)
    const constant = new Uint8Array(roles.isDummy)
    for (const name of options.contexts?.space ?? []) constant[index.get(name)!] = 1
    const knowledge = withContexts(settings.knowledge, roles, constant, settings.maxLag)
    const { skeleton, judged } = searchWithContexts(queries, { ...settings, knowledge }, roles, rule)
    const orientation = orientJudged(skeleton, judged, { ...settings, knowledge })
    const found = laggedResult(test, queries, skeleton.links, settings, orientation)
    return withOrientation(found, test.variables, orientation, judged.ambiguous)
  })
}

/** The skeleton in four steps, and the judgement of its triples (Günther et al. 2023, Algorithm 1). */
function searchWithContexts(
  queries: LaggedQueries,
  settings: LaggedSettings,
  { isSystem, isContext, isDummy }: Roles,
  rule: LaggedColliderRule,
): { skeleton: LaggedSkeleton; judged: JudgedTriples } {
  const { n } = queries
  const { maxLag } = settings
  const links = linkTable(n, maxLag)
  const isGiven = (k: number): boolean => isSystem[k] === 1
  /** The conditions of each variable and, in front, the contexts or dummies at lag 0 that were found to act on it. */
  const joined = (conditions: readonly Int32Array[], outside: Uint8Array): Int32Array[] =>
    conditions.map((own, j) => {
      const found = [...Array(n).keys()].filter((i) => outside[i] === 1 && links.adjacent[linkAt(links, i, 0, j)] === 1)
      return Int32Array.from([...found, ...own])
    })

  // 1. lagged conditions, with the measured contexts that change over time
  const lagged = laggedConditions(queries, links, { ...settings, knowledge: withoutDummies(settings, isDummy, n) })
  const afterLagged = links.adjacent.slice()
  // 2. measured contexts and the system
  contemporaneousPhase(queries, links, lagged, settings, {
    isTested: (i, _, j) => isDummy[i] === 0 && isDummy[j] === 0,
    isGiven: (k) => isDummy[k] === 0,
  })
  const given = joined(lagged, isContext)
  // 3. dummies and the system, given the contexts found
  contemporaneousPhase(queries, links, given, settings, {
    isTested: (i, lag, j) =>
      lag === 0 && (isDummy[i] === 1 || isDummy[j] === 1) && (isSystem[i] === 1 || isSystem[j] === 1),
    isGiven,
  })
  const all = joined(given, isDummy)
  // 4. the system, given contexts and dummies: its links begin anew
  const within = (i: number, j: number): boolean => isSystem[i] === 1 && isSystem[j] === 1
  for (let j = 0; j < n; j++)
    for (let lag = 1; lag <= maxLag; lag++)
      for (let i = 0; i < n; i++) {
        const at = linkAt(links, i, lag, j)
        if (within(i, j)) links.adjacent[at] = afterLagged[at]!
      }
  const last = contemporaneousPhase(queries, links, all, settings, { isTested: (i, _, j) => within(i, j), isGiven })
  const skeleton = { ...last, isOutside: isSystem.map((own) => 1 - own) }
  // a dummy tells all contexts: who asks about a context does not condition on dummies
  const judged = judgeLagged(queries, skeleton, settings, rule, (i, j) => ({
    conditions: isContext[i] === 1 || isContext[j] === 1 ? given : all,
    isGiven,
  }))
  return { skeleton, judged }
}

/** Dummies have no part in the first phase. */
function withoutDummies({ knowledge, maxLag }: LaggedSettings, isDummy: Uint8Array, n: number) {
  const banned = knowledge.banned.slice()
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      for (let lag = 0; lag <= maxLag; lag++)
        if (isDummy[i] === 1 || isDummy[j] === 1) banned[linkAt({ n, maxLag }, i, lag, j)] = 1
  return { ...knowledge, banned }
}
