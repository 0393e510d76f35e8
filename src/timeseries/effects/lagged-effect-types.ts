import type { LaggedGraph, LaggedNode } from '../types.js'
import type { SeriesChange } from './series-change.js'

/**
 * What is asked of {@link laggedEffect}.
 *
 * @category Time series
 */
export interface LaggedEffectQuestion<N extends string = string> {
  /** The graph over time of the variables of the series, or of some of them: directed, or with edges of lag 0 left open. */
  readonly graph: LaggedGraph<N>
  /** The variable that is changed, and how many steps before the outcome. */
  readonly treatment: LaggedNode<NoInfer<N>>
  /** The variable at time t that is watched; it may be the treatment itself at a later time. */
  readonly outcome: NoInfer<N>
  /**
   * How the standard error allows for autocorrelation. `'cosines'` (default): equally weighted cosines, corrected under errors that follow an
   * autoregression of order 1. `'newey-west'`: autocovariances up to `bandwidth` steps; it falls short where series hang together strongly.
   */
  readonly errors?: 'cosines' | 'newey-west'
  /** For `'newey-west'`, which is taken where it is given: how many lags (default ⌈1.3 √n⌉ − 1). */
  readonly bandwidth?: number
  /** The level of the interval (default 0.95). */
  readonly confidence?: number
}

/**
 * An effect over time, estimated by adjustment.
 *
 * @category Time series
 */
export interface LaggedEffect<N extends string = string> extends SeriesChange {
  /** That there is an estimate: by how much the outcome is higher for each unit of the treatment. */
  readonly estimated: true
  /** What is changed, and when. */
  readonly treatment: LaggedNode<N>
  /** What is watched. */
  readonly outcome: N
  /** What was adjusted for: the valid set of lowest variance. */
  readonly adjustment: readonly LaggedNode<N>[]
  /** How many times t were used. */
  readonly n: number
  /** How the standard error allows for autocorrelation. */
  readonly errors: 'cosines' | 'newey-west'
  /** For `'newey-west'`: how many lags; else null. */
  readonly bandwidth: number | null
  /** For `'cosines'`: how many of them; else null. */
  readonly cosines: number | null
  /** For `'cosines'`: the autocorrelation of errors one step apart in the working model; else null. */
  readonly autocorrelation: number | null
  /** Degrees of freedom of Student's t: those that fit the spread of the variance, or 3 n / (2 (bandwidth + 1)), at most n less the terms. */
  readonly degreesOfFreedom: number
  /** The level of the interval. */
  readonly confidence: number
  /** What to know before it is read, in sentences. */
  readonly warnings: readonly string[]
}

/**
 * Why an effect over time is not estimated.
 *
 * @category Time series
 */
export interface NoLaggedEffect<N extends string = string> {
  /** There is no estimate. */
  readonly estimated: false
  /** `'no-path'`: by the graph the effect is 0. `'not-identifiable'`: edges of lag 0 without direction leave it open. */
  readonly reason: 'no-path' | 'not-identifiable'
  /** Why, in a sentence with the way out. */
  readonly message: string
  /** The nodes that show it. */
  readonly witness: readonly LaggedNode<N>[]
}
