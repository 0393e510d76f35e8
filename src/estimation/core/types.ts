import type { Estimand } from '../../estimand/terms/types.js'
import type { CausalGraph } from '../../graph/types.js'

/**
 * Which two treatments are compared.
 *
 * @category Estimation
 */
export interface TreatmentContrast {
  /** The treatment compared with: a category, or a number. */
  readonly from: string | number
  /** The treatment whose effect it is. */
  readonly to: string | number
}

/**
 * Whose effect is averaged: everyone's (`ATE`), that of the treated (`ATT`), of the untreated (`ATC`), of those who might
 * have got either treatment, weighted by e(1 − e) (`ATO`, the overlap population), or of the compliers (`LATE`).
 *
 * @category Estimation
 */
export type TargetPopulation = 'ATE' | 'ATT' | 'ATC' | 'ATO' | 'LATE'

/**
 * What is asked of data and graph together.
 *
 * @category Estimation
 */
export interface EstimationQuestion<G extends string = string, T = Record<string, unknown>> {
  /** Your causal assumptions: a DAG, ADMG, CPDAG, MAG or PAG. Nodes without a column count as unmeasured. */
  readonly graph: CausalGraph<CausalGraph['kind'], G>
  /** The treatment: a column of categories, or of numbers. */
  readonly treatment: NoInfer<G & keyof T & string>
  /** The outcome: a column of numbers, or with two categories. */
  readonly outcome: NoInfer<G & keyof T & string>
  /**
   * Which treatments are compared: two categories, or two numbers. Left out, the second of two values is compared with the
   * first (`warnings` says so where only the alphabet ordered them), and numbers by one unit. Of more than two categories it
   * picks two; for estimators that take a treatment of numbers it says from where to where to go.
   */
  readonly contrast?: TreatmentContrast
  /** The category of the outcome that counts as 1 (when left out, the second; `warnings` says so where only the alphabet ordered them). */
  readonly event?: string
  /** How to estimate, such as `aipw()`. */
  readonly estimator: Estimator
  /** The total effect (when left out), or the direct one: along the edge from treatment to outcome alone. */
  readonly effect?: 'total' | 'direct'
  /** What to adjust for, for back-door estimators; it is checked against the graph. Left out, the set of lowest variance is chosen. */
  readonly adjustment?: readonly NoInfer<G & keyof T & string>[]
  /** The confidence level of the interval, between 0 and 1 (default 0.95). */
  readonly confidence?: number
}

/**
 * How to compute standard errors of an additive regression: from the influence values (`sandwich`, the same as HC0),
 * with a correction for small samples (`HC1`, `HC2`, `HC3`), or on the assumption of equal variances (`classical`).
 *
 * @category Estimation
 */
export type RegressionStandardErrors = 'sandwich' | 'HC1' | 'HC2' | 'HC3' | 'classical'

/**
 * How a refusal came about:
 *
 * - `not-identifiable`: the graph offers no way that this estimator can go
 * - `invalid-adjustment`: the set asked for does not identify the effect
 * - `irrelevant-instrument`: the instruments do not move the treatment in these data
 * - `no-overlap`: some kinds of units all had the same treatment, so the data say nothing of the other
 *
 * @category Estimation
 */
export type RefusalReason = 'not-identifiable' | 'invalid-adjustment' | 'irrelevant-instrument' | 'no-overlap'

/**
 * An effect with its uncertainty.
 *
 * @category Estimation
 */
export interface EstimatedEffect {
  /** The effect is identified, and this is its estimate. */
  readonly estimated: true
  /** The difference in mean outcome from `contrast.from` to `contrast.to`. */
  readonly estimate: number
  /** Its standard error. */
  readonly standardError: number
  /** The confidence interval, by the normal distribution. */
  readonly interval: readonly [number, number]
  /** The confidence level of the interval. */
  readonly confidence: number
  /** Two-sided, of the hypothesis of no effect. */
  readonly pValue: number
  /** Rows. */
  readonly n: number
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
  /** The estimator, in words. */
  readonly estimator: string
  /** How the effect was identified. */
  readonly strategy: EstimationStrategy
  /** The columns adjusted for. */
  readonly adjustment: readonly string[]
  /** How the standard error was computed, in words. */
  readonly standardErrorMethod: string
  /** Figures by which to judge the estimate; which, the estimator says. */
  readonly diagnostics: Readonly<Record<string, unknown>>
  /** What could be wrong, in words; empty when nothing was seen. */
  readonly warnings: readonly string[]
  /**
   * Each row's influence on the estimate: their mean is 0, and their sum of squares / n² the squared standard error. Left
   * out of JSON, where `omitted` names it instead.
   */
  readonly influence: Float64Array
}

