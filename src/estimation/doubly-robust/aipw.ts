import { CausalError } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { madeBy } from '../../recipes.js'
import { show } from '../../show.js'
import { noOverlap, overlapGaps, partedBy } from '../core/problem/overlap-gaps.js'
import { unitCount } from '../core/problem/row-weights.js'
import { checkTarget, modelledArms, requireArms, requireRows } from '../core/problem/target-share.js'
import { designOf } from '../core/regression/design.js'
import type { EffectProblem, Estimator, PreparedEstimator } from '../core/types/estimator.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import { checkModel } from '../outcome/regression-adjustment.js'
import { checkClip } from '../weighting/check-clip.js'
import { aipwFromSums } from './aipw-from-sums.js'
import { augment, augmentedMeans, fitNuisance } from './augmented-means.js'
import { isLearnt, type NuisanceOptions, nuisancePlan, planInWords } from './nuisance.js'

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
   * `stacked` (default): holds also when one of the two models is wrong; `HC2`: the same for few rows, with residuals that are
   * corrected for their leverage and a t distribution; `influence`: from the efficient influence values alone, right when both
   * models are. With folds or learners it is `influence`.
   */
  readonly standardErrors?: 'stacked' | 'HC2' | 'influence'
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
  return madeBy('aipw', [options], () => {
    checkOptions(
      'options',
      options,
      ['population', 'clip', 'standardErrors', 'model', 'outcomeLearner', 'propensityLearner', 'folds', 'seed'],
      { folds: 'number' },
    )

    const { population = 'ATE' } = checkedObject('options', options)
    const plan = nuisancePlan(options)
    const { standardErrors = isLearnt(plan) ? 'influence' : 'stacked' } = options
    checkTarget(population, ['ATE', 'ATT', 'ATC'])
    const clip = checkClip(options.clip)
    if (
      !['stacked', 'HC2', 'influence'].includes(standardErrors) ||
      (standardErrors !== 'influence' && isLearnt(plan))
    ) {
      throw new CausalError(
        'invalid-argument',
        `standardErrors must be ${isLearnt(plan) ? "'influence' with folds or learners" : "'stacked', 'HC2' or 'influence'"}, got ${show(standardErrors)}.`,
        { standardErrors },
      )
    }
    const isPlain = population === 'ATE' && standardErrors === 'stacked' && clip === null && plan.model === 'linear'
    const name = `augmented inverse probability weighting${planInWords(plan)}${clip === null ? '' : ` (propensities held in ${clip[0]} to ${clip[1]})`}`
    return Object.freeze({
      name,
      population,
      strategy: 'back-door',
      weighted: true,
      ...(isPlain ? { fromSums: aipwFromSums } : {}),
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
          fit: () => augment(problem, design, population, nuisance, own, standardErrors),
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
