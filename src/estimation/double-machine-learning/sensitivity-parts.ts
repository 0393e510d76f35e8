import { withoutInJson } from '../core/report/long-arrays.js'
import type { ArmPredictions } from './scores.js'

/** What the bias of an unmeasured confounder is made of, with each row's influence on it. */
export interface SensitivityParts {
  /** The variance of the outcome that is left. */
  readonly residualVariance: number
  /** The variance of the weights by which the effect averages outcomes. */
  readonly weightVariance: number
  readonly residualInfluence: Float64Array
  readonly weightInfluence: Float64Array
}

/** Whether a value has that form. */
export function isSensitivityParts(value: unknown): value is SensitivityParts {
  const parts = value as SensitivityParts | null | undefined
  return typeof parts === 'object' && parts !== null && parts.weightInfluence instanceof Float64Array
}

/** The parts from the residuals of the outcome model, and the variance of the weights with its influence. */
function partsFrom(residuals: Float64Array, weightVariance: number, weightInfluence: Float64Array): SensitivityParts {
  const squares = residuals.map((value) => value * value)
  const residualVariance = meanOf(squares)
  return withoutInJson(
    {
      residualVariance,
      weightVariance,
      residualInfluence: squares.map((value) => value - residualVariance),
      weightInfluence,
    },
    ['residualInfluence', 'weightInfluence'],
  )
}

/** The partially linear model: the weights are v / E[v²] for the treatment's residual v, so that their variance is 1 / E[v²]. */
export function linearSensitivity(outcome: Float64Array, treatment: Float64Array, effect: number): SensitivityParts {
  const variance = 1 / meanOf(treatment.map((v) => v * v))
  return partsFrom(
    outcome.map((y, i) => y - effect * treatment[i]!),
    variance,
    treatment.map((v) => variance - v * v * variance * variance),
  )
}

/** The interactive model: the weights are α = T / e − (1 − T) / (1 − e), whose variance is E[2 (1 / e + 1 / (1 − e)) − α²]. */
export function interactiveSensitivity({
  outcome,
  arm,
  to,
  from,
  chanceTo,
  chanceFrom,
}: ArmPredictions): SensitivityParts {
  const score = arm.map((t, i) => {
    const alpha = t === 1 ? 1 / chanceTo[i]! : t === 0 ? 1 / chanceFrom[i]! : 0
    return 2 * (1 / chanceTo[i]! + 1 / chanceFrom[i]!) - alpha * alpha
  })
  const variance = meanOf(score)
  return partsFrom(
    outcome.map((y, i) => (arm[i] === 1 ? y - to[i]! : arm[i] === 0 ? y - from[i]! : 0)),
    variance,
    score.map((value) => value - variance),
  )
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
