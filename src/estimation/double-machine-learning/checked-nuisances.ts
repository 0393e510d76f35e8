import { checkedLearner } from '../../learners/core/checked-learner.js'
import { checkOptions } from '../../options.js'
import type { ScorePlan } from './score-plan.js'
import type { DoubleMachineLearningOptions, NuisanceLearners, NuisancePredictions } from './types.js'

/** The learner of each regression, null where none was given. */
export function checkedLearners(
  learner: DoubleMachineLearningOptions['learner'],
  learners: NuisanceLearners | undefined,
): ScorePlan['learners'] {
  checkOptions('learners', learners, ['outcome', 'treatment', 'instrument'])
  const all = learner === undefined ? null : checkedLearner('learner', learner)
  const own = (role: keyof NuisanceLearners) =>
    learners?.[role] === undefined ? all : checkedLearner(`learners.${role}`, learners[role])
  return { outcome: own('outcome'), treatment: own('treatment'), instrument: own('instrument') }
}

export function checkPredictionKeys(record: NuisancePredictions): void {
  checkOptions('predictions', record, [
    'outcome',
    'treatment',
    'instrument',
    'outcomeTo',
    'outcomeFrom',
    'treatmentTo',
    'treatmentFrom',
  ])
}
