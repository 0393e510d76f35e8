import { portableExp } from '../../numeric/special/portable-exp.js'
import { checkOptions } from '../../options.js'
import { madeBy } from '../../recipes.js'
import { checkedWord } from '../core/designs/read-question.js'
import { noOverlap, overlapGaps, partedBy } from '../core/problem/overlap-gaps.js'
import { totalWeight, unitCount } from '../core/problem/row-weights.js'
import { requireArms, requireRows } from '../core/problem/target-share.js'
import { type Design, designOf } from '../core/regression/design.js'
import { differenceOf, meansIn } from '../core/report/arm-report.js'
import type { EffectProblem, Estimator, EstimatorFit, PreparedEstimator } from '../core/types/estimator.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import { checkModel } from '../outcome/regression-adjustment.js'
import { armWeights } from '../weighting/arm-weights.js'
import { checkClip } from '../weighting/check-clip.js'
import { expectedWorth, tooLittleOverlap } from '../weighting/expected-worth.js'
import { overlapReport } from '../weighting/overlap-report.js'
import type { ArmPropensities } from '../weighting/propensity.js'
import { crossFitted } from './cross-fit.js'
import { logit, type NuisanceOptions, type NuisancePlan, nuisancePlan, planInWords } from './nuisance.js'

/**
 * Options of `tmle`.
 *
 * @category Estimation
 */
export interface TmleOptions extends NuisanceOptions {
  /** Hold propensities within these bounds, such as `[0.01, 0.99]`; how many were held is reported. Not done unasked. */
  readonly clip?: readonly [number, number]
  /**
   * What to do where the rows of an arm are expected to be worth less than 30 % of themselves, so that a 95 % interval holds the truth
   * 50 to 80 % of the time: `refuse` (default), or `estimate` with a warning.
   */
  readonly weakOverlap?: 'refuse' | 'estimate'
}

/** Predictions, scaled to lie between 0 and 1, are held this far from both. */
const margin = 0.001

/**
 * Targeted maximum likelihood: an outcome model is fluctuated along the inverse propensities until the estimating equation of
 * the effect is solved, and then averaged. Doubly robust like `aipw`, with means that stay within the outcome's range.
 *
 * The outcome is scaled to [0, 1] by its least and greatest value, predictions are held within [0.001, 0.999], and each arm's
 * are moved on the logistic scale by ε / e, with ε by maximum likelihood (van der Laan & Rubin 2006; Gruber & van der Laan
 * 2010 for outcomes of numbers). With learners or folds the models are cross-fitted. For the ATE.
 *
 * @param options - models or learners, folds, clipping
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
 *   estimator: tmle({ model: 'logistic' }),
 * })
 * e.estimated && e.estimate
 * //=> 0.053671
 */
export function tmle(options: TmleOptions = {}): Estimator {
  return madeBy('tmle', [options], () => {
    checkOptions(
      'options',
      options,
      ['clip', 'model', 'outcomeLearner', 'propensityLearner', 'folds', 'seed', 'weakOverlap'],
      { folds: 'number' },
    )
    const plan = nuisancePlan(options)
    const clip = checkClip(options.clip)
    const weakOverlap = checkedWord('weakOverlap', options.weakOverlap ?? 'refuse', ['refuse', 'estimate'])
    return Object.freeze({
      name: `targeted maximum likelihood${planInWords(plan)}${clip === null ? '' : ` (propensities held in ${clip[0]} to ${clip[1]})`}`,
      population: 'ATE',
      strategy: 'back-door',
      weighted: true,
      prepare: (problem: EffectProblem): PreparedEstimator | RefusedEffect => {
        requireArms(problem, 'tmle')
        const design = designOf(problem.covariates, problem.n, unitCount(problem))
        const gaps = overlapGaps(problem, 'ATE')
        if (gaps.length > 0) return noOverlap(problem, gaps, '')
        requireRows(problem, design.k + 1)
        if (plan.model !== 'linear') checkModel(problem, plan.model)
        const run = (weights: Float64Array | null) => target(problem, design, plan, clip, weights)
        const first = run(problem.weights ?? null)
        if (first === null)
          return noOverlap(problem, [], `${partedBy(problem)}, or an arm does not determine its regression`)
        const refusal =
          weakOverlap === 'refuse'
            ? tooLittleOverlap(problem.arms!, expectedWorth(first.propensity, problem), 'tmle')
            : null
        if (refusal !== null) return refusal
        return {
          fit: () => first,
          reweighted: (weights) => run(weights)?.estimate ?? null,
          reweightedMeans: (weights) => run(weights)?.arms?.means ?? null,
        }
      },
    })
  })
}

