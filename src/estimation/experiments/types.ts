import type { DesignEffect, RefusedDesign } from '../core/designs/types.js'
import type { TargetPopulation, TreatmentContrast } from '../core/question/contrast.js'
import type { Specification } from '../specification/types.js'

/**
 * The specification of a randomised experiment.
 *
 * @category Estimation
 */
export type ExperimentSpecification = Extract<Specification, { readonly strategy: 'experiment' }>

/**
 * What an experiment is asked.
 *
 * @typeParam N - the names of the columns
 * @category Estimation
 */
export interface ExperimentQuestion<N extends string = string> {
  /** May be left out: `experiment`, as in a specification. */
  readonly strategy?: 'experiment'
  /** The column of the treatment that was drawn: categories or numbers, of which two are compared. */
  readonly treatment: N
  /** The outcome: a column of numbers, or with two categories. */
  readonly outcome: N
  /** Which treatments are compared. Left out, the second of two values with the first. */
  readonly contrast?: TreatmentContrast
  /** The category of the outcome that counts as 1. */
  readonly event?: string
  /** May be left out: the effect in all units of the experiment. */
  readonly population?: TargetPopulation
  /** Columns measured before treatment, for the estimators that use them. */
  readonly adjustment?: readonly N[]
  /** The column that names the units which were drawn, where a unit has several rows. */
  readonly cluster?: N
  /** The columns within whose combinations treatment was drawn. */
  readonly strata?: readonly N[]
}

/**
 * Options of experiments.
 *
 * @category Estimation
 */
export interface ExperimentOptions {
  /** The confidence level of the interval, between 0 and 1 (default 0.95). */
  readonly confidence?: number
}

/**
 * An effect relative to the mean of those compared with.
 *
 * @category Estimation
 */
export interface RelativeEffect {
  /** effect / mean under `contrast.from`. */
  readonly estimate: number
  /** Its standard error, by the delta method. */
  readonly standardError: number
  /** Its confidence interval. */
  readonly interval: readonly [number, number]
}

/**
 * The effect in an experiment.
 *
 * @category Estimation
 */
export interface ExperimentEffect extends DesignEffect<ExperimentSpecification> {
  /** The effect as a share of the mean under `contrast.from`; null where that mean is 0. */
  readonly relative: RelativeEffect | null
}

/**
 * The effect in an experiment, or the reason why there is none.
 *
 * @category Estimation
 */
export type ExperimentEstimate = ExperimentEffect | RefusedDesign
