import { CausalError } from '../../errors.js'
import { checkedLearner } from '../../learners/core/checked-learner.js'
import { gradientBoosting, type Learner } from '../../learners/index.js'
import { checkOptions } from '../../options.js'
import { seedStream } from '../../probability/streams/stream.js'
import { show } from '../../show.js'
import { checkFolds } from '../double-machine-learning/folds-of.js'
import { checkClip } from '../weighting/check-clip.js'
import type { EffectLearner, HeterogeneousEffectsQuestion } from './types.js'

export interface Settings {
  readonly learner: EffectLearner
  readonly nuisances: { readonly outcome: Learner; readonly treatment: Learner }
  readonly clip: readonly [number, number] | null
}
const needed: readonly unknown[] = ['mean', 'arms']
export function checkedSettings({ learner, nuisances, folds, seed = 1, clip }: HeterogeneousEffectsQuestion): Settings {
  if (
    typeof learner !== 'object' ||
    learner === null ||
    typeof learner.name !== 'string' ||
    typeof learner.fit !== 'function' ||
    !needed.includes(learner.needs)
  ) {
    throw new CausalError(
      'invalid-argument',
      `give a learner of effects, such as causalForest() or drLearner() (called, not the function itself), got ${show(learner)}.`,
      { option: 'learner' },
    )
  }
  checkOptions('nuisances', nuisances, ['outcome', 'treatment'])
  if (folds !== 1) checkFolds(folds)
  seedStream(seed)
  const usual = gradientBoosting({ rounds: 100, depth: 3 })
  const own = (role: 'outcome' | 'treatment'): Learner =>
    nuisances?.[role] === undefined ? usual : checkedLearner(`nuisances.${role}`, nuisances[role])
  return { learner, nuisances: { outcome: own('outcome'), treatment: own('treatment') }, clip: checkClip(clip) }
}
