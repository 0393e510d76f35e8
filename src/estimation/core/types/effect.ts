import type { Estimand } from '../../../estimand/terms/types.js'
import type { Specification } from '../../specification/types.js'
import type { TargetPopulation } from '../question/contrast.js'
import type { Estimate } from './estimate.js'
import type { RefusedEffect } from './refusal.js'
import type { AnyIdentification, EffectMeasure, EstimationStrategy } from './terms.js'

/**
 * An effect with its uncertainty.
 *
 * @category Estimation
 */
export interface EstimatedEffect extends Estimate {
  /** The difference in mean outcome from `contrast.from` to `contrast.to`, or the ratio that was asked for. */
  readonly estimate: number
  /** The confidence interval; of a ratio it is made on the logarithm's scale. */
  readonly interval: readonly [number, number]
  /** How the mean outcomes are compared. */
  readonly measure: EffectMeasure
  /** Whose effect it is. */
  readonly population: TargetPopulation
  /**
   * What was computed, as a tree: the distribution of the outcome under each treatment, in this population, from observed
   * probabilities. The estimate is the difference of its means from `contrast.from` to `contrast.to`. Null where what was
   * computed is no expression over probabilities: two-stage least squares, the linear front door.
   */
  readonly estimand: Estimand | null
  /** The estimand as text; where it is null, what was computed in words of covariances or coefficients. */
  readonly formula: string
  /** The treatments compared: two values, or one unit of a number. */
  readonly contrast: {
    /** The value compared with. */
    readonly from: string
    /** The value whose effect it is. */
    readonly to: string
  }
  /** How the effect was identified. */
  readonly strategy: EstimationStrategy
  /**
   * What `identify` says of the graph over the measured columns, or the identification that was given; null for a direct
   * effect, a kind of graph that it does not take, or without a graph. Left out of JSON, where `omitted` names it instead.
   */
  readonly identification: AnyIdentification | null
  /** The design as plain data, which `estimateEffect` takes again. */
  readonly specification: Specification
  /** The columns adjusted for. */
  readonly adjustment: readonly string[]
  /**
   * Each row's influence on the estimate: their mean is 0, and their sum of squares / n² the squared standard error. From
   * counts, that of one unit in each cell that has some; from moments, none. Left out of JSON, where `omitted` names it
   * instead.
   */
  readonly influence: Float64Array
}

/**
 * An effect with its uncertainty, or the reason why there is none.
 *
 * @category Estimation
 */
export type EffectEstimate = EstimatedEffect | RefusedEffect
