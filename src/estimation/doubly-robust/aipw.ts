import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { euclideanNorm } from '../../numeric/euclidean-norm.js'
import { transposedTimes } from '../../numeric/weighted-gram.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { noOverlap, overlapGaps, partedBy } from '../core/problem/overlap-gaps.js'
import { totalWeight, unitCount, weightedBy } from '../core/problem/row-weights.js'
import { checkTarget, modelledArms, requireArms, requireRows, targetShare } from '../core/problem/target-share.js'
import type { TargetPopulation } from '../core/question/contrast.js'
import { type Design, designOf } from '../core/regression/design.js'
import { differenceOf, meansIn } from '../core/report/arm-report.js'
import type { EffectProblem, Estimator, EstimatorFit, PreparedEstimator } from '../core/types/estimator.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import { type ArmFit, addArmInfluence, armFit, bySlope } from '../outcome/arm-fit.js'
import { checkModel } from '../outcome/regression-adjustment.js'
import { armWeights, type WeightSlopes } from '../weighting/arm-weights.js'
import { checkClip } from '../weighting/check-clip.js'
import { overlapReport } from '../weighting/overlap-report.js'
import { type ArmPropensities, addPropensityInfluence, fitArmPropensities } from '../weighting/propensity.js'
import { crossFitted } from './cross-fit.js'
import { isLearnt, type NuisanceOptions, type NuisancePlan, nuisancePlan, planInWords } from './nuisance.js'

/**
 * Options of `aipw`.
 *
 * @category Estimation
 */
export interface AipwOptions extends NuisanceOptions {
  /** Whose effect (default `ATE`). */
  readonly population?: 'ATE' | 'ATT' | 'ATC'
  /** Hold propensities within these bounds, such as `[0.01, 0.99]`; how many were held is reported. Not done unasked. */
  readonly clip?: readonly [number, number]
  /**
   * `stacked` (default): holds also when one of the two models is wrong; `influence`: from the efficient influence values
   * alone, right when both models are. With folds or learners it is `influence`.
   */
  readonly standardErrors?: 'stacked' | 'influence'
}

/**
 * Augmented inverse probability weighting: the prediction of an outcome model in each arm, plus the weighted mean of
 * its residuals. Doubly robust: right when the outcome model or the propensity model is.
 *
 * Without more ado the outcome is linear in each arm and the propensity logistic. With `outcomeLearner`, `propensityLearner`
 * or `folds`, every row is predicted from models that were fitted to other rows (cross-fitting), which any learner
 * that is consistent at a fair rate may then serve (Chernozhukov et al. 2018).
 *
 * Robins, Rotnitzky & Zhao 1994; Bang & Robins 2005.
 *
 * @param options - whose effect, models or learners, folds, clipping, standard errors
 * @returns an estimator for `estimateEffect`
 * @throws CausalError `invalid-argument` for options out of range
 * @complexity O(r n k²) for k coefficients and r Newton steps, about 6; that of the learners, times the folds
 * @category Estimation
 * @example
 * const t = fromCounts(kidneyStones)
 * const e = estimateEffect(t, {
 *   graph: dag('stone -> treatment -> recovered; stone -> recovered'),
 *   treatment: 'treatment',
 *   outcome: 'recovered',
 *   estimator: aipw(),
 * })
 * e.estimated && [e.estimate, ...e.interval]
 * //=> [0.053671, -0.012161, 0.119503]
 */
