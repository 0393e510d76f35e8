import { CausalError } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { madeBy } from '../../recipes.js'
import { show } from '../../show.js'
import { checkedWord } from '../core/designs/read-question.js'
import { onRows } from '../core/problem/on-rows.js'
import { noOverlap, overlapGaps, partedBy } from '../core/problem/overlap-gaps.js'
import { unitCount, unitsOf } from '../core/problem/row-weights.js'
import { checkTarget, requireArms, requireRows } from '../core/problem/target-share.js'
import { designOf } from '../core/regression/design.js'
import { isRefused } from '../core/report/refused.js'
import type { EffectProblem, Estimator, EstimatorFit, PreparedEstimator } from '../core/types/estimator.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import type { SumsProblem } from '../core/types/sums.js'
import { checkClip } from './check-clip.js'
import { expectedWorth, tooLittleOverlap } from './expected-worth.js'
import { ipwFromSums } from './ipw-from-sums.js'
import { fitArmPropensities } from './propensity.js'
import { type Weighting, weigh } from './weighted-means.js'

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
  /** Report the weights times the share of each arm, as marginal structural models use them (for the ATE; the effect is the same). */
  readonly stabilized?: boolean
  /**
   * Leave out rows whose propensity lies outside these bounds, such as `[0.1, 0.9]` (Crump et al. 2009), and fit anew on the
   * rest: the effect is then theirs. How many are left out is reported.
   */
  readonly trim?: readonly [number, number]
  /** Count that propensities are fitted (`stacked`, the default), or take them as known (`fixed`). */
  readonly standardErrors?: 'stacked' | 'fixed'
  /**
   * What to do where the rows of an arm are expected to be worth less than 30 % of themselves for the ATE, so that a 95 % interval holds
   * the truth 55 to 80 % of the time: `refuse` (default), or `estimate` with a warning.
   */
  readonly weakOverlap?: 'refuse' | 'estimate'
}

