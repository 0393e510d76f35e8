import type { RefusedEffect, TargetPopulation } from '../types.js'

/**
 * How a design came to give no number:
 *
 * - `no-comparison`: nobody to compare the treated with, or nobody treated
 * - `no-rows-at-cutoff`: too few rows near the cut-off on one side
 * - `no-jump`: the treatment does not change at the cut-off, so the outcome's change says nothing of it
 * - `collinear`: the effect cannot be told apart from what is adjusted for
 * - `no-spread`: too few units, clusters or placebos to know how far off the estimate may be
 *
 * @category Estimation
 */
export type DesignRefusalReason = 'no-comparison' | 'no-rows-at-cutoff' | 'no-jump' | 'collinear' | 'no-spread'

/**
 * Why a design gives no number.
 *
 * @category Estimation
 */
export type RefusedDesign = RefusedEffect<DesignRefusalReason>

/**
 * An effect that a design identifies, with its uncertainty and the design itself.
 *
 * @typeParam S - the specification of the design
 * @category Estimation
 */
export interface DesignEffect<S> {
  /** There is an estimate. */
  readonly estimated: true
  /** The effect. */
  readonly estimate: number
  /** Its standard error. */
  readonly standardError: number
  /** The confidence interval. */
  readonly interval: readonly [number, number]
  /** The confidence level of the interval. */
  readonly confidence: number
  /** Two-sided, of the hypothesis of no effect. */
  readonly pValue: number
  /** Degrees of freedom of the t distribution behind interval and p-value; null for the normal distribution. */
  readonly degreesOfFreedom: number | null
  /** Rows used. */
  readonly n: number
  /** Whose effect it is. */
  readonly population: TargetPopulation
  /** What was computed, in symbols. */
  readonly formula: string
  /** The design, as it can be handed to the same function again. */
  readonly specification: S
  /** The estimator, in words. */
  readonly estimator: string
  /** How the standard error was computed, in words. */
  readonly standardErrorMethod: string
  /** Figures by which to judge the estimate; which, the estimator says. */
  readonly diagnostics: Readonly<Record<string, unknown>>
  /** What could be wrong, in words; empty when nothing was seen. */
  readonly warnings: readonly string[]
  /**
   * The influence on the estimate of each row used, or of each unit where units are the independent pieces
   * (`diagnostics.influenceOf` says which; empty where placebos speak instead); their mean is 0. Rows of a cluster are to be summed before they are squared.
   * Left out of JSON, where `omitted` names it instead.
   */
  readonly influence: Float64Array
}
