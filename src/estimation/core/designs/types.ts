import type { TargetPopulation } from '../question/contrast.js'
import type { Estimate } from '../types/estimate.js'
import type { RefusedEffect } from '../types/refusal.js'

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
export interface DesignEffect<S> extends Estimate {
  /** Whose effect it is. */
  readonly population: TargetPopulation
  /** The design, as it can be handed to the same function again. */
  readonly specification: S
  /**
   * The influence on the estimate of each row used, or of each unit where units are the independent pieces
   * (`diagnostics.influenceOf` says which; empty where placebos speak instead); their mean is 0. Rows of a cluster are to be summed before they are squared.
   * Left out of JSON, where `omitted` names it instead.
   */
  readonly influence: Float64Array
}
