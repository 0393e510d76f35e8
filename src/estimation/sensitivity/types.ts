import type { TreatmentContrast } from '../core/question/contrast.js'

/**
 * What the sensitivity of a regression is asked of.
 *
 * @category Estimation
 */
export interface SensitivityQuestion<N extends string = string> extends SensitivityOptions<N> {
  /** The treatment: numbers, or two categories. */
  readonly treatment: N
  /** The outcome: numbers, or two categories. */
  readonly outcome: N
  /** What the regression adjusts for. */
  readonly adjustment: readonly N[]
  /** Which two treatments are compared, where there are more or their order is to be turned. */
  readonly contrast?: TreatmentContrast
  /** The category of the outcome that counts as 1. */
  readonly event?: string
}

/**
 * What hidden causes are compared with, and what they would have to do.
 *
 * @category Estimation
 */
export interface SensitivityOptions<N extends string = string> {
  /** Measured covariates to compare hidden causes with. */
  readonly benchmarks?: readonly N[]
  /** How many times as strong as a benchmark (default 1, 2 and 3). */
  readonly times?: readonly number[]
  /** The share of the effect that the hidden cause would have to take away (default 1: all of it). */
  readonly share?: number
  /** The level of the test that it would have to undo (default 0.05). */
  readonly alpha?: number
}

/**
 * A bound: what a hidden cause as strong as a measured one, or some times as strong, would do at most.
 *
 * @category Estimation
 */
export interface BenchmarkBound {
  /** The measured covariate. */
  readonly benchmark: string
  /** How many times as strong. */
  readonly times: number
  /** The partial R² of the hidden cause with the treatment. */
  readonly withTreatment: number
  /** Its partial R² with the outcome, given the treatment. */
  readonly withOutcome: number
  /** The estimate after adjusting for it. */
  readonly estimate: number
  /** Its standard error. */
  readonly standardError: number
  /** Its confidence interval at 1 − alpha. */
  readonly interval: readonly [number, number]
}

/**
 * How strong hidden causes would have to be to overturn a regression.
 *
 * @category Estimation
 */
export interface Sensitivity {
  /** The coefficient of the treatment. */
  readonly estimate: number
  /** Its standard error, by equal variances. */
  readonly standardError: number
  /** Its t statistic. */
  readonly tStatistic: number
  /** Degrees of freedom of the regression. */
  readonly degreesOfFreedom: number
  /** The p-value of the t test. */
  readonly pValue: number
  /** The partial R² of the treatment with the outcome: a hidden cause that explains all the rest of the outcome must explain so much of the treatment. */
  readonly partialR2: number
  /** The partial R² with both treatment and outcome that takes away the share asked for. */
  readonly robustnessValue: number
  /** The same, to bring the interval at 1 − alpha to include no effect (or what is left of the share). */
  readonly robustnessValueOfInterval: number
  /** What hidden causes as strong as measured ones would do. */
  readonly bounds: readonly BenchmarkBound[]
  /** Estimates over a grid of both partial R², for a contour plot. */
  readonly contour: {
    /** The partial R² with the treatment, along one side. */
    readonly withTreatment: readonly number[]
    /** The partial R² with the outcome, along the other. */
    readonly withOutcome: readonly number[]
    /** The estimates, row by row of `withTreatment`. */
    readonly estimates: readonly (readonly number[])[]
  }
  /** What was found, in a sentence. */
  readonly message: string
  /** What could be misread, in words. */
  readonly warnings: readonly string[]
}
