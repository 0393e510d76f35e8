import type { TreatmentContrast } from '../core/question/contrast.js'

/**
 * What is asked of times to an event.
 *
 * @category Estimation
 */
export interface SurvivalQuestion<N extends string = string> {
  /** The period in which a unit left, a whole number from 0; a unit that stayed to the end has the number of periods. */
  readonly time: N
  /** 1 where it left by the event, else 0. */
  readonly event: N
  /** 1 where it left by a competing event, else 0. Without either it was censored, at the period's beginning. */
  readonly competing?: N
  /** The treatment, before all periods: two values. */
  readonly treatment: N
  /** Which treatment is compared with which. */
  readonly contrast?: TreatmentContrast
  /** What treatment and censoring may hang on: discrete columns, before all periods. */
  readonly covariates: readonly N[]
  /** How many periods to follow (default: up to the last one with an event). */
  readonly periods?: number
  /** A column of weights. */
  readonly weights?: N
  /** The confidence level of the intervals, between 0 and 1 (default 0.95). */
  readonly confidence?: number
}

/**
 * A figure with its error.
 *
 * @category Estimation
 */
export interface SurvivalFigure {
  /** The estimate. */
  readonly estimate: number
  /** Its standard error. */
  readonly standardError: number
  /** Its confidence interval. */
  readonly interval: readonly [number, number]
}

/**
 * Survival under two treatments, standardized.
 *
 * @category Estimation
 */
export interface StandardizedSurvival {
  /** The data determine it. */
  readonly estimated: true
  /** The treatments compared. */
  readonly contrast: {
    /** The treatment compared with. */
    readonly from: string
    /** The other one. */
    readonly to: string
  }
  /** The chance of neither event up to the end of each period: under `from`, and under `to`. */
  readonly eventFreeSurvival: readonly [readonly SurvivalFigure[], readonly SurvivalFigure[]]
  /** The chance of the event up to the end of each period: under `from`, and under `to`. */
  readonly cumulativeIncidence: readonly [readonly SurvivalFigure[], readonly SurvivalFigure[]]
  /** The difference of the chances of the event at the end, `to` less `from`. */
  readonly riskDifference: SurvivalFigure
  /** Their ratio; null where the chance under `from` is 0. */
  readonly riskRatio: SurvivalFigure | null
  /** The difference of the mean numbers of periods without either event. */
  readonly restrictedMeanDifference: SurvivalFigure
  /** Rows. */
  readonly n: number
}