/**
 * Inverse probability weighting: each arm is weighted to look like the target population, by a logistic model of who
 * gets treated.
 *
 * The standard error stacks the estimating equations of propensity and means, and so counts that propensities are
 * fitted. Overlap is reported: the range of propensities and the effective sample size of each arm. Right when the
 * propensity model is; arms that the covariates part perfectly are refused, and those that overlap so little that the interval
 * would not hold what it promises (`weakOverlap`).
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
  return madeBy('ipw', [options], () => {
    checkOptions(
      'options',
      options,
      ['population', 'clip', 'normalized', 'stabilized', 'trim', 'standardErrors', 'weakOverlap'],
      { normalized: 'boolean', stabilized: 'boolean' },
    )

    const { population = 'ATE', normalized = true, stabilized = false } = checkedObject('options', options)
    const { standardErrors = 'stacked' } = options
    const weakOverlap = checkedWord('weakOverlap', options.weakOverlap ?? 'refuse', ['refuse', 'estimate'])
    checkTarget(population, ['ATE', 'ATT', 'ATC', 'ATO'])
    const clip = checkClip(options.clip)
    const trim = checkClip(options.trim, 'trim')
    if (standardErrors !== 'stacked' && standardErrors !== 'fixed') {
      throw new CausalError(
        'invalid-argument',
        `standardErrors must be 'stacked' or 'fixed', got ${show(standardErrors)}.`,
        {
          standardErrors,
        },
      )
    }
    if ((!normalized || stabilized) && population !== 'ATE') {
      const what = stabilized ? 'stabilized weights' : 'weights without normalisation'
      throw new CausalError('invalid-argument', `${what} are for the ATE only.`, {
        population,
      })
    }
    const isPlain =
      population === 'ATE' &&
      normalized &&
      !stabilized &&
      standardErrors === 'stacked' &&
      clip === null &&
      trim === null
    const name = `inverse probability weighting (${normalized ? 'Hájek' : 'Horvitz–Thompson'}${stabilized ? ', stabilized' : ''}${clip === null ? '' : `, propensities held in ${clip[0]} to ${clip[1]}`}${trim === null ? '' : `, rows trimmed to propensities in ${trim[0]} to ${trim[1]}`})`
    return Object.freeze({
      name,
      population,
      strategy: 'back-door',
      weighted: true,
      ...(isPlain ? { fromSums: (problem: SumsProblem) => ipwFromSums(problem, weakOverlap) } : {}),
      prepare: (problem: EffectProblem): PreparedEstimator | RefusedEffect => {
        requireArms(problem, 'ipw')
        const settings = {
          target: population,
          clip,
          normalized,
          stabilized,
          fixed: standardErrors === 'fixed',
          weakOverlap,
        }
        return trim === null ? prepareWeighting(problem, settings) : trimmed(problem, trim, settings)
      },
    })
  })
}

type IpwSettings = Omit<Weighting, 'design'> & {
  readonly clip: readonly [number, number] | null
  readonly weakOverlap: 'refuse' | 'estimate'
}

function prepareWeighting(
  problem: EffectProblem,
  { clip, weakOverlap, ...settings }: IpwSettings,
): PreparedEstimator | RefusedEffect {
  const design = designOf(problem.covariates, problem.n, unitCount(problem))
  requireRows(problem, 2)
  const gaps = overlapGaps(problem, settings.target)
  if (gaps.length > 0) return noOverlap(problem, gaps, '')
  const own = problem.weights ?? null
  const propensity = fitArmPropensities(design, problem.treatment, clip, own)
  if (propensity === null) return noOverlap(problem, [], partedBy(problem))
  const refusal =
    weakOverlap === 'refuse' && settings.target === 'ATE'
      ? tooLittleOverlap(problem.arms!, expectedWorth(propensity, problem), 'ipw')
      : null
  if (refusal !== null) return refusal
  const plan = { design, ...settings }
  const again = (weights: Float64Array): EstimatorFit | null => {
    const refit = fitArmPropensities(design, problem.treatment, clip, weights, propensity)
    return refit === null ? null : weigh(problem, { ...plan, fixed: true }, refit, weights)
  }
  return {
    fit: () => weigh(problem, plan, propensity, own),
    reweighted: (weights) => again(weights)?.estimate ?? null,
    reweightedMeans: (weights) => again(weights)?.arms?.means ?? null,
  }
}

/** Weighting on the rows whose propensity lies within bounds; the others keep their place with influence 0. */
function trimmed(
  problem: EffectProblem,
  [low, high]: readonly [number, number],
  settings: Parameters<typeof prepareWeighting>[1],
): PreparedEstimator | RefusedEffect {
  if (problem.treatmentLevels !== undefined) {
    throw new CausalError('not-supported', 'trimming is for a treatment with two values: take the rows of two arms.', {
      treatment: problem.treatmentName,
    })
  }
  const design = designOf(problem.covariates, problem.n, unitCount(problem))
  const first = fitArmPropensities(design, problem.treatment, null, problem.weights ?? null)
  if (first === null) return noOverlap(problem, [], partedBy(problem))
  const kept = first.treated.e.map((e) => (e >= low && e <= high ? 1 : 0))
  const ready = onRows(problem, kept, (part) => prepareWeighting(part, settings))
  if (isRefused(ready)) return ready
  return {
    ...ready,
    fit: () => {
      const fit = ready.fit()
      if (isRefused(fit)) return fit
      const units = unitsOf(problem)
      const left = kept.reduce((sum, keep, i) => sum + (1 - keep) * (units?.[i] ?? 1), 0)
      return {
        ...fit,
        diagnostics: { ...fit.diagnostics, trimmed: left },
        warnings:
          left > 0
            ? [
                ...fit.warnings,
                `${left} rows with propensities outside ${low} to ${high} were left out: the effect is that of the others.`,
              ]
            : fit.warnings,
      }
    },
  }
}
