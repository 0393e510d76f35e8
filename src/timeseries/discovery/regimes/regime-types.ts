import type { SearchOptions } from '../../../discovery/core/types.js'
import type { LaggedGraph } from '../../types.js'
import type { RegimeLoss } from './regime-model.js'

/**
 * Settings of {@link rpcmci}.
 *
 * @category Time series
 */
export interface RpcmciOptions extends SearchOptions {
  /** How many regimes there are (default 2), or several numbers to choose from by `criterion`. */
  readonly regimes?: number | readonly number[]
  /** The most switches from one regime to another over the whole series: a change from one recording to the next is none. */
  readonly maxSwitches: number
  /** How far back a window reaches (default 2): twice the `maxLag` of the search, as for {@link laggedCorrelation}. */
  readonly maxLag?: number
  /** How many beginnings are tried: random parts of the series for each regime (default 10). */
  readonly starts?: number
  /** The most rounds of search and assignment from one beginning (default 20). */
  readonly iterations?: number
  /**
   * What an assignment makes small. `'squares'` (default, as in the paper): squared errors of the forecasts, each variable in units of its own variance.
   * `'likelihood'`: minus the Gaussian likelihood, which tells regimes by the size of their noise too.
   */
  readonly loss?: RegimeLoss
  /** The seed of the beginnings. */
  readonly seed?: number | string
}

/**
 * A regime, with what the search found in its steps.
 *
 * @category Time series
 */
export interface Regime<N extends string = string, A = unknown> {
  /** The graph over time within the regime. */
  readonly graph: LaggedGraph<N>
  /** The whole answer of the search. */
  readonly answer: A
  /** How many steps it has. */
  readonly steps: number
}

/**
 * Where a regime gives way to another.
 *
 * @category Time series
 */
export interface RegimeSwitch {
  /** The row of the series at which the new regime begins, counting from 0. */
  readonly row: number
  /** The regime before, by its place in `regimes`. */
  readonly from: number
  /** The regime from this row on. */
  readonly to: number
}

/**
 * What became of one beginning.
 *
 * @category Time series
 */
export interface RegimeStart {
  /** The total loss in the end; null where the search was refused. */
  readonly loss: number | null
  /** Whether the assignment came to rest. */
  readonly converged: boolean
  /** The share of steps that it assigns as the best beginning does, regimes matched; null as `loss`. */
  readonly agreement: number | null
}

/**
 * What {@link rpcmci} found.
 *
 * @category Time series
 */
export interface RpcmciResult<N extends string = string, A = unknown> {
  /** The regimes, in the order in which they first appear. */
  readonly regimes: readonly Regime<N, A>[]
  /** For each row of the series its regime, by place in `regimes`; −1 for rows without a complete window. */
  readonly assignment: Int32Array
  /** For each row the share of beginnings that assign it to the same regime; NaN where `assignment` is −1. */
  readonly agreement: Float64Array
  /** Where regimes change, in order. */
  readonly switches: readonly RegimeSwitch[]
  /** The total loss of the assignment. */
  readonly loss: number
  /** Each beginning, in order. */
  readonly starts: readonly RegimeStart[]
  /** Pairs of regimes that one model explains as well, by `criterion`: the data do not tell them apart. */
  readonly notToldApart: readonly (readonly [number, number])[]
  /** n Σ log σ² summed over regimes and variables, and log n for each number that is fitted, switches included: the number of regimes with the least is taken. */
  readonly criterion: number
  /** For each number of regimes that was tried its criterion; null where the search was refused from every beginning. */
  readonly candidates: readonly {
    /** The number of regimes. */
    readonly regimes: number
    /** Its criterion. */
    readonly criterion: number | null
  }[]
  /** What to know before regimes are trusted, in sentences. */
  readonly warnings: readonly string[]
}
