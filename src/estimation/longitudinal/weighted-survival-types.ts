import type { TreatmentContrast } from '../core/question/contrast.js'
import type { WorkOptions } from '../core/types/work.js'
import type { SurvivalFigure } from './survival-types.js'
import type { StepCurve } from './weighted-kaplan-meier.js'

/**
 * What is asked of times to an event that are measured, not counted in periods.
 *
 * @typeParam N - the names of the columns
 * @category Estimation
 */
export interface WeightedSurvivalQuestion<N extends string = string> extends WorkOptions {
  /** The time at which a unit left: a number from 0. */
  readonly time: NoInfer<N>
  /** 1 where it left by the event, 0 where it was censored. */
  readonly event: NoInfer<N>
  /** The treatment, before all times: two values. */
  readonly treatment: NoInfer<N>
  /** Which treatment is compared with which. */
  readonly contrast?: TreatmentContrast
  /** What the treatment may hang on: columns from before it (may be empty for an experiment). */
  readonly covariates: readonly NoInfer<N>[]
  /**
   * What censoring may hang on besides the treatment: columns from before it (default: nothing). In each arm a proportional hazards
   * model of censoring gives the weights.
   */
  readonly censoring?: readonly NoInfer<N>[]
  /** Up to which time to follow. */
  readonly horizon: number
  /** Whose survival (default `ATE`). */
  readonly population?: 'ATE' | 'ATT' | 'ATC' | 'ATO'
  /** The confidence level of the intervals, between 0 and 1 (default 0.95). */
  readonly confidence?: number
  /** How many bootstrap samples the errors come from (default 200). */
  readonly draws?: number
  /** The same seed gives the same samples (default 1). */
  readonly seed?: number | string
}

/**
 * Survival under two treatments, weighted.
 *
 * @category Estimation
 */
export interface WeightedSurvival {
  /** The data determine it. */
  readonly estimated: true
  /** The treatments compared. */
  readonly contrast: {
    /** The treatment compared with. */
    readonly from: string
    /** The other one. */
    readonly to: string
  }
  /** Up to which time. */
  readonly horizon: number
  /** Whose survival. */
  readonly population: 'ATE' | 'ATT' | 'ATC' | 'ATO'
  /** The curves: survival falls to `survival[k]` at `times[k]`. */
  readonly curves: {
    /** Under `contrast.from`. */
    readonly from: StepCurve
    /** Under `contrast.to`. */
    readonly to: StepCurve
  }
  /** The chance of no event up to the horizon, `to` less `from`. */
  readonly survivalDifference: SurvivalFigure
  /** The mean time without the event up to the horizon, `to` less `from`. */
  readonly restrictedMeanDifference: SurvivalFigure
  /** The mean times themselves, under `from` and under `to`. */
  readonly restrictedMeans: readonly [number, number]
  /** Rows. */
  readonly n: number
  /** Bootstrap samples without an estimate. */
  readonly failed: number
  /** How far the arms overlap, and how much one unit weighs. */
  readonly diagnostics: Readonly<Record<string, unknown>>
  /** What could be wrong, in words; empty when nothing was seen. */
  readonly warnings: readonly string[]
}
