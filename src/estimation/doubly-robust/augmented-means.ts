import { euclideanNorm } from '../../numeric/euclidean-norm.js'
import { transposedTimes } from '../../numeric/weighted-gram.js'
import { totalWeight, weightedBy } from '../core/problem/row-weights.js'
import { modelledArms, targetShare } from '../core/problem/target-share.js'
import type { TargetPopulation } from '../core/question/contrast.js'
import type { Design } from '../core/regression/design.js'
import { differenceOf, meansIn } from '../core/report/arm-report.js'
import type { EffectProblem, EstimatorFit } from '../core/types/estimator.js'
import { type ArmFit, addArmInfluence, armFit, bySlope } from '../outcome/arm-fit.js'
import { armWeights, type WeightSlopes } from '../weighting/arm-weights.js'
import { overlapReport } from '../weighting/overlap-report.js'
import { type ArmPropensities, addPropensityInfluence, fitArmPropensities } from '../weighting/propensity.js'
import { crossFitted } from './cross-fit.js'
import { isLearnt, type NuisancePlan } from './nuisance.js'
import { corrected, correctedPropensities, fewRowsWarning, withFreedom } from './small-sample.js'

interface Nuisance {
  readonly propensity: ArmPropensities
  /** The predictions in both arms; the outcome itself in the target's own arm, whose mean needs no model. */
  readonly predicted: readonly [Float64Array, Float64Array]
  /** The outcome models, where they are such. */
  readonly fits: readonly [ArmFit | null, ArmFit | null]
}

interface NuisanceTask {
  readonly plan: NuisancePlan
  readonly target: TargetPopulation
  readonly clip: readonly [number, number] | null
}

export function fitNuisance(
  problem: EffectProblem,
  design: Design,
  { plan, target, clip }: NuisanceTask,
  weights: Float64Array | null,
  start?: ArmPropensities,
): Nuisance | null {
  const { treatment, outcome } = problem
  const needed = modelledArms(target)
  if (isLearnt(plan)) {
    const found = crossFitted(problem, design, plan, clip, weights)
    if (found === null) return null
    const of = (arm: 0 | 1): Float64Array => (needed.includes(arm) ? found.outcome[arm] : outcome)
    return { propensity: found.propensity, predicted: [of(0), of(1)], fits: [null, null] }
  }
  const propensity = fitArmPropensities(design, treatment, clip, weights, start)
  const fits = ([0, 1] as const).map((arm) =>
    needed.includes(arm) ? armFit(design, outcome, treatment, arm, weights, plan.model) : null,
  ) as [ArmFit | null, ArmFit | null]
  if (propensity === null || needed.some((arm) => fits[arm] === null)) return null
  return { propensity, predicted: [fits[0]?.predicted ?? outcome, fits[1]?.predicted ?? outcome], fits }
}

/** How the errors of augmented means are made. */
export type AugmentedErrors = 'stacked' | 'HC2' | 'influence'

const methods: Readonly<Record<AugmentedErrors, string>> = {
  stacked: 'stacked estimating equations (sandwich), fitted nuisance models included',
  HC2: 'stacked estimating equations (sandwich), fitted nuisance models included, residuals corrected for their leverage (HC2); t distribution',
  influence: 'efficient influence values',
}

/** The means alone, as `augment` has them: a bootstrap needs no more. */
export function augmentedMeans(
  { n, treatment, outcome }: EffectProblem,
  target: TargetPopulation,
  { propensity, predicted }: Nuisance,
  weights: Float64Array,
): readonly [number, number] {
  const w = armWeights(treatment, propensity, target)
  const sum: [number, number] = [0, 0]
  let size = 0
  for (let i = 0; i < n; i++) {
    const weight = weights[i]!
    if (weight === 0) continue
    const share = target === 'ATE' || treatment[i] === (target === 'ATT' ? 1 : 0) ? weight : 0
    size += share
    sum[0] += share * predicted[0][i]! + weight * w.control[i]! * (outcome[i]! - predicted[0][i]!)
    sum[1] += share * predicted[1][i]! + weight * w.treated[i]! * (outcome[i]! - predicted[1][i]!)
  }
  return [sum[0] / size, sum[1] / size]
}

/**
 * Each arm's mean is that of φ = g m + w (y − m) over the mean of g, where g says who belongs to the target and w are the
 * arm's weights; without a model for the target's own arm, its m is y.
 */
export function augment(
  problem: EffectProblem,
  design: Design,
  target: TargetPopulation,
  { propensity, predicted, fits }: Nuisance,
  weights: Float64Array | null,
  errors: AugmentedErrors,
): EstimatorFit {
  const { n, treatment, outcome } = problem
  const stacked = errors !== 'influence'
  const few = errors === 'HC2'
  const passing = few ? correctedPropensities(propensity, design, problem) : propensity
  const share = targetShare(treatment, target)
  const w = armWeights(treatment, propensity, target)
  const rows = totalWeight(weights, n)
  const size = totalWeight(weightedBy(weights, share), n)
  const armOf = (arm: 0 | 1): { mean: number; influence: Float64Array } => {
    const own = arm === 1 ? w.treated : w.control
    const m = predicted[arm]
    const score = m.map((value, i) => share[i]! * value + own[i]! * (outcome[i]! - value))
    const mean = totalWeight(weightedBy(weights, score), n) / size
    const plain = fits[arm]
    const { fit, factor } = few && plain !== null ? corrected(plain, design, problem) : { fit: plain, factor: null }
    const seen =
      factor === null ? score : m.map((value, i) => share[i]! * value + own[i]! * factor[i]! * (outcome[i]! - value))
    const influence = seen.map((value, i) => ((value - share[i]! * mean) * rows) / size)
    if (stacked) {
      const slopeOf = (slopes: WeightSlopes | null): Float64Array | null => {
        const by = slopes === null ? null : arm === 1 ? slopes.treated : slopes.control
        return by === null ? null : by.map((value, i) => (value * (outcome[i]! - m[i]!)) / size)
      }
      addPropensityInfluence(influence, design, passing, [slopeOf(w.slopes[0])!, slopeOf(w.slopes[1])], weights)
      if (fit !== null) {
        const by = weightedBy(
          weights,
          bySlope(
            fit,
            share.map((value, i) => (value - own[i]!) / size),
          ),
        )
        addArmInfluence(influence, design, fit, transposedTimes(design.x, n, design.k, by), rows)
      }
    }
    return { mean, influence }
  }
  const [zero, one] = [armOf(0), armOf(1)]
  const means = [zero.mean, one.mean] as const
  const difference = differenceOf(means, [zero.influence, one.influence])
  const { diagnostics, warnings } = overlapReport(propensity, problem, w, target)
  // the sample variance of the influence values, as for any mean
  const exact = !stacked && problem.weights === undefined
  const divisor = target === 'ATE' ? n - 1 : n
  const modelled = fits.map((fit) => (fit === null ? 1 : design.k)) as [number, number]
  return {
    ...difference,
    ...(few ? withFreedom(difference.influence, problem, modelled, design.k) : {}),
    ...(exact ? { standardError: euclideanNorm(difference.influence) / Math.sqrt(divisor * n) } : {}),
    standardErrorMethod: methods[errors],
    diagnostics: { ...meansIn(means), ...diagnostics },
    warnings: few || fits.every((fit) => fit === null) ? warnings : [...warnings, ...fewRowsWarning(problem, design.k)],
  }
}
