import type { Learner } from '../../learners/core/types.js'
import type { WorkOptions } from '../core/types/work.js'

/**
 * What double machine learning is told to be of the world, X being what is adjusted for:
 *
 * - `partially-linear`: Y = θ T + g(X) + ε, the treatment a number or one of two
 * - `interactive`: Y = g(T, X) + ε, the treatment one of two; the effect may differ from unit to unit
 * - `iv`: as `partially-linear`, with instruments Z for a treatment that is confounded
 * - `interactive-iv`: one of two treatments moved by an instrument with two values; the effect is that of the compliers
 *
 * @category Estimation
 */
export type DoubleMachineLearningModel = 'partially-linear' | 'interactive' | 'iv' | 'interactive-iv'

/**
 * A learner for each regression.
 *
 * @category Estimation
 */
export interface NuisanceLearners {
  /** For the outcome. */
  readonly outcome?: Learner
  /** For the treatment. */
  readonly treatment?: Learner
  /** For the instrument. */
  readonly instrument?: Learner
}

/**
 * Predictions of each row by models that were fitted without it, one number a row; which are needed, the model says.
 *
 * @category Estimation
 */
export interface NuisancePredictions {
  /** E[Y | X], for `partially-linear` and `iv`. */
  readonly outcome?: Float64Array
  /** E[T | X], for all but `interactive-iv`; for `interactive` the probability of `contrast.to`. */
  readonly treatment?: Float64Array
  /** E[Z | X], for models with an instrument, of which there is one. */
  readonly instrument?: Float64Array
  /** E[Y | X] under `contrast.to`; for `interactive-iv` with the instrument's second value. */
  readonly outcomeTo?: Float64Array
  /** E[Y | X] under `contrast.from`; for `interactive-iv` with the instrument's first value. */
  readonly outcomeFrom?: Float64Array
  /** P(T = to | X) with the instrument's second value, for `interactive-iv`. */
  readonly treatmentTo?: Float64Array
  /** P(T = to | X) with the instrument's first value, for `interactive-iv`. */
  readonly treatmentFrom?: Float64Array
}

/**
 * Folds by the hash of a key, for rows that stay in an SQL engine: the same in every engine, and in memory by `keyBuckets`.
 *
 * @category Estimation
 */
export interface FoldsByKey {
  /** A column of whole numbers: the row's own, or that of its cluster, whose rows then stay in one fold. */
  readonly key: string
  /** How many folds (default 5). */
  readonly count?: number
  /** Another seed, other folds (default 0). */
  readonly seed?: number | string
}

/**
 * Options of `doubleMachineLearning`.
 *
 * @category Estimation
 */
export interface DoubleMachineLearningOptions extends WorkOptions {
  /** What is assumed (default `partially-linear`). */
  readonly model?: DoubleMachineLearningModel
  /** The learner for all regressions that have none of their own in `learners`. */
  readonly learner?: Learner
  /** Learners for single regressions. */
  readonly learners?: NuisanceLearners
  /** Whose effect, for `interactive` (default `ATE`). */
  readonly population?: 'ATE' | 'ATT' | 'ATC'
  /**
   * In how many parts to cut the rows (default 5), or the fold of each row, or a list of such for each repetition; for rows that
   * stay in an engine `{ key: 'id' }`.
   */
  readonly folds?: number | ArrayLike<number> | readonly ArrayLike<number>[] | FoldsByKey
  /** How often to cut anew; the median is given (default 1). */
  readonly repetitions?: number
  /** Hold propensities within these bounds, such as `[0.01, 0.99]`; how many were held is reported. Not done unasked. */
  readonly clip?: readonly [number, number]
  /** Predictions from elsewhere in place of learners: one record for each repetition. */
  readonly predictions?: NuisancePredictions | readonly NuisancePredictions[]
  /** The same seed gives the same folds and models (default 1). */
  readonly seed?: number | string
}
