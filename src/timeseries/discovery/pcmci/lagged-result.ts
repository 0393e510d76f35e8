import { findCycle } from '../../../graph/kinds/build.js'
import { ARROW, TAIL } from '../../../graph/kinds/marks.js'
import type { UntestedReason } from '../../../independence/core/types.js'
import { quoteNames } from '../../../names.js'
import { laggedName } from '../../graphs/lagged-names.js'
import { type IndexedEdge, makeLaggedGraph } from '../../graphs/make-lagged-graph.js'
import type { LaggedGraph, LaggedNode, LaggedTest } from '../../types.js'
import type { LaggedTriple } from './lagged-colliders.js'
import type { LaggedOrientation } from './lagged-orientation.js'
import type { LaggedQueries } from './lagged-queries.js'
import { type LinkTable, linkAt } from './link-table.js'
import type { LaggedSettings } from './search-settings.js'

/**
 * What a search found of one possible link.
 *
 * @category Time series
 */
export interface LaggedLink<N extends string = string> {
  /** The earlier variable; of a pair at the same time, the one that comes first. */
  readonly from: N
  /** The variable at t. */
  readonly to: N
  /** How many steps `from` comes before. */
  readonly lag: number
  /** Whether the link is in the graph. */
  readonly adjacent: boolean
  /** The largest p-value of the tests that decided about the link; null where none could be made or none was asked. */
  readonly pValue: number | null
  /** The strength of dependence in that test, for linear ones a partial correlation; null as `pValue`. */
  readonly value: number | null
}

/**
 * A question over time that could not be tested, of a link that therefore may or may not be there: the link stays.
 *
 * @category Time series
 */
export interface UntestedLink<N extends string = string> {
  /** One end. */
  readonly x: LaggedNode<N>
  /** The other. */
  readonly y: LaggedNode<N>
  /** The conditioning set. */
  readonly given: readonly LaggedNode<N>[]
  /** Why, as a word. */
  readonly reason: UntestedReason
  /** Why, in a sentence with the way out. */
  readonly message: string
}

/**
 * What every search over a lagged test tells.
 *
 * @category Time series
 */
export interface LaggedSearchResult<N extends string = string> {
  /** The graph over time; a link at lag 0 is directed where the search could tell, else it has tails at both ends. */
  readonly graph: LaggedGraph<N, 'lagged-cpdag'>
  /** Every possible link, sorted as the edges of a graph are: by `to`, lag and `from`. */
  readonly links: readonly LaggedLink<N>[]
  /** How many tests were asked for. */
  readonly tests: number
  /** For links that stay, questions that could not be tested (at most eight a link). */
  readonly untested: readonly UntestedLink<N>[]
  /** What to know before the graph is trusted, in sentences. */
  readonly warnings: readonly string[]
}

/** The graph and the report of links, from a search in positions; without an orientation no link at lag 0 is directed. */
export function laggedResult<N extends string>(
  test: LaggedTest<N>,
  queries: LaggedQueries,
  links: LinkTable,
  settings: LaggedSettings,
  orientation: LaggedOrientation | null,
): LaggedSearchResult<N> {
  const { variables } = test
  const untested = untestedLinks(variables, queries, links, settings)
  const warnings = [...(test.warnings ?? [])]
  const cycle = orientation === null ? null : cycleOf(orientation)?.map((i) => variables[i]!)
  if (cycle !== null && cycle !== undefined)
    warnings.push(
      `The tests contradict each other: the links at lag 0 between ${quoteNames(cycle)} form a directed cycle, so no DAG has this graph.`,
    )
  return Object.freeze({
    graph: makeLaggedGraph('lagged-cpdag', variables, links.maxLag, edgesOf(links, orientation)),
    links: linkReports(variables, links),
    tests: queries.tests(),
    untested,
    warnings: Object.freeze(warnings),
  })
}

/** The edges of a link table in positions. */
export function edgesOf(links: LinkTable, orientation: LaggedOrientation | null): IndexedEdge[] {
  const { n, maxLag, adjacent } = links
  const edges: IndexedEdge[] = []
  for (let j = 0; j < n; j++) {
    for (let lag = 0; lag <= maxLag; lag++) {
      for (let i = 0; i < n; i++) {
        if (adjacent[linkAt(links, i, lag, j)] === 0 || (lag === 0 && i >= j)) continue
        const at = i * n + j
        const toMark = lag > 0 || orientation?.arrow[at] === 1 ? ARROW : TAIL
        const fromMark = lag === 0 && orientation?.arrow[j * n + i] === 1 ? ARROW : TAIL
        const conflict = lag === 0 && orientation?.conflict[at] === 1
        edges.push({ from: i, to: j, lag, fromMark, toMark, ...(conflict && { conflict }) })
      }
    }
  }
  return edges
}