/**
 * Why there is no estimate.
 *
 * @category Estimation
 */
export interface RefusedEffect {
  /** No estimate: the data and the graph do not determine it. */
  readonly estimated: false
  /** The kind of obstacle. */
  readonly reason: RefusalReason
  /** What stands in the way and what would help, in words. */
  readonly message: string
  /** The names and cells that show it. */
  readonly witness: Readonly<Record<string, unknown>>
}

/**
 * An effect with its uncertainty, or the reason why there is none.
 *
 * @category Estimation
 */
export type EffectEstimate = EstimatedEffect | RefusedEffect

/**
 * By what the graph identifies the effect.
 *
 * @category Estimation
 */
export type EstimationStrategy = 'back-door' | 'front-door' | 'instrument'

/**
 * A column by which rows differ: numbers, or categories.
 *
 * @category Estimation
 */
export interface Covariate {
  /** The column's name. */
  readonly name: string
  /** Its numbers, or the code of each row's category. */
  readonly values: Float64Array | Int32Array
  /** The categories, for codes. */
  readonly levels?: readonly string[]
}

/**
 * What an estimator works on: complete columns, coded.
 *
 * @category Estimation
 */
export interface EffectProblem {
  /** The number of rows. */
  readonly n: number
  /** The treatment: 0 and 1 for the two arms compared and −1 for rows of any other; or numbers. */
  readonly treatment: Float64Array
  /** The treatment's name. */
  readonly treatmentName: string
  /** The two arms in words, or null for numbers. */
  readonly arms: readonly [string, string] | null
  /** Which of its values each row has, where there are more than the two compared. */
  readonly treatmentLevels?: Int32Array
  /** The outcome. */
  readonly outcome: Float64Array
  /** The outcome's name. */
  readonly outcomeName: string
  /** What to adjust for. */
  readonly covariates: readonly Covariate[]
  /** The mediators of the front door, or the instruments. */
  readonly through: readonly Covariate[]
}

/**
 * What an estimator finds.
 *
 * @category Estimation
 */
export interface EstimatorFit {
  /** The effect. */
  readonly estimate: number
  /** Each row's influence. */
  readonly influence: Float64Array
  /** The standard error, where it is not the root of the mean squared influence / n. */
  readonly standardError?: number
  /** How the standard error was computed, in words. */
  readonly standardErrorMethod: string
  /** Figures to judge it by. */
  readonly diagnostics: Readonly<Record<string, unknown>>
  /** What could be wrong, in words. */
  readonly warnings: readonly string[]
}

/**
 * An estimator at work on one problem: what can be made ready is made ready once.
 *
 * @category Estimation
 */
export interface PreparedEstimator {
  /** The estimate with influence values and diagnostics, or a refusal. */
  readonly fit: () => EstimatorFit | RefusedEffect
  /** The estimate alone when row i counts `weights[i]` times, or null when such a sample does not determine it. */
  readonly reweighted: (weights: Float64Array) => number | null
}

/**
 * The names that a formula speaks of.
 *
 * @category Estimation
 */
export interface FormulaNames {
  /** The treatment. */
  readonly treatment: string
  /** The outcome. */
  readonly outcome: string
  /** What is adjusted for. */
  readonly adjustment: readonly string[]
  /** The mediators of the front door, or the instruments. */
  readonly through: readonly string[]
}

/**
 * An estimator as a value: any function that fits this form can be handed to `estimateEffect`.
 *
 * @category Estimation
 */
export interface Estimator {
  /** Its name with its options, in words. */
  readonly name: string
  /** Whose effect it estimates. */
  readonly population: TargetPopulation
  /** By what the effect must be identified. */
  readonly strategy: EstimationStrategy
  /** Whether it takes a treatment of numbers as numbers (no, when left out). */
  readonly numbers?: boolean
  /** What it computes, where that is no expression over probabilities: a text of the columns' names. */
  readonly formula?: (names: FormulaNames) => string
  /** Checks a problem and makes it ready. */
  readonly prepare: (problem: EffectProblem) => PreparedEstimator | RefusedEffect
}
