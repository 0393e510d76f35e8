import type { UntestedReason } from '../../independence/core/types.js'
import type { Knowledge } from '../knowledge/knowledge.js'

/**
 * Where a search stands, for the option `onProgress`.
 *
 * @category Discovery
 */
export interface SearchProgress {
  /** What is being done, such as `skeleton` or `colliders`. */
  readonly stage: string
  /** The size of the conditioning sets, where the stage has one. */
  readonly level: number
  /** Steps of this level that are done. */
  readonly done: number
  /** Steps of this level in all. */
  readonly total: number
  /** Tests, or local scores, computed so far. */
  readonly tests: number
}

/**
 * What every long search takes.
 *
 * @category Discovery
 */
export interface SearchOptions {
  /** Called now and then with where the search stands. */
  readonly onProgress?: (progress: SearchProgress) => void
  /** An AbortSignal: stops the search with the error `aborted`; looked at wherever `onProgress` is called. */
  readonly signal?: { readonly aborted: boolean }
}

/**
 * What the searches over a test of conditional independence share.
 *
 * @category Discovery
 */
export interface ConstraintOptions<N extends string = string> extends SearchOptions {
  /** The level of each single test, between 0 and 1 (default 0.05): a p-value above it is read as independence. */
  readonly alpha?: number
  /** What is known beforehand. */
  readonly knowledge?: Knowledge<NoInfer<N>>
  /** The largest conditioning set to be tested (default: no limit). */
  readonly maxConditioningSize?: number
}

/**
 * Two variables that a test found independent, and given what.
 *
 * @category Discovery
 */
export interface SeparatingSet<N extends string = string> {
  /** The one that comes first in column order. */
  readonly x: N
  /** The other. */
  readonly y: N
  /** The conditioning set that separates them. */
  readonly given: readonly N[]
}

/**
 * A decision about an edge that a little more or less data could have turned: its p-value lies within a factor of two
 * of alpha.
 *
 * @category Discovery
 */
export interface NearDecision<N extends string = string> extends SeparatingSet<N> {
  /** The p-value that decided: that of the separating set, or the largest of those that kept the edge. */
  readonly pValue: number
  /** Whether the edge was kept. */
  readonly adjacent: boolean
}

/**
 * A path x — middle — y without an edge between x and y.
 *
 * @category Discovery
 */
export interface UnshieldedTriple<N extends string = string> {
  /** The end that comes first in column order. */
  readonly x: N
  /** The node in the middle. */
  readonly middle: N
  /** The other end. */
  readonly y: N
}

/**
 * A test of a pair that could not be made, of an edge that therefore may or may not be there. It is no evidence for or
 * against independence: the edge stays.
 *
 * @category Discovery
 */
export interface UntestedQuery<N extends string = string> extends SeparatingSet<N> {
  /** Why, as a word. */
  readonly reason: UntestedReason
  /** Why, in a sentence with the way out. */
  readonly message: string
}

/**
 * A column that others determine, as a test found: given them nothing of it is left to test.
 *
 * @category Discovery
 */
export interface DeterminedColumn<N extends string = string> {
  /** The column. */
  readonly column: N
  /** Those that determine it; none where it does not vary. */
  readonly by: readonly N[]
}

/**
 * Two adjacent columns.
 *
 * @category Discovery
 */
export interface AdjacentPair<N extends string = string> {
  /** The one that comes first in column order. */
  readonly x: N
  /** The other. */
  readonly y: N
}

/**
 * What the searches over a test of conditional independence tell beside their graph.
 *
 * @category Discovery
 */
export interface ConstraintReport<N extends string = string> {
  /** For every pair that tests separated, a set that did. A pair that knowledge removed has none. */
  readonly separatingSets: readonly SeparatingSet<N>[]
  /** How many tests were asked for. */
  readonly tests: number
  /** The unshielded triples that the tests contradict each other about, or say nothing of; they are not oriented. */
  readonly ambiguous: readonly UnshieldedTriple<N>[]
  /** The decisions about edges that lie within a factor of two of alpha. */
  readonly nearAlpha: readonly NearDecision<N>[]
  /** For edges that stay, the smallest conditioning sets (at most eight a pair) given which no test could be made. */
  readonly untested: readonly UntestedQuery<N>[]
  /** Edges that stay although no test of them could be made at all: the data say nothing of them. */
  readonly undetermined: readonly AdjacentPair<N>[]
  /** The columns that were found to be determined by others. */
  readonly determined: readonly DeterminedColumn<N>[]
  /** What to know before the graph is trusted, in sentences; empty where nothing was noticed. */
  readonly warnings: readonly string[]
}
