import type { Table } from '../../data/types.js'

/**
 * What a fit may be told besides the data.
 *
 * @category Learners
 */
export interface LearnerOptions {
  /** How much each row counts: finite and not negative, not all 0 (when left out, all the same). */
  readonly weights?: Float64Array
  /** For learners that draw (trees, folds): the same seed gives the same model (default 1). */
  readonly seed?: number | string
}

/**
 * A fitted regression: a function of the other columns.
 *
 * @category Learners
 */
export interface FittedLearner {
  /** The columns it reads, in the order of the table it was fitted on. */
  readonly features: readonly string[]
  /** One prediction a row, from a table that has the features as columns, matched by name. */
  readonly predict: (table: Table) => Float64Array
}

/**
 * A regression as a value: it learns the mean of one column given all others.
 *
 * An outcome of numbers gives its mean, an outcome of two categories the probability of the second. Any record of this form
 * can stand where a learner is asked for, so a model from another package needs only these two functions.
 *
 * @category Learners
 */
export interface Learner {
  /** Its name with its options, in words. */
  readonly name: string
  /** The linear model without a penalty that it fits, if it is one: that one can be fitted to rows that stay in an SQL engine. */
  readonly fromSums?: 'least squares' | 'logistic'
  /** Fits the mean of the column `outcome` given all other columns of the table. */
  readonly fit: (table: Table, outcome: string, options?: LearnerOptions) => FittedLearner
}
