import type { ColliderRule } from '../constraint/collider-judges.js'
import type { FciResult } from '../constraint/fci.js'
import type { PcResult } from '../constraint/pc-search.js'
import type { ConstraintOptions } from '../core/types.js'

/**
 * Settings of `jci`.
 *
 * @category Discovery
 */
export interface JciOptions<N extends string = string> extends ConstraintOptions<N> {
  /** The variables that describe where and how a row was made: regimes, doses, sites, batches. */
  readonly context: readonly NoInfer<N>[]
  /**
   * What is assumed of the context (default 3). 0: nothing. 1: no other variable causes it. 2: and none shares a hidden
   * cause with it, as if it were randomised. 3: and its own variables depend on each other by design: no independence among
   * them is read causally, and none causes another.
   */
  readonly assumptions?: 0 | 1 | 2 | 3
  /**
   * For a context variable whose targets are known, all columns that it acts on directly. They are its effects in the graph;
   * with `search: 'pc'` no other is.
   */
  readonly targets?: Readonly<Partial<Record<NoInfer<N>, readonly NoInfer<N>[]>>>
  /** `'fci'` (default) allows for hidden causes, `'pc'` does not. */
  readonly search?: 'fci' | 'pc'
  /** How an unshielded triple is judged to be a collider (default `majority`). */
  readonly colliderRule?: ColliderRule
}

/**
 * The columns that a context variable acts on.
 *
 * @category Discovery
 */
export interface ContextEffects<N extends string = string> {
  /** The context variable. */
  readonly context: N
  /**
   * The other columns adjacent to it. With `pc` these are its direct targets; with `fci` they may be, and those that are not
   * adjacent are not.
   */
  readonly adjacent: readonly N[]
}

/**
 * What `jci` found with `search: 'fci'`: a PAG over context and all other variables.
 *
 * @category Discovery
 */
export interface JciResult<N extends string = string> extends FciResult<N> {
  /** What each context variable may act on directly. */
  readonly effects: readonly ContextEffects<N>[]
}

/**
 * What `jci` found with `search: 'pc'`.
 *
 * @category Discovery
 */
export interface JciPcResult<N extends string = string> extends PcResult<N> {
  /** What each context variable acts on directly. */
  readonly effects: readonly ContextEffects<N>[]
}
