import { readConstraintOptions } from '../../discovery/constraint/constraint-options.js'
import type { SearchOptions } from '../../discovery/core/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { indexLaggedKnowledge, type LaggedKnowledge } from '../discovery/pcmci/lagged-knowledge.js'
import type { UntestedLink } from '../discovery/pcmci/lagged-result.js'
import { laggedName } from '../graphs/lagged-names.js'
import { type IndexedEdge, makeLaggedGraph } from '../graphs/make-lagged-graph.js'
import type { LaggedGraph, LaggedNode, LaggedTest } from '../types.js'
import { informOf } from './known-causes.js'
import { type LaggedQueries, laggedQueries } from './lagged-queries.js'
import { searchHiddenCauses } from './search-hidden-causes.js'
import type { HiddenCauseSearch } from './search-state.js'
import { eachPair, NONE } from './window-graph.js'

/**
 * Settings of {@link lpcmci}.
 *
 * @category Time series
 */
export interface LpcmciOptions<N extends string = string> extends SearchOptions {
  /** The largest lag of an edge, 1 or more (default 1). A window of so many steps before t is all that is conditioned on. */
  readonly maxLag?: number
  /** The level of each single test, between 0 and 1 (default 0.05): a p-value above it is read as independence. */
  readonly alpha?: number
  /** How many preliminary rounds look for causes to condition on (default 1). */
  readonly preliminaryIterations?: number
  /** How many nodes beside known causes a conditioning set may have (default: no limit). */
  readonly maxConditioningSize?: number
  /**
   * What is known beforehand, read with hidden causes in mind: of a forbidden link `from` is no cause of `to` (two may still share a hidden
   * cause); of a required one it is a cause, and the edge is not tested.
   */
  readonly knowledge?: LaggedKnowledge<NoInfer<N>>
}

/**
 * Two variables so many steps apart that a test found independent, and given what.
 *
 * @category Time series
 */
export interface LaggedSeparatingSet<N extends string = string> {
  /** The earlier; of two at the same time the one that comes first. */
  readonly x: LaggedNode<N>
  /** The other, at time t. */
  readonly y: LaggedNode<N>
  /** The conditioning set that separates them. */
  readonly given: readonly LaggedNode<N>[]
}

/**
 * What {@link lpcmci} found, with the grounds for it.
 *
 * @category Time series
 */
export interface LpcmciResult<N extends string = string> {
  /**
   * The graph. A tail says "a cause, direct or through others, of"; an arrow "no cause of"; two arrows that a hidden cause acts on
   * both; a circle that the data do not tell. An edge with `conflict` has a circle where rules contradicted each other.
   */
  readonly graph: LaggedGraph<N, 'lagged-pag'>
  /** For every pair without an edge, the sets that separated it: all of the size at which it fell. */
  readonly separatingSets: readonly LaggedSeparatingSet<N>[]
  /** How many different tests were asked for. */
  readonly tests: number
  /** For edges that stay, the smallest conditioning sets (at most eight a pair) given which no test could be made. */
  readonly untested: readonly UntestedLink<N>[]
  /** What to know before the graph is trusted, in sentences; empty where nothing was noticed. */
  readonly warnings: readonly string[]
}

/**
 * LPCMCI: a graph over time from a test, where hidden variables may act on several of those that are measured.
 *
 * What is found early to be a cause is conditioned on in all later tests of its effects, which takes their autocorrelation away; and
 * what is found to be no cause is left out. With a right test (`laggedSeparation`) every mark is true of the graph that generated the
 * data, and two variables are joined exactly where no set in the window t − maxLag … t separates them. On data the sets that separate a
 * pair may disagree about what lies between: most of them decide. The level of an edge is that of many tests: read it as a search, not as
 * one test.
 *
 * Variables are never joined to themselves in the same step, and causes never come after their effects. Permuting the variables permutes
 * the answer.
 *
 * @param test - a test over time, such as `laggedCorrelation(series, { maxLag })`
 * @param options - largest lag, level, preliminary rounds, knowledge
 * @returns the graph of kind `lagged-pag`, separating sets, the number of tests, and what is in doubt
 * @throws CausalError `invalid-argument`, `unknown-name`, `contradiction` for knowledge that cannot hold, `aborted`; an error of the test itself
 * @complexity exponential in the number of possible causes of a variable, and of what may be D-SEP of a pair; see `maxConditioningSize`
 * @category Time series
 * @see Gerhardus & Runge 2020, NeurIPS 33, algorithms 1 to 3 and the rules of section 3
 * @example
 * const hidden = laggedGraph('U[t-1] -> X; U[t-2] -> Y; X[t-1] -> X; Y[t-1] -> Y')
 * lpcmci(laggedSeparation(hidden, { nodes: ['X', 'Y'] })).graph.edges.length
 * //=> 3
 */
