import type { Table } from '../../data/types.js'
import type { Learner } from '../../learners/core/types.js'
import type { EstimatedEffect } from '../core/types/effect.js'
import type { EstimationQuestion } from '../core/types/question.js'
import type { WorkOptions } from '../core/types/work.js'

/**
 * What a learner of effects works on: some rows, with predictions of the nuisances that were made without each of them.
 *
 * @category Estimation
 */
export interface EffectLearningProblem {
  /** The columns by which effects may differ. */
  readonly features: Table
  /** All columns that are adjusted for, the features among them. */
  readonly covariates: Table
  /** 1 for `contrast.to`, 0 for `contrast.from`. */
  readonly arm: Float64Array
  /** The outcome. */
  readonly outcome: Float64Array
  /** The probability of `contrast.to` given the covariates. */
  readonly propensity: Float64Array
  /** The mean outcome given the covariates; there for learners that need it. */
  readonly mean: Float64Array | null
  /** The mean outcomes of both arms given the covariates, `from` and `to`; there for learners that need them. */
  readonly arms: readonly [Float64Array, Float64Array] | null
  /** How much each row counts, all above 0; null where all count once. */
  readonly weights: Float64Array | null
  /** Learners for what is to be regressed. */
  readonly nuisances: { readonly outcome: Learner; readonly treatment: Learner }
  /** The seed. */
  readonly seed: number | string
  /** To be called now and then in long work; throws when the work is to stop. */
  readonly step: () => void
}

/**
 * Effects with what is known of their errors.
 *
 * @category Estimation
 */
export interface UnitEffects {
  /** The effect for each row. */
  readonly effects: Float64Array
  /** Standard errors, or null where the learner knows none. */
  readonly standardErrors: Float64Array | null
}

/**
 * Fitted effects.
 *
 * @category Estimation
 */
export interface FittedEffects {
  /** The effect for each row of a table that has the covariates as columns. */
  readonly predict: (table: Table) => UnitEffects
  /** The effects of the rows of the fit from parts of the model that did not see them, where the learner has such parts. */
  readonly outOfBag?: UnitEffects
}

/**
 * A learner of effects as a value: any record of this form can be given to `heterogeneousEffects`.
 *
 * @category Estimation
 */
export interface EffectLearner {
  /** Its name with its options, in words. */
  readonly name: string
  /** Which predictions of outcomes it needs: the mean, or one for each arm. */
  readonly needs: 'mean' | 'arms'
  /** Whether it can let effects differ by some of the covariates alone. */
  readonly ofSome: boolean
  /** Fits the effects. */
  readonly fit: (problem: EffectLearningProblem) => FittedEffects
}

/**
 * What is asked of data about effects that differ from unit to unit.
 *
 * @category Estimation
 */
export interface HeterogeneousEffectsQuestion<G extends string = string, T = Record<string, unknown>>
  extends Pick<
      EstimationQuestion<G, T>,
      'graph' | 'treatment' | 'outcome' | 'contrast' | 'event' | 'adjustment' | 'confidence' | 'weights'
    >,
    WorkOptions {
  /** How to learn effects, such as `causalForest()`. */
  readonly learner: EffectLearner
  /** By which columns effects may differ; those that are not adjusted for are adjusted for too. Left out, by all that are. */
  readonly modifiers?: readonly NoInfer<G & keyof T & string>[]
  /** Learners for outcome and treatment (default `gradientBoosting({ rounds: 100, depth: 3 })` for both). */
  readonly nuisances?: {
    /** For the outcome. */
    readonly outcome?: Learner
    /** For the treatment. */
    readonly treatment?: Learner
  }
  /** In how many parts to cut the rows (default 5), or the fold of each row. 1 predicts rows by models that saw them: for comparison with other programs. */
  readonly folds?: number | ArrayLike<number>
  /** Hold propensities within these bounds, such as `[0.01, 0.99]`; not done unasked. */
  readonly clip?: readonly [number, number]
  /** The same seed gives the same numbers (default 1). */
  readonly seed?: number | string
}

/**
 * Effects that differ from unit to unit.
 *
 * @category Estimation
 */
export interface HeterogeneousEffects {
  /** The effects are identified and estimated. */
  readonly estimated: true
  /** The effect for each row, from models that did not see it. Left out of JSON, as all that is one number a row. */
  readonly effects: Float64Array
  /** Standard errors of the effects, or null where the learner knows none. */
  readonly standardErrors: Float64Array | null
  /** The doubly robust score of each row: its mean is the average effect, and means over groups are theirs. */
  readonly scores: Float64Array
  /** The probability of `contrast.to` for each row. */
  readonly propensities: Float64Array
  /** How much each row counts, or null where all count once: means of scores are taken with them. */
  readonly weights: Float64Array | null
  /** The average effect, from the scores. */
  readonly average: EstimatedEffect
  /** The columns by which effects may differ. */
  readonly modifiers: readonly string[]
  /** The learner, in words. */
  readonly learner: string
  /** Rows. */
  readonly n: number
  /** What could be wrong, in words; empty when nothing was seen. */
  readonly warnings: readonly string[]
  /** Effects for rows of another table, which has the covariates as columns. */
  readonly predict: (table: Table) => UnitEffects
}
