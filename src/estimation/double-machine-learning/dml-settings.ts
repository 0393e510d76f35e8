import type { ScorePlan } from './score-plan.js'
import type { DoubleMachineLearningModel, DoubleMachineLearningOptions, NuisancePredictions } from './types.js'

export interface Settings
  extends Omit<DoubleMachineLearningOptions, 'learner' | 'learners' | 'predictions' | 'clip' | 'population' | 'model'> {
  readonly model: DoubleMachineLearningModel
  readonly population: 'ATE' | 'ATT' | 'ATC'
  readonly learners: ScorePlan['learners']
  readonly predictions: readonly NuisancePredictions[] | null
  readonly repetitions: number
  readonly clip: readonly [number, number] | null
}
