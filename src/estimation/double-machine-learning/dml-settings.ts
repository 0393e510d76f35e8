import type { FoldsAsked } from '../core/types/sums.js'
import type { ScorePlan } from './score-plan.js'
import type {
  DoubleMachineLearningModel,
  DoubleMachineLearningOptions,
  FoldsByKey,
  NuisancePredictions,
} from './types.js'

export interface Settings
  extends Omit<
    DoubleMachineLearningOptions,
    'learner' | 'learners' | 'predictions' | 'clip' | 'population' | 'model' | 'folds'
  > {
  readonly folds: Exclude<DoubleMachineLearningOptions['folds'], FoldsByKey>
  /** Folds by a key, for rows in an engine. */
  readonly byKey: Omit<FoldsAsked, 'arms'> | null
  readonly model: DoubleMachineLearningModel
  readonly population: 'ATE' | 'ATT' | 'ATC'
  readonly learners: ScorePlan['learners']
  readonly predictions: readonly NuisancePredictions[] | null
  readonly repetitions: number
  readonly clip: readonly [number, number] | null
}
