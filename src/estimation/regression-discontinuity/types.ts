import type { DesignEffect } from '../core/designs/types.js'
import type { TargetPopulation } from '../core/question/contrast.js'
import type { Specification } from '../specification/types.js'
import type { DiscontinuityKernel } from './kernel.js'

/**
 * The specification of a regression discontinuity.
 *
 * @category Estimation
 */
export type DiscontinuitySpecification = Extract<Specification, { readonly strategy: 'regression-discontinuity' }> & {
  /** Rows whose errors belong together. */
  readonly cluster?: string
}

/**
 * What a regression discontinuity is asked.
 *
 * @typeParam N - the names of the columns
 * @category Estimation
 */
export interface DiscontinuityQuestion<N extends string = string> {
  /** May be left out: `regression-discontinuity`, as in a specification. */
  readonly strategy?: 'regression-discontinuity'
  /**
   * The treatment received, 0 or 1, where the cut-off only makes it more or less likely (fuzzy). Left out, those at and above
   * the cut-off are treated (sharp).
   */
  readonly treatment?: N
  /** The outcome: a column of numbers. */
  readonly outcome: N
  /** The column of numbers that decides the treatment. */
  readonly runningVariable: N
  /** Where it decides: rows at and above it are on the right side. */
  readonly cutoff: number
  /** Columns measured before, which make the estimate more precise. */
  readonly adjustment?: readonly N[]
  /** The column that names what errors are shared within. */
  readonly cluster?: N
  /** May be left out: the effect on those at the cut-off whom it moves. */
  readonly population?: TargetPopulation
}

/**
 * Options of `regressionDiscontinuity`.
 *
 * @category Estimation
 */
export interface DiscontinuityOptions {
  /** How far from the cut-off rows count: a number, the bandwidth of least mean squared error (`mse`, default), or Imbens and Kalyanaraman's. */
  readonly bandwidth?: number | 'mse' | 'imbens-kalyanaraman'
  /** The bandwidth by which the bias is estimated (default: by the same rule; for a number, the same number). */
  readonly biasBandwidth?: number
  /** How rows count by distance (default `triangular`). */
  readonly kernel?: DiscontinuityKernel
  /** The degree of the local polynomial (default 1). */
  readonly degree?: number
  /** Whether the estimate is freed of its bias and the interval counts that (default true). */
  readonly biasCorrection?: boolean
  /** How to compute the standard error (default `nearest-neighbours`; with clusters `CR1`). */
  readonly standardErrors?: 'nearest-neighbours' | 'classical' | 'HC0' | 'HC1' | 'HC2' | 'HC3' | 'CR0' | 'CR1'
  /** The confidence level of the interval, between 0 and 1 (default 0.95). */
  readonly confidence?: number
}

/**
 * The mean outcome of rows near one place.
 *
 * @category Estimation
 */
export interface DiscontinuityBin {
  /** The middle of the bin. */
  readonly x: number
  /** The mean outcome. */
  readonly mean: number
  /** Its rows. */
  readonly n: number
}

/**
 * The effect at a cut-off.
 *
 * @category Estimation
 */
export interface DiscontinuityEffect extends DesignEffect<DiscontinuitySpecification> {
  /** The estimate as textbooks give it, not freed of its bias: its interval is too narrow at bandwidths of least error. */
  readonly conventional: {
    /** The jump of the local polynomials. */
    readonly estimate: number
    /** Its standard error. */
    readonly standardError: number
    /** Its interval, as if there were no bias. */
    readonly interval: readonly [number, number]
    /** Two-sided. */
    readonly pValue: number
  }
  /** The bandwidth. */
  readonly bandwidth: number
  /** The bandwidth of the bias. */
  readonly biasBandwidth: number
  /** Mean outcomes by bins within the bandwidth, for a plot. */
  readonly bins: readonly DiscontinuityBin[]
  /** The local polynomials of the outcome: coefficients of 1, x − cutoff, (x − cutoff)² … on each side. */
  readonly lines: { readonly left: readonly number[]; readonly right: readonly number[] }
}
