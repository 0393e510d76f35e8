import type { Learner } from '../../learners/index.js'
import type { CrossFitPlan, NuisanceTask } from './cross-fit.js'
import type { LinearScore } from './scores.js'
import type { SensitivityParts } from './sensitivity-parts.js'
import type { DoubleMachineLearningModel, NuisancePredictions } from './types.js'

/** What one cut of the rows is computed with. */
export interface ScorePlan extends CrossFitPlan {
  readonly model: DoubleMachineLearningModel
  readonly learners: Record<'outcome' | 'treatment' | 'instrument', Learner | null>
  readonly population: 'ATE' | 'ATT' | 'ATC'
  readonly clip: readonly [number, number] | null
  readonly predictions: NuisancePredictions | null
}

/** The score of one cut, with what was predicted. */
export interface ScoreResult {
  readonly score: LinearScore
  readonly predictions: NuisancePredictions
  readonly diagnostics: Readonly<Record<string, unknown>>
  readonly warnings: readonly string[]
  /** What an unmeasured confounder could do, where that is known. */
  readonly sensitivity?: (effect: number) => SensitivityParts
}

export type Predict = (
  key: keyof NuisancePredictions,
  role: keyof ScorePlan['learners'],
  task: Omit<NuisanceTask, 'learner'>,
) => Float64Array
