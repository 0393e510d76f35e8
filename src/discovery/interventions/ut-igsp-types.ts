import type { Dag, Mpdag } from '../../graph/types.js'
import type { SearchOptions } from '../core/types.js'
import type { Knowledge } from '../knowledge/knowledge.js'

/**
 * Settings of `utIgsp`.
 *
 * @category Discovery
 */
export interface UtIgspOptions<N extends string = string> extends SearchOptions {
  /** Which variables of the test are regimes (default: those that `regimeTest` names). */
  readonly regimes?: readonly NoInfer<N>[]
  /** What is known of the targets of a regime: these are among them. Others are looked for all the same. */
  readonly targets?: Readonly<Partial<Record<NoInfer<N>, readonly NoInfer<N>[]>>>
  /** The level of the tests between columns (default 0.01). */
  readonly alpha?: number
  /** The level of the tests of invariance (default: that of `alpha`). */
  readonly alphaInvariance?: number
  /** How many random orders the search starts from (default 4). */
  readonly starts?: number
  /** Seed of the orders (default 0). */
  readonly seed?: number | string
  /** How many turns of covered edges in a row may leave the score as it is (default 4; `Infinity` for no limit). */
  readonly depth?: number
  /** What is known of the graph over the columns. */
  readonly knowledge?: Knowledge<NoInfer<N>>
}

/**
 * What `utIgsp` found.
 *
 * @category Discovery
 */
export interface UtIgspResult<N extends string = string> {
  /** The interventional class over the columns, and what knowledge leaves of it, as a maximally oriented PDAG. */
  readonly graph: Mpdag<N>
  /** The DAG that the best order stands for, a member of the class. */
  readonly member: Dag<N>
  /** For each regime the columns whose mechanism it changes. */
  readonly targets: readonly { readonly regime: N; readonly columns: readonly N[] }[]
  /** The order, causes first. */
  readonly order: readonly N[]
  /** Edges and targets together: what the search makes small. */
  readonly score: number
  /** How many tests were asked for. */
  readonly tests: number
  /** What to know before the graph is trusted, in sentences; empty where nothing was noticed. */
  readonly warnings: readonly string[]
}