export function lpcmci<N extends string>(
  test: LaggedTest<N>,
  options: LpcmciOptions<NoInfer<N>> = {},
): LpcmciResult<N> {
  return calledAs('lpcmci', () => {
    checkOptions(
      'options',
      options,
      ['maxLag', 'alpha', 'preliminaryIterations', 'maxConditioningSize', 'knowledge', 'onProgress', 'signal'],
      { preliminaryIterations: 'number' },
    )
    const { maxLag = 1, preliminaryIterations = 1, knowledge, alpha, maxConditioningSize, ...search } = options
    const queries = laggedQueries(test, maxLag)
    const { size } = queries
    const index = new Map(test.variables.map((name, i) => [name as string, i]))
    const { alpha: level, maxSize } = readConstraintOptions(index, {
      ...search,
      ...(alpha !== undefined && { alpha }),
      ...(maxConditioningSize !== undefined && { maxConditioningSize }),
    })
    if (!(Number.isInteger(preliminaryIterations) && preliminaryIterations >= 0 && preliminaryIterations <= 100)) {
      const message = `preliminaryIterations is ${show(preliminaryIterations)}: give a whole number from 0 to 100.`
      throw new CausalError('invalid-argument', message, { preliminaryIterations })
    }
    const known = indexLaggedKnowledge(index, maxLag, knowledge as LaggedKnowledge | undefined)
    const found = searchHiddenCauses(queries, {
      ...search,
      alpha: level,
      maxConditioningSize: maxSize,
      preliminaryIterations,
      ...informOf(known, size, maxLag),
    })
    return resultOf(test, found, queries, maxSize)
  })
}

function resultOf<N extends string>(
  { variables, warnings: ofTest }: LaggedTest<N>,
  { graph, separators, conflicts, tests }: HiddenCauseSearch & { readonly tests: number },
  queries: LaggedQueries,
  maxSize: number,
): LpcmciResult<N> {
  const { size } = graph
  const node = (k: number): LaggedNode<N> => Object.freeze({ name: variables[k % size]!, lag: Math.floor(k / size) })
  const edges: IndexedEdge[] = []
  const separatingSets: LaggedSeparatingSet<N>[] = []
  const unsure: string[] = []
  const unmade: string[] = []
  eachPair(graph, (a, b) => {
    for (const set of separators.of(a, b) ?? [])
      separatingSets.push(Object.freeze({ x: node(a), y: node(b), given: Object.freeze(Array.from(set, node)) }))
    const [fromMark, toMark] = [graph.end(b, a), graph.end(a, b)]
    if (fromMark === NONE || toMark === NONE) return
    const conflict = conflicts.has(graph.key(a, b)) || conflicts.has(graph.key(b, a))
    edges.push({ from: a % size, to: b, lag: Math.floor(a / size), fromMark, toMark, ...(conflict && { conflict }) })
    const label = `${laggedName(variables[a % size]!, Math.floor(a / size))} — ${laggedName(variables[b]!, 0)}`
    if (!graph.isAdjacent(a, b) && maxSize < Number.POSITIVE_INFINITY) unsure.push(label)
    if (
      queries.untested.cases().some(({ x, y }) => x === Math.min(a, b) && y === Math.max(a, b)) &&
      !queries.wasMade(a, b)
    )
      unmade.push(label)
  })
  const untested = queries.untested.cases().flatMap(({ x: b, y: a, given, result: { reason, message } }) => {
    // of a pair at one time the first is the earlier in the list of variables
    const [first, second] = a < size && b < a ? [b, a] : [a, b]
    if (second >= size || graph.end(first, second) === NONE) return []
    return [
      Object.freeze({
        x: node(first),
        y: node(second),
        given: Object.freeze(Array.from(given, node)),
        reason,
        message,
      }),
    ]
  })
  const warnings = [...(ofTest ?? [])]
  if (unmade.length > 0)
    warnings.push(
      `No test of ${quoteNames(unmade)} could be made: these edges stand for want of data, not by evidence.`,
    )
  if (untested.length > 0)
    warnings.push(
      'Some tests could not be made (see untested): those edges may stand only because a set could not be tried.',
    )
  if (unsure.length > 0)
    warnings.push(`Larger conditioning sets than maxConditioningSize might separate ${quoteNames(unsure)}.`)
  if (conflicts.size > 0)
    warnings.push(
      'Some ends were oriented both ways by different tests and are left as circles: see `conflict` at the edges.',
    )
  return Object.freeze({
    graph: makeLaggedGraph('lagged-pag', variables, graph.maxLag, edges),
    separatingSets: Object.freeze(separatingSets),
    tests,
    untested: Object.freeze(untested),
    warnings: Object.freeze(warnings),
  })
}
