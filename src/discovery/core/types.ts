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
