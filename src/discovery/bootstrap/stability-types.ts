import type { SearchOptions } from '../core/types.js'

/**
 * Settings of `stabilitySelection`.
 *
 * @category Discovery
 */
export interface StabilityOptions extends SearchOptions {
  /** The settings that the search is run at: levels alpha, penalties, or whatever it takes as a number. */
  readonly settings: readonly number[]
  /** How many pairs of halves are drawn (default 50): the search runs twice as often for each setting. */
  readonly draws?: number
  /** The seed of the halves (default 0). */
  readonly seed?: number | string
  /** A pair is selected when it is joined in at least this share of halves at some setting, above 0.5 (default 0.75). */
  readonly threshold?: number
}

/**
 * How often two nodes were joined.
 *
 * @category Discovery
 */
export interface StableEdge<N extends string = string> {
  /** The one that comes first in column order. */
  readonly x: N
  /** The other. */
  readonly y: N
  /** The share of halves in which they were joined, one for each setting. */
  readonly shares: readonly number[]
  /** The largest of these. */
  readonly share: number
  /** Whether that reaches the threshold. */
  readonly selected: boolean
}

/**
 * What `stabilitySelection` found.
 *
 * @category Discovery
 */
export interface StabilityResult<N extends string = string> {
  /** The pairs that were ever joined, the most stable first. */
  readonly edges: readonly StableEdge<N>[]
  /** The selected pairs, the most stable first. */
  readonly selected: readonly (readonly [N, N])[]
  /** The mean number of pairs that a half joins at some setting. */
  readonly joined: number
  /** A bound on the expected number of pairs selected wrongly: joined² / ((2 threshold − 1) pairs). */
  readonly expectedFalse: number
  /** Searches that were refused on a half, of all; they count as joining nothing. */
  readonly failed: number
  /** How many searches were run. */
  readonly runs: number
  /** What speaks against the rows, in sentences, where something does: halves of rows that depend on one another are too much alike. */
  readonly warnings?: readonly string[]
}
