import { euclideanNorm } from '../../numeric/euclidean-norm.js'
import { totalWeight, weightedBy } from '../core/problem/row-weights.js'
import type { EstimatorFit } from '../core/types/estimator.js'
import type { Learned } from './learn-effects.js'

/** The average effect: the mean of the scores. */
export function averageOf({ scores, weights, diagnostics, warnings }: Learned): EstimatorFit {
  const total = totalWeight(weights, scores.length)
  const estimate = weightedBy(weights, scores).reduce((sum, value) => sum + value, 0) / total
  const influence = scores.map((value) => value - estimate)
  return {
    estimate,
    influence,
    // each row's influence is of one unit of it, and the row stands for as many as it weighs
    ...(weights === null ? {} : { standardError: euclideanNorm(weightedBy(weights, influence)) / total }),
    standardErrorMethod: 'doubly robust scores',
    diagnostics,
    warnings,
  }
}
