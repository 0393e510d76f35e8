import { totalWeight } from '../core/problem/row-weights.js'
import type { TargetPopulation } from '../core/question/contrast.js'
import type { Design } from '../core/regression/design.js'
import { differenceOf, meansIn } from '../core/report/arm-report.js'
import type { EffectProblem, EstimatorFit } from '../core/types/estimator.js'
import { armWeights } from './arm-weights.js'
import { overlapReport } from './overlap-report.js'
import { type ArmPropensities, addPropensityInfluence } from './propensity.js'
import { stabilizedWeights } from './stabilized-weights.js'

export interface Weighting {
  readonly design: Design
  readonly target: TargetPopulation
  readonly normalized: boolean
  readonly stabilized: boolean
  /** Whether the propensities count as known in the standard error. */
  readonly fixed: boolean
}

export function weigh(
  problem: EffectProblem,
  { design, target, normalized, stabilized, fixed }: Weighting,
  propensity: ArmPropensities,
  weights: Float64Array | null,
): EstimatorFit {
  const { n, treatment, outcome } = problem
  const w = armWeights(treatment, propensity, target)
  const rows = totalWeight(weights, n)
  const [byTreated, byControl] = w.slopes
  const arm = (own: Float64Array, slopes: readonly [Float64Array, Float64Array | null]) => {
    let [sum, total] = [0, 0]
    for (let i = 0; i < n; i++) {
      const weight = weights === null ? own[i]! : weights[i]! * own[i]!
      sum += weight * outcome[i]!
      total += weight
    }
    const mean = normalized ? sum / total : sum / rows
    const size = normalized ? total / rows : 1
    const influence = new Float64Array(n)
    const derivative = [new Float64Array(n), slopes[1] === null ? null : new Float64Array(n)] as const
    for (let i = 0; i < n; i++) {
      // centred at the mean when normalised; else the weighted outcome itself, less its mean
      const y = (outcome[i]! - (normalized ? mean : 0)) / size
      influence[i] = own[i]! * y - (normalized ? 0 : mean)
      derivative[0][i] = (slopes[0][i]! * y) / rows
      if (slopes[1] !== null) derivative[1]![i] = (slopes[1][i]! * y) / rows
    }
    if (!fixed) addPropensityInfluence(influence, design, propensity, derivative, weights)
    return { mean, influence }
  }
  const one = arm(w.treated, [byTreated.treated, byControl?.treated ?? null])
  const zero = arm(w.control, [byTreated.control, byControl?.control ?? null])
  const means = [zero.mean, one.mean] as const
  const { diagnostics, warnings } = overlapReport(propensity, problem, w, target)
  return {
    ...differenceOf(means, [zero.influence, one.influence]),
    coefficients: 2,
    standardErrorMethod: fixed
      ? 'sandwich of the weighted means (HC0), propensities taken as known'
      : 'stacked estimating equations (sandwich), fitted propensities included',
    diagnostics: {
      ...meansIn(means),
      ...diagnostics,
      ...(stabilized ? { weights: stabilizedWeights(problem, w) } : {}),
    },
    warnings,
  }
}
