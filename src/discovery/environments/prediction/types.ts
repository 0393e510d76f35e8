import type { Table } from '../../../data/types.js'
import type { Learner } from '../../../learners/core/types.js'
import type { SearchOptions } from '../../core/types.js'

/**
 * How {@link invariantPrediction} tests that a set of predictors predicts equally well in all environments.
 *
 * `residuals`: one regression over all rows; in each environment the mean and the variance of its residuals against those of the other rows
 * (Method II of the paper: two-sample t, and F, here with the degrees of freedom that residuals of such kurtosis are worth).
 * `gaussian-residuals`: the same as in the paper, which holds its level for Gaussian noise. `chow`: a regression of the other environments' rows
 * predicts those of each (Method I, Chow 1960): exact for Gaussian noise. `nonlinear`: cross-fitted residuals of a learner; their ranks
 * (Wilcoxon) and their spread (Brown and Forsythe).
 *
 * @category Discovery
 */
export type InvarianceMethod = 'residuals' | 'gaussian-residuals' | 'chow' | 'nonlinear'

/**
 * Who is who for {@link invariantPrediction}, and how it tests.
 *
 * @typeParam N - the names of the columns
 * @category Discovery
 */
export interface InvariantPredictionQuestion<N extends string = string> extends SearchOptions {
  /** The variable whose causes are sought; no environment may change its own mechanism. */
  readonly outcome: N
  /** The variable that says from which environment a row comes: categories, or whole numbers. */
  readonly environment: N
  /** The candidates (default: all other variables). */
  readonly predictors?: readonly N[]
  /** The level: a set with a p-value above it is accepted (default 0.05). */
  readonly alpha?: number
  /** Only sets of at most so many predictors are tested: the guarantee then holds if the outcome has no more causes among them. */
  readonly maxSize?: number
  /** For a table: the test (default `residuals`). */
  readonly method?: InvarianceMethod
  /** For `nonlinear`: the regression (default `splines()`). */
  readonly learner?: Learner
  /** For `nonlinear`: the seed of folds and learner (default 0). */
  readonly seed?: number | string
}

/**
 * A set of predictors, and whether the outcome given it is the same in all environments.
 *
 * @typeParam N - the names of the columns
 * @category Discovery
 */
export interface TestedSet<N extends string = string> {
  /** The set. */
  readonly predictors: readonly N[]
  /** The p-value, corrected for the number of environments; null where it could not be tested. */
  readonly pValue: number | null
  /** Not rejected at `alpha`. A set that could not be tested is not rejected. */
  readonly accepted: boolean
}

/**
 * What is known of one predictor.
 *
 * @typeParam N - the names of the columns
 * @category Discovery
 */
export interface PredictorFinding<N extends string = string> {
  /** The predictor. */
  readonly name: N
  /** For the hypothesis that it is no cause: the largest p-value of a set without it. */
  readonly pValue: number
  /** The union of its intervals over the accepted sets, 0 where a set lacks it; null where no regression is linear. */
  readonly interval: readonly [number, number] | null
}

/**
 * Causes of an outcome by invariant prediction.
 *
 * @typeParam N - the names of the columns
 * @category Discovery
 */
export interface InvariantPrediction<N extends string = string> {
  /** Some set of predictors was not rejected. */
  readonly invariant: true
  /** In every accepted set: causes of the outcome, all of them with probability at least `level.parents`. May be empty. */
  readonly parents: readonly N[]
  /**
   * Why `parents` is empty; null where it is not. `empty-set-invariant`: the outcome itself is alike in all environments, so nothing shows what
   * moves it. `sets-disagree`: no predictor is in all accepted sets; the environments do not tell them apart. Neither says that there is no cause.
   */
  readonly emptyBecause: 'empty-set-invariant' | 'sets-disagree' | null
  /** All sets that were not rejected. */
  readonly accepted: readonly TestedSet<N>[]
  /** All sets, smaller ones first. */
  readonly sets: readonly TestedSet<N>[]
  /** Each predictor. */
  readonly predictors: readonly PredictorFinding<N>[]
  /** What is guaranteed: that all of `parents` are causes, and that an interval holds the direct effect; null for intervals that are not there. */
  readonly level: { readonly parents: number; readonly intervals: number | null }
  /** The environments, with their rows where there are rows. */
  readonly environments: readonly { readonly name: string; readonly n: number }[]
  /** The test, in words. */
  readonly method: string
  /** What stands against the answer. */
  readonly warnings: readonly string[]
}

/**
 * That every set of predictors was rejected: the model is violated.
 *
 * @typeParam N - the names of the columns
 * @category Discovery
 */
export interface NoInvariantPrediction<N extends string = string> {
  /** Every set was rejected. */
  readonly invariant: false
  /** The only reason. */
  readonly reason: 'no-invariant-set'
  /** The same in a sentence, with what it may mean. */
  readonly message: string
  /** All sets, smaller ones first. */
  readonly sets: readonly TestedSet<N>[]
  /** The environments, with their rows where there are rows. */
  readonly environments: readonly { readonly name: string; readonly n: number }[]
  /** The test, in words. */
  readonly method: string
  /** What stands against the answer. */
  readonly warnings: readonly string[]
}

/** The rows of a question. */
export interface EnvironmentRows {
  readonly table: Table<unknown, string>
  readonly outcome: string
  readonly predictors: readonly string[]
  readonly y: Float64Array
  readonly x: readonly Float64Array[]
  /** The environment of each row, a position in `labels`. */
  readonly of: Int32Array
  readonly labels: readonly string[]
  readonly counts: readonly number[]
}

/** The p-value of a set of predictors, by their positions; null where it could not be tested. */
export type SetTest = (set: readonly number[]) => number | null
