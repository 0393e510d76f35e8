import { CausalError } from '../../errors.js'
import type { Learner } from '../../learners/core/types.js'
import { checkedObject } from '../../names.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { seedStream } from '../../probability/streams/stream.js'
import { show } from '../../show.js'
import type { OutcomeModel } from '../outcome/arm-fit.js'

/**
 * How the outcome and the propensity are learnt.
 *
 * @category Estimation
 */
export interface NuisanceOptions {
  /** The form of the outcome's model in each arm (default `linear`); `logistic` for 0 and 1, `log-linear` for counts. */
  readonly model?: OutcomeModel
  /** Learns the outcome in each arm in place of a model. */
  readonly outcomeLearner?: Learner
  /** Learns who is treated in place of the logistic model. */
  readonly propensityLearner?: Learner
  /** Predict each row from models fitted to the other folds (5 with a learner, else no folds, which is 1). */
  readonly folds?: number
  /** Which rows make a fold, and what learners draw: the same seed gives the same estimate (default 1). */
  readonly seed?: number | string
}

export const nuisanceKeys = ['model', 'outcomeLearner', 'propensityLearner', 'folds', 'seed'] as const

/** Options as an estimator uses them. */
export interface NuisancePlan extends NuisanceOptions {
  readonly model: OutcomeModel
  readonly folds: number
  readonly seed: number | string
}

/** Checks the options of nuisance models. */
export function nuisancePlan(options: NuisanceOptions): NuisancePlan {
  const { model = 'linear', outcomeLearner, propensityLearner, seed = 1 } = checkedObject('options', options)
  const learnt = outcomeLearner !== undefined || propensityLearner !== undefined
  const { folds = learnt ? 5 : 1 } = options
  if (!['linear', 'logistic', 'log-linear'].includes(model)) {
    throw new CausalError('invalid-argument', `model must be linear, logistic or log-linear, got ${show(model)}.`, {
      model,
    })
  }
  if (!(Number.isSafeInteger(folds) && folds >= 1)) {
    throw new CausalError('invalid-argument', `folds must be a whole number from 1, got ${show(folds)}.`, { folds })
  }
  for (const [key, learner] of Object.entries({ outcomeLearner, propensityLearner })) {
    if (learner === undefined || typeof learner?.fit === 'function') continue
    throw new CausalError(
      'invalid-argument',
      `\`${key}\` must be a learner, { name, fit }, got ${show(learner)} (call it if it is a function that makes one).`,
      { option: key },
    )
  }
  seedStream(seed)
  return {
    model,
    folds,
    seed,
    ...(outcomeLearner && { outcomeLearner }),
    ...(propensityLearner && { propensityLearner }),
  }
}

/** The plan in words, for an estimator's name. */
export function planInWords({ model, outcomeLearner, propensityLearner, folds }: NuisancePlan): string {
  const parts = [
    outcomeLearner !== undefined ? `outcome by ${outcomeLearner.name}` : model === 'linear' ? '' : `${model} outcome`,
    propensityLearner !== undefined ? `propensity by ${propensityLearner.name}` : '',
    folds > 1 ? `${folds} folds` : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`
}

/** Whether predictions are made across folds or by learners, so that no derivative of a model is at hand. */
export function isLearnt({ folds, outcomeLearner, propensityLearner }: NuisancePlan): boolean {
  return folds > 1 || outcomeLearner !== undefined || propensityLearner !== undefined
}

/** log(p / (1 − p)). */
export const logit = (p: number): number => portableLog(p / (1 - p))
