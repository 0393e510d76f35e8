import type { Moments, Table } from '../../data/types.js'
import type { Estimand } from '../../estimand/terms/types.js'
import type { CausalGraph } from '../../graph/types.js'
import type { ClassIdentification } from '../../identification/classes/class-types.js'
import type { Identification } from '../../identification/id/identify.js'
import type { Factor } from '../../probability/types.js'
import type { Specification } from '../specification/types.js'
import type { TargetPopulation, TreatmentContrast } from './contrast.js'

/**
 * What an effect is estimated from: rows, counts of whole rows (a factor), or moments. An estimator that needs less than rows
 * takes less: any takes counts, regression without interactions and two-stage least squares take moments.
 *
 * @category Estimation
 */
export type EffectSource<T = Record<string, unknown>> = Table<T> | Factor<keyof T & string> | Moments<keyof T & string>

export type { TargetPopulation, TreatmentContrast } from './contrast.js'

/**
 * How two mean outcomes are compared: by their difference (of risks, where the outcome has two categories), the ratio of two
 * risks or of two rates, or the ratio of two odds. Ratios have 1 for no effect, and intervals made on the logarithm's scale.
 *
 * @category Estimation
 */
export type EffectMeasure = 'difference' | 'risk-ratio' | 'odds-ratio' | 'rate-ratio'

/**
 * Standard errors for rows that come in clusters: without a factor (`CR0`), with G / (G − 1) · (n − 1) / (n − k) (`CR1`), with
 * the leverage of each cluster taken out (`CR2`: Bell & McCaffrey 2002; for regressions without interactions), or from the
 * estimates without each cluster in turn (`CR3`, the jackknife).
 *
 * @category Estimation
 */
export type ClusterErrors = 'CR0' | 'CR1' | 'CR2' | 'CR3'

/**
 * What `identify` says of one graph, or of a class of graphs.
 *
 * @category Estimation
 */
export type AnyIdentification<N extends string = string> = Identification<N> | ClassIdentification<N>

/**
 * What is asked of data about an effect, whatever says how it is identified.
 *
 * @category Estimation
 */
export interface EffectRequest<T = Record<string, unknown>> {
  /** How to estimate, such as `aipw()`. */
  readonly estimator: Estimator
  /** How the mean outcomes are compared (default `difference`). */
  readonly measure?: EffectMeasure
  /** The category of the outcome that counts as 1 (when left out, the second; `warnings` says so where only the alphabet ordered them). */
  readonly event?: string
  /** A column of sampling weights, above or equal to 0: each row stands for so many of the population. */
  readonly weights?: NoInfer<keyof T & string>
  /** Rows that depend on one another: a column whose values name their cluster, or two such columns for both ways. */
  readonly cluster?: NoInfer<keyof T & string> | readonly [NoInfer<keyof T & string>, NoInfer<keyof T & string>]
  /** How the clusters' standard error is made (default `CR1`; two ways take `CR0` and `CR1`). */
  readonly clusterErrors?: ClusterErrors
  /** The confidence level of the interval, between 0 and 1 (default 0.95). */
  readonly confidence?: number
}

/**
 * A question whose design stands in a specification: nothing is read from a graph.
 *
 * @category Estimation
 */
export interface SpecifiedQuestion<T = Record<string, unknown>> extends EffectRequest<T> {
  /** Treatment, outcome, contrast and how the effect is identified. */
  readonly specification: Specification
}

/**
 * What is asked of data and graph together.
 *
 * @category Estimation
 */