interface TargetedFit extends EstimatorFit {
  readonly propensity: ArmPropensities
}

function target(
  problem: EffectProblem,
  design: Design,
  plan: NuisancePlan,
  clip: readonly [number, number] | null,
  weights: Float64Array | null,
): TargetedFit | null {
  const { n, treatment, outcome } = problem
  const found = crossFitted(problem, design, plan, clip, weights)
  if (found === null) return null
  const { treated, control } = found.propensity
  const low = outcome.reduce((a, b) => Math.min(a, b))
  const span = outcome.reduce((a, b) => Math.max(a, b)) - low
  const total = totalWeight(weights, n)
  const means: [number, number] = [0, 0]
  const influence = [new Float64Array(n), new Float64Array(n)] as const
  const epsilon: [number, number] = [0, 0]
  for (const arm of [0, 1] as const) {
    const inverse = Float64Array.from({ length: n }, (_, i) =>
      arm === 1 ? 1 / treated.e[i]! : 1 / (control === null ? 1 - treated.e[i]! : control.e[i]!),
    )
    const offset = found.outcome[arm].map((m) => logit(Math.min(1 - margin, Math.max(margin, (m - low) / span))))
    const scaled = outcome.map((y) => (y - low) / span)
    const own = Float64Array.from(treatment, (t, i) => (t === arm ? (weights?.[i] ?? 1) : 0))
    const step = fluctuation(scaled, offset, inverse, own)
    if (step === null) return null
    epsilon[arm] = step
    const q = offset.map((value, i) => low + span / (1 + portableExp(-(value + step * inverse[i]!))))
    let sum = 0
    for (let i = 0; i < n; i++) sum += (weights?.[i] ?? 1) * q[i]!
    means[arm] = sum / total
    for (let i = 0; i < n; i++) {
      const residual = treatment[i] === arm ? inverse[i]! * (outcome[i]! - q[i]!) : 0
      influence[arm][i] = residual + q[i]! - means[arm]
    }
  }
  const { diagnostics, warnings } = overlapReport(
    found.propensity,
    problem,
    armWeights(treatment, found.propensity, 'ATE'),
  )
  return {
    ...differenceOf(means, influence),
    standardErrorMethod: 'efficient influence values',
    diagnostics: { ...meansIn(means), epsilon: Object.freeze([epsilon[1], epsilon[0]] as const), ...diagnostics },
    warnings,
    propensity: found.propensity,
  }
}

/** ε that solves Σ w h (y − expit(offset + ε h)) = 0, by Newton's method with halving; null where there is none. */
function fluctuation(y: Float64Array, offset: Float64Array, h: Float64Array, weights: Float64Array): number | null {
  const scoreAt = (epsilon: number): [score: number, slope: number] => {
    let [score, slope] = [0, 0]
    for (let i = 0; i < y.length; i++) {
      if (weights[i] === 0) continue
      const p = 1 / (1 + portableExp(-(offset[i]! + epsilon * h[i]!)))
      score += weights[i]! * h[i]! * (y[i]! - p)
      slope += weights[i]! * h[i]! ** 2 * p * (1 - p)
    }
    return [score, slope]
  }
  let epsilon = 0
  let [score, slope] = scoreAt(0)
  for (let round = 0; round < 100; round++) {
    if (!(slope > 0)) return null
    let step = score / slope
    let next = scoreAt(epsilon + step)
    // the score falls in ε: a step that makes it larger in size went too far
    while (Math.abs(next[0]) > Math.abs(score) && Math.abs(step) > 1e-14) {
      step /= 2
      next = scoreAt(epsilon + step)
    }
    epsilon += step
    ;[score, slope] = next
    if (Math.abs(step) < 1e-12) return epsilon
  }
  return null
}
