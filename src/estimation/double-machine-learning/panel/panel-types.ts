import type { Learner } from '../../../learners/index.js'
import type { Estimate } from '../../core/types/estimate.js'
import type { WorkOptions } from '../../core/types/work.js'
import type { NuisanceLearners } from '../types.js'

/**
 * What is asked of a panel: rows of the same units at several times.
 *
 * @category Estimation
 */
export interface PanelDoubleMachineLearningQuestion<N extends string = string> extends WorkOptions {
  /** The treatment: a column of numbers. */
  readonly treatment: NoInfer<N>
  /** The outcome: a column of numbers, or with two categories. */
  readonly outcome: NoInfer<N>
  /** What changes with time and moves both (may be empty). */
  readonly covariates: readonly NoInfer<N>[]
  /** The column that names the unit of each row. */
  readonly unit: NoInfer<N>
  /** The column that orders the rows of a unit: numbers, or categories in the order of their levels. */
  readonly time: NoInfer<N>
  /**
   * How what is the unit's own and does not change is taken out: by the unit means of covariates and treatment as further
   * features (`correlated-random-effects`, default), by changes from the time before (`first-difference`), or from the unit's mean
   * (`within`, exact only for functions that are linear in the covariates). `pooled` takes nothing out.
   */
  readonly approach?: 'correlated-random-effects' | 'first-difference' | 'within' | 'pooled'
  /**
   * For `correlated-random-effects`: the treatment's unit mean is one more feature (`feature`, default), moves the predicted treatment
   * to the unit's mean (`shift`), or is left out (`none`: right only where the unit's own does not move the treatment).
   */
  readonly treatmentMean?: 'feature' | 'shift' | 'none'
  /** The learner for both regressions. */
  readonly learner?: Learner
  /** Learners for single regressions. */
  readonly learners?: Omit<NuisanceLearners, 'instrument'>
  /** In how many parts to cut the units (default 5), or the fold of each row, the same for all rows of a unit, or a list of such. */
  readonly folds?: number | ArrayLike<number> | readonly ArrayLike<number>[]
  /** How often to cut anew; the median is given (default 1). */
  readonly repetitions?: number
  /** The confidence level of the interval, between 0 and 1 (default 0.95). */
  readonly confidence?: number
  /** The same seed gives the same folds and models (default 1). */
  readonly seed?: number | string
}

/**
 * The effect of one more unit of treatment in a panel.
 *
 * @category Estimation
 */
export interface PanelMachineLearningEffect extends Estimate {
  /** What one more unit of treatment adds to the outcome. */
  readonly estimate: number
  /** Rows that are compared: with `first-difference` those that have one before. */
  readonly n: number
  /** Units. */
  readonly units: number
  /** Each unit's influence on the estimate, in the order in which units first occur: their sum of squares / units² is the squared standard error. Left out of JSON. */
  readonly influence: Float64Array
}