export interface EstimationQuestion<G extends string = string, T = Record<string, unknown>> extends EffectRequest<T> {
  /**
   * Your causal assumptions: a DAG, ADMG, CPDAG, MAG or PAG. Nodes without a column count as unmeasured. It may be left out
   * where `identification` is given.
   */
  readonly graph?: CausalGraph<CausalGraph['kind'], G>
  /** What `identify` found, to be used as it is. */
  readonly identification?: AnyIdentification<G>
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
  /** The total effect (when left out), or the direct one: along the edge from treatment to outcome alone. */
  readonly effect?: 'total' | 'direct'
  /** What to adjust for, for back-door estimators; it is checked against the graph. Left out, the set of lowest variance is chosen. */
  readonly adjustment?: readonly NoInfer<G & keyof T & string>[]
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
 * - `undefined-ratio`: a mean outcome is 0 (or 1, for odds), so that the ratio has no value
 *
 * @category Estimation
 */
export type RefusalReason =
  | 'not-identifiable'
  | 'invalid-adjustment'
  | 'irrelevant-instrument'
  | 'no-overlap'
  | 'undefined-ratio'

/**
 * An effect with its uncertainty.
 *
 * @category Estimation
 */
export interface EstimatedEffect {
  /** The effect is identified, and this is its estimate. */
  readonly estimated: true
  /** The difference in mean outcome from `contrast.from` to `contrast.to`, or the ratio that was asked for. */
  readonly estimate: number
  /** Its standard error. */
  readonly standardError: number
  /** The confidence interval; of a ratio it is made on the logarithm's scale. */
  readonly interval: readonly [number, number]
  /** The confidence level of the interval. */
  readonly confidence: number
  /** Two-sided, of the hypothesis of no effect. */
  readonly pValue: number
  /** Of the t distribution that interval and p-value come from; null for the normal one. */
  readonly degreesOfFreedom: number | null
  /** How the mean outcomes are compared. */
  readonly measure: EffectMeasure
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
  /**
   * What `identify` says of the graph over the measured columns, or the identification that was given; null for a direct
   * effect, a kind of graph that it does not take, or without a graph. Left out of JSON, where `omitted` names it instead.
   */
  readonly identification: AnyIdentification | null
  /** The design as plain data, which `estimateEffect` takes again. */
  readonly specification: Specification
  /** The columns adjusted for. */
  readonly adjustment: readonly string[]
  /** How the standard error was computed, in words. */
  readonly standardErrorMethod: string
  /** Figures by which to judge the estimate; which, the estimator says. */
  readonly diagnostics: Readonly<Record<string, unknown>>
  /** What could be wrong, in words; empty when nothing was seen. */
  readonly warnings: readonly string[]
  /**
   * Each row's influence on the estimate: their mean is 0, and their sum of squares / n² the squared standard error. From
   * counts, that of one unit in each cell that has some; from moments, none. Left out of JSON, where `omitted` names it
   * instead.
   */
  readonly influence: Float64Array
}

/**
 * Why there is no estimate.
 *
 * @category Estimation
 */
export interface RefusedEffect<R extends string = RefusalReason> {
  /** No estimate: the data and the graph do not determine it. */
  readonly estimated: false
  /** The kind of obstacle. */
  readonly reason: R
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
export type EstimationStrategy = 'back-door' | 'front-door' | 'instrument' | 'formula'

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
  /** The mediators of the front door, the instruments, or the other variables of the formula. */
  readonly through: readonly Covariate[]
  /** How much each row counts; left out, once. */
  readonly weights?: Float64Array
  /** What weights are: `counts` of equal rows, or what each row stands for by `sampling`. */
  readonly weightKind?: 'counts' | 'sampling'
  /** The formula, for estimators of the strategy `formula`. */
  readonly estimand?: Estimand
}

/**
 * What an estimator works on where only moments are known: the positions of the columns in them.
 *
 * @category Estimation
 */
export interface MomentsProblem {
  /** The moments. */
  readonly moments: Moments
  /** Where the treatment stands. */
  readonly treatment: number
  /** Where the outcome stands. */
  readonly outcome: number
  /** Where the columns to adjust for stand. */
  readonly covariates: readonly number[]
  /** Where the instruments stand. */
  readonly through: readonly number[]
}

/**
 * The mean outcomes under both treatments.
 *
 * @category Estimation
 */
export interface OutcomeMeans {
  /** Under `from` and under `to`. */
  readonly means: readonly [number, number]
  /** Each row's influence on them. */
  readonly influence: readonly [Float64Array, Float64Array]
}

/**
 * What an estimator finds.
 *
 * @category Estimation
 */
export interface EstimatorFit {
  /** The effect. */
  readonly estimate: number
  /** Each row's influence: of one unit of it, where rows have weights. */
  readonly influence: Float64Array
  /** The mean outcomes under both treatments with each row's influence on them, where the effect is their difference. */
  readonly arms?: OutcomeMeans
  /** The standard error, where it is not the root of the mean squared influence / n. */
  readonly standardError?: number
  /** Of the t distribution, where theory gives one. */
  readonly degreesOfFreedom?: number
  /** How many coefficients the model has, for the factor of `CR1`. */
  readonly coefficients?: number
  /** Standard errors of clusters that need more than influence values: for the code of each row's cluster. */
  readonly clustered?: (codes: Int32Array, clusters: number) => number
  /** Whether the standard error comes from elsewhere than the influence values, so that clusters have no place. */
  readonly rowsOnly?: boolean
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
  /** Both mean outcomes of such a sample, where the effect is their difference. */
  readonly reweightedMeans?: (weights: Float64Array) => readonly [number, number] | null
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
  /** Whether it takes rows with weights (no, when left out): then it takes counts without making rows of them. */
  readonly weighted?: boolean
  /** The effect from moments alone, for estimators that need no more. */
  readonly fromMoments?: (problem: MomentsProblem) => EstimatorFit | RefusedEffect
  /** What it computes, where that is no expression over probabilities: a text of the columns' names. */
  readonly formula?: (names: FormulaNames) => string
  /** Checks a problem and makes it ready. */
  readonly prepare: (problem: EffectProblem) => PreparedEstimator | RefusedEffect
}