export function aipw(options: AipwOptions = {}): Estimator {
  return calledAs('aipw', () => {
    checkOptions('options', options, [
      'population',
      'clip',
      'standardErrors',
      'model',
      'outcomeLearner',
      'propensityLearner',
      'folds',
      'seed',
    ])

    const { population = 'ATE' } = checkedObject('options', options)
    const plan = nuisancePlan(options)
    const { standardErrors = isLearnt(plan) ? 'influence' : 'stacked' } = options
    checkTarget(population, ['ATE', 'ATT', 'ATC'])
    const clip = checkClip(options.clip)
    if (
      (standardErrors !== 'stacked' && standardErrors !== 'influence') ||
      (standardErrors === 'stacked' && isLearnt(plan))
    ) {
      throw new CausalError(
        'invalid-argument',
        `standardErrors must be ${isLearnt(plan) ? "'influence' with folds or learners" : "'stacked' or 'influence'"}, got ${show(standardErrors)}.`,
        { standardErrors },
      )
    }
    const name = `augmented inverse probability weighting${planInWords(plan)}${clip === null ? '' : ` (propensities held in ${clip[0]} to ${clip[1]})`}`
    return Object.freeze({
      name,
      population,
      strategy: 'back-door',
      weighted: true,
      prepare: (problem: EffectProblem): PreparedEstimator | RefusedEffect => {
        requireArms(problem, 'aipw')
        const design = designOf(problem.covariates, problem.n, unitCount(problem))
        const gaps = overlapGaps(problem, population)
        if (gaps.length > 0) return noOverlap(problem, gaps, '')
        requireRows(problem, 2)
        requireRows(problem, design.k + 1, modelledArms(population))
        if (plan.model !== 'linear') checkModel(problem, plan.model)
        const own = problem.weights ?? null
        const task = { plan, target: population, clip }
        const nuisance = fitNuisance(problem, design, task, own)
        if (nuisance === null)
          return noOverlap(problem, [], `${partedBy(problem)}, or an arm does not determine its regression`)
        const again = (weights: Float64Array): readonly [number, number] | null => {
          const refit = fitNuisance(problem, design, task, weights, nuisance.propensity)
          return refit === null ? null : augmentedMeans(problem, population, refit, weights)
        }
        return {
          fit: () => augment(problem, design, population, nuisance, own, standardErrors === 'stacked'),
          reweighted: (weights) => {
            const means = again(weights)
            return means === null ? null : means[1] - means[0]
          },
          reweightedMeans: again,
        }
      },
    })
  })
}

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

function fitNuisance(
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

/** The means alone, as `augment` has them: a bootstrap needs no more. */
function augmentedMeans(
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
function augment(
  problem: EffectProblem,
  design: Design,
  target: TargetPopulation,
  { propensity, predicted, fits }: Nuisance,
  weights: Float64Array | null,
  stacked: boolean,
): EstimatorFit {
  const { n, treatment, outcome } = problem
  const share = targetShare(treatment, target)
  const w = armWeights(treatment, propensity, target)
  const rows = totalWeight(weights, n)
  const size = totalWeight(weightedBy(weights, share), n)
  const armOf = (arm: 0 | 1): { mean: number; influence: Float64Array } => {
    const own = arm === 1 ? w.treated : w.control
    const m = predicted[arm]
    const score = m.map((value, i) => share[i]! * value + own[i]! * (outcome[i]! - value))
    const mean = totalWeight(weightedBy(weights, score), n) / size
    const influence = score.map((value, i) => ((value - share[i]! * mean) * rows) / size)
    if (stacked) {
      const slopeOf = (slopes: WeightSlopes | null): Float64Array | null => {
        const by = slopes === null ? null : arm === 1 ? slopes.treated : slopes.control
        return by === null ? null : by.map((value, i) => (value * (outcome[i]! - m[i]!)) / size)
      }
      addPropensityInfluence(influence, design, propensity, [slopeOf(w.slopes[0])!, slopeOf(w.slopes[1])], weights)
      const fit = fits[arm]
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
  return {
    ...difference,
    ...(exact ? { standardError: euclideanNorm(difference.influence) / Math.sqrt(divisor * n) } : {}),
    standardErrorMethod: stacked
      ? 'stacked estimating equations (sandwich), fitted nuisance models included'
      : 'efficient influence values',
    diagnostics: { ...meansIn(means), ...diagnostics },
    warnings,
  }
}