function linkReports<N extends string>(variables: readonly N[], links: LinkTable): readonly LaggedLink<N>[] {
  const { n, maxLag } = links
  const reports: LaggedLink<N>[] = []
  const known = (value: number | undefined): number | null =>
    value === undefined || Number.isNaN(value) ? null : value
  for (let j = 0; j < n; j++) {
    for (let lag = 0; lag <= maxLag; lag++) {
      for (let i = 0; i < n; i++) {
        if (lag === 0 && i >= j) continue
        const at = linkAt(links, i, lag, j)
        const pValue = known(links.pValue[at])
        reports.push(
          Object.freeze({
            from: variables[i]!,
            to: variables[j]!,
            lag,
            adjacent: links.adjacent[at] === 1,
            pValue,
            value: pValue === null ? null : known(links.value[at]),
          }),
        )
      }
    }
  }
  return Object.freeze(reports)
}

/** Enough to see why a link stays. */
const MOST_OF_A_LINK = 8

function untestedLinks<N extends string>(
  variables: readonly N[],
  queries: LaggedQueries,
  links: LinkTable,
  { untestedQuestions }: LaggedSettings,
): readonly UntestedLink<N>[] {
  const { n } = queries
  const nodeAt = (position: number): LaggedNode<N> =>
    Object.freeze({ name: variables[position % n]!, lag: Math.floor(position / n) })
  const count = new Map<number, number>()
  const found: UntestedLink<N>[] = []
  const seen = new Set<string>()
  for (const { x, y, given } of [...untestedQuestions].sort((a, b) => a.given.length - b.given.length)) {
    const at = linkAt(links, x % n, Math.floor(x / n), y)
    const key = `${at}:${given.slice().sort().join()}`
    if (links.adjacent[at] === 0 || (count.get(at) ?? 0) >= MOST_OF_A_LINK || seen.has(key)) continue
    seen.add(key)
    const result = queries.explain(x, y, given)
    if (result === null) continue
    count.set(at, (count.get(at) ?? 0) + 1)
    const question = { x: nodeAt(x), y: nodeAt(y), given: Object.freeze(Array.from(given, nodeAt)) }
    found.push(Object.freeze({ ...question, reason: result.reason, message: result.message }))
  }
  return Object.freeze(found)
}

function cycleOf({ n, arrow }: LaggedOrientation): number[] | null {
  const from: number[] = []
  const to: number[] = []
  for (let at = 0; at < n * n; at++) {
    if (arrow[at] === 0) continue
    from.push(Math.floor(at / n))
    to.push(at % n)
  }
  return findCycle(n, from, to)
}

/**
 * An unshielded triple over time that the tests contradict each other about: it is read neither as a collider nor as a non-collider.
 *
 * @category Time series
 */
export interface AmbiguousLaggedTriple<N extends string = string> {
  /** The first end, at t or before. */
  readonly x: LaggedNode<N>
  /** The variable between them, at t. */
  readonly middle: N
  /** The other end, at t. */
  readonly y: N
}

/** The report of a search that directs links at lag 0: what it could not direct, and where rules contradict each other. */
export function withOrientation<N extends string>(
  found: LaggedSearchResult<N>,
  variables: readonly N[],
  orientation: LaggedOrientation,
  ambiguous: readonly LaggedTriple[],
): LaggedSearchResult<N> & { readonly ambiguous: readonly AmbiguousLaggedTriple<N>[] } {
  const conflicts = conflictWarning(variables, orientation)
  return Object.freeze({
    ...found,
    ambiguous: ambiguousTriples(variables, ambiguous),
    warnings: conflicts === null ? found.warnings : Object.freeze([...found.warnings, conflicts]),
  })
}

function ambiguousTriples<N extends string>(
  variables: readonly N[],
  triples: readonly LaggedTriple[],
): readonly AmbiguousLaggedTriple<N>[] {
  return Object.freeze(
    triples.map(({ i, lag, middle, j }) =>
      Object.freeze({
        x: Object.freeze({ name: variables[i]!, lag }),
        middle: variables[middle]!,
        y: variables[j]!,
      }),
    ),
  )
}

/** The pairs at lag 0 whose direction rules contradicted each other about, as a warning; null where there are none. */
function conflictWarning(names: readonly string[], { n, conflict }: LaggedOrientation): string | null {
  const pairs: string[] = []
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++)
      if (conflict[i * n + j] === 1) pairs.push(`${laggedName(names[i]!, 0)} — ${laggedName(names[j]!, 0)}`)
  if (pairs.length === 0) return null
  return `Rules want opposite directions for ${quoteNames(pairs)}: these links stay without one, marked as conflicts.`
}
