import type { Moments } from '../../../data/types.js'
import type { Estimand } from '../../../estimand/index.js'
import type { TargetPopulation } from '../question/contrast.js'
import type { RefusedEffect } from './refusal.js'
import type { FoldsAsked, SumsProblem } from './sums.js'
import type { EstimationStrategy } from './terms.js'

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
 * How an answer was asked for, for estimators with tests of their own.
 *
 * @category Estimation
 */
export interface AskedInference {
  /** The confidence of intervals. */
  readonly confidence: number
  /** How many units of the treatment the contrast is. */
  readonly step: number
  /** The columns that name the clusters. */
  readonly clusters: readonly Covariate[]
  /** The columns that name the strata of a survey. */
  readonly strata: readonly Covariate[]
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
  /** How the answer was asked for. */
  readonly asked?: AskedInference
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
  /** How the answer was asked for. */
  readonly asked?: AskedInference
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
  /**
   * Whether it takes rows with weights (no, when left out): then it takes counts without making rows of them; `sampling` takes
   * weights too, and rows in place of counts, since it cuts them into folds.
   */
  readonly weighted?: boolean | 'sampling'
  /** The effect from moments alone, for estimators that need no more. */
  readonly fromMoments?: (problem: MomentsProblem) => EstimatorFit | RefusedEffect
  /** The effect from sums over rows that stay in an engine, for estimators that need no more. */
  readonly fromSums?: (problem: SumsProblem) => Promise<EstimatorFit | RefusedEffect>
  /** How rows in an engine are cut into folds, for estimators that fit models to some rows and use them on others. */
  readonly sumsFolds?: FoldsAsked
  /** What it computes, where that is no expression over probabilities: a text of the columns' names. */
  readonly formula?: (names: FormulaNames) => string
  /** Checks a problem and makes it ready. */
  readonly prepare: (problem: EffectProblem) => PreparedEstimator | RefusedEffect
}
