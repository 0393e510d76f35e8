import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { type Design, designOf } from '../core/design.js'
import { noOverlap, overlapGaps } from '../core/overlap-gaps.js'
import { checkTarget, requireArms, requireRows } from '../core/target-share.js'
import type {
  EffectProblem,
  Estimator,
  EstimatorFit,
  PreparedEstimator,
  RefusedEffect,
  TargetPopulation,
} from '../core/types.js'
import { armWeights } from './arm-weights.js'
import { overlapReport } from './overlap-report.js'
import { type ArmPropensities, addPropensityInfluence, fitArmPropensities } from './propensity.js'

/**
 * Options of `ipw`.
 *
 * @category Estimation
 */
export interface IpwOptions {
  /** Whose effect (default `ATE`). */
  readonly population?: 'ATE' | 'ATT' | 'ATC' | 'ATO'
  /** Hold propensities within these bounds, such as `[0.01, 0.99]`; how many were held is reported. Not done unasked. */
  readonly clip?: readonly [number, number]
  /** Divide by the sum of the weights (Hájek, the default), or by n (Horvitz–Thompson, for the ATE only). */
  readonly normalized?: boolean
}

/**
 * Inverse probability weighting: each arm is weighted to look like the target population, by a logistic model of who
 * gets treated.
 *
 * The standard error stacks the estimating equations of propensity and means, and so counts that propensities are
 * fitted. Overlap is reported: the range of propensities and the effective sample size of each arm. Right when the
 * propensity model is; arms that the covariates part perfectly are refused.
 *
 * Hájek 1971; Robins, Hernán & Brumback 2000; Lunceford & Davidian 2004 for the standard error; Li, Morgan & Zaslavsky
 * 2018 for `ATO`.
 *
 * @param options - whose effect, clipping, normalisation
 * @returns an estimator for `estimateEffect`
 * @throws CausalError `invalid-argument` for options out of range or that do not go together
 * @complexity O(r n k²) for k coefficients and r Newton steps, about 6
 * @category Estimation
 * @example
 * const t = fromCounts(kidneyStones)
 * const e = estimateEffect(t, {
 *   graph: dag('stone -> treatment -> recovered; stone -> recovered'),
 *   treatment: 'treatment',
 *   outcome: 'recovered',
 *   estimator: ipw(),
 * })
 * e.estimated && e.estimate
 * //=> 0.053671
 */
export function ipw(options: IpwOptions = {}): Estimator {
  return calledAs('ipw', () => {
    checkOptions('options', options, ['population', 'clip', 'normalized'])

    const { population = 'ATE', normalized = true } = checkedObject('options', options)
    checkTarget(population, ['ATE', 'ATT', 'ATC', 'ATO'])
    const clip = checkClip(options.clip)
    if (!normalized && population !== 'ATE') {
      throw new CausalError('invalid-argument', 'weights without normalisation are for the ATE only.', {
        population,
      })
    }
    const name = `inverse probability weighting (${normalized ? 'Hájek' : 'Horvitz–Thompson'}${clip === null ? '' : `, propensities held in ${clip[0]} to ${clip[1]}`})`
    return Object.freeze({
      name,
      population,
      strategy: 'back-door',
      prepare: (problem: EffectProblem): PreparedEstimator | RefusedEffect => {
        requireArms(problem, 'ipw')
        const design = designOf(problem.covariates, problem.n)
        requireRows(problem, 2)
        const gaps = overlapGaps(problem, population)
        if (gaps.length > 0) return noOverlap(problem, gaps, '')
        const propensity = fitArmPropensities(design, problem.treatment, clip, null)
        if (propensity === null) return noOverlap(problem, [], parted)
        const plan = { design, target: population, normalized }
        return {
          fit: () => weigh(problem, plan, propensity, null),
          reweighted: (weights) => {
            const refit = fitArmPropensities(design, problem.treatment, clip, weights, propensity)
            return refit === null ? null : weigh(problem, plan, refit, weights).estimate
          },
        }
      },
    })
  })
}

/** Bounds for propensities, or null for none. */
export function checkClip(clip: readonly [number, number] | undefined): readonly [number, number] | null {
  if (clip === undefined) return null
  if (!(Array.isArray(clip) && clip.length === 2 && clip[0] > 0 && clip[0] < clip[1] && clip[1] < 1)) {
    throw new CausalError('invalid-argument', `clip must be [low, high] with 0 < low < high < 1, got ${show(clip)}.`, {
      clip,
    })
  }
  return clip
}

export const parted = 'a combination of the covariates tells perfectly who was treated'

interface Weighting {
  readonly design: Design
  readonly target: TargetPopulation
  readonly normalized: boolean
}

function weigh(
  { n, treatment, outcome }: EffectProblem,
  { design, target, normalized }: Weighting,
  propensity: ArmPropensities,
  weights: Float64Array | null,
): EstimatorFit {
  const w = armWeights(treatment, propensity, target)
  const mean = (own: Float64Array): { mean: number; total: number } => {
    let sum = 0
    let total = 0
    let rows = 0
    for (let i = 0; i < n; i++) {
      const weight = weights === null ? 1 : weights[i]!
      sum += weight * own[i]! * outcome[i]!
      total += weight * own[i]!
      rows += weight
    }
    return normalized ? { mean: sum / total, total: total / rows } : { mean: sum / rows, total: 1 }
  }
  const one = mean(w.treated)
  const zero = mean(w.control)
  const estimate = one.mean - zero.mean
  // centred at the mean when normalised; else the weighted outcome itself, less its mean
  const influence = new Float64Array(n)
  const [byTreated, byControl] = w.slopes
  const slopes = [new Float64Array(n), byControl === null ? null : new Float64Array(n)] as const
  for (let i = 0; i < n; i++) {
    const y1 = (outcome[i]! - (normalized ? one.mean : 0)) / one.total
    const y0 = (outcome[i]! - (normalized ? zero.mean : 0)) / zero.total
    influence[i] = w.treated[i]! * y1 - w.control[i]! * y0 - (normalized ? 0 : estimate)
    slopes[0][i] = (byTreated.treated[i]! * y1 - byTreated.control[i]! * y0) / n
    if (byControl !== null) slopes[1]![i] = (byControl.treated[i]! * y1 - byControl.control[i]! * y0) / n
  }
  if (weights === null) addPropensityInfluence(influence, design, propensity, slopes)
  const { diagnostics, warnings } = overlapReport(propensity, treatment, w)
  return {
    estimate,
    influence,
    standardErrorMethod: 'stacked estimating equations (sandwich), fitted propensities included',
    diagnostics: { meanUnderTreatment: one.mean, meanUnderControl: zero.mean, ...diagnostics },
    warnings,
  }
}
