import { CausalError } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { leastSquares } from '../../numeric/least-squares.js'
import { wholePower } from '../../numeric/special/portable-pow.js'
import { times } from '../../numeric/weighted-gram.js'
import { checkOptions } from '../../options.js'
import { madeBy } from '../../recipes.js'
import { show } from '../../show.js'
import { noOverlap, overlapGaps } from '../core/problem/overlap-gaps.js'
import { totalWeight, unitCount, weightedBy } from '../core/problem/row-weights.js'
import { checkTarget, requireArms, requireRows, targetShare } from '../core/problem/target-share.js'
import type { TargetPopulation } from '../core/question/contrast.js'
import { type Design, designOf } from '../core/regression/design.js'
import { differenceOf, meansIn } from '../core/report/arm-report.js'
import type { Covariate, EffectProblem, Estimator, EstimatorFit, PreparedEstimator } from '../core/types/estimator.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import { balancingWeights } from './balancing-weights.js'
import { effectiveSize } from './overlap-report.js'

/**
 * Options of `entropyBalancing`.
 *
 * @category Estimation
 */
export interface EntropyBalancingOptions {
  /** Whose effect (default `ATT`). */
  readonly population?: 'ATE' | 'ATT' | 'ATC'
  /** Balance means (1, the default), also squares (2), also cubes (3) of numbers. */
  readonly moments?: 1 | 2 | 3
}

/**
 * Entropy balancing: the weights nearest to equal ones, in relative entropy, with which the rows of an arm have exactly the
 * covariate means of the target population (Hainmueller 2012).
 *
 * Doubly robust: right when the outcome is linear in what is balanced, or the log odds of treatment are (Zhao & Percival 2017).
 * The standard error stacks the estimating equations of target, weights and means. Where no positive weights balance, the
 * arms do not overlap, and the refusal says so.
 *
 * @param options - whose effect, which moments
 * @returns an estimator for `estimateEffect`
 * @throws CausalError `invalid-argument` for options out of range
 * @complexity O(r n k²) for k moments and r Newton steps, about 8
 * @category Estimation
 * @example
 * const t = fromCounts(kidneyStones)
 * const e = estimateEffect(t, {
 *   graph: dag('stone -> treatment -> recovered; stone -> recovered'),
 *   treatment: 'treatment',
 *   outcome: 'recovered',
 *   estimator: entropyBalancing(),
 * })
 * e.estimated && e.estimate
 * //=> 0.047964
 */
export function entropyBalancing(options: EntropyBalancingOptions = {}): Estimator {
  return madeBy('entropyBalancing', [options], () => {
    checkOptions('options', options, ['population', 'moments'], { moments: 'number' })
    const { population = 'ATT', moments = 1 } = checkedObject('options', options)
    checkTarget(population, ['ATE', 'ATT', 'ATC'])
    if (moments !== 1 && moments !== 2 && moments !== 3) {
      throw new CausalError('invalid-argument', `moments must be 1, 2 or 3, got ${show(moments)}.`, { moments })
    }
    return Object.freeze({
      name: `entropy balancing (${moments === 1 ? 'means' : moments === 2 ? 'means and squares' : 'means, squares and cubes'})`,
      population,
      strategy: 'back-door',
      weighted: true,
      prepare: (problem: EffectProblem): PreparedEstimator | RefusedEffect => {
        requireArms(problem, 'entropyBalancing')
        const design = designOf(
          problem.covariates.flatMap((covariate) => powersOf(covariate, moments)),
          problem.n,
          unitCount(problem),
        )
        const gaps = overlapGaps(problem, population)
        if (gaps.length > 0) return noOverlap(problem, gaps, '')
        requireRows(problem, 2)
        const run = (weights: Float64Array | null) => balanced(problem, design, population, weights)
        const first = run(problem.weights ?? null)
        if (first === null) {
          return noOverlap(
            problem,
            [],
            'no positive weights give the rows of one arm the covariate means of the population asked for',
          )
        }
        return {
          fit: () => first,
          reweighted: (weights) => run(weights)?.estimate ?? null,
          reweightedMeans: (weights) => run(weights)?.arms?.means ?? null,
        }
      },
    })
  })
}

/** A covariate with its squares and cubes, where it is a number with more values than powers. */
function powersOf(covariate: Covariate, moments: number): Covariate[] {
  if (covariate.levels !== undefined) return [covariate]
  const values = covariate.values as Float64Array
  const distinct = new Set(values).size
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Array.from({ length: Math.min(moments, distinct - 1) }, (_, p) => ({
    name: p === 0 ? covariate.name : `${covariate.name}^${p + 1}`,
    // centred, so that powers are not nearly the same column
    values: p === 0 ? values : values.map((value) => wholePower(value - mean, p + 1)),
  }))
}

function balanced(
  problem: EffectProblem,
  design: Design,
  target: TargetPopulation,
  weights: Float64Array | null,
): EstimatorFit | null {
  const { n, treatment, outcome } = problem
  const { k, x } = design
  const share = targetShare(treatment, target)
  const rows = totalWeight(weights, n)
  const size = totalWeight(weightedBy(weights, share), n)
  const center = new Float64Array(k)
  for (let i = 0; i < n; i++)
    for (let a = 0; a < k; a++) center[a]! += ((weights?.[i] ?? 1) * share[i]! * x[i * k + a]!) / size
  const means: [number, number] = [0, 0]
  const influence = [new Float64Array(n), new Float64Array(n)] as const
  const effective: [number, number] = [0, 0]
  let imbalance = 0
  for (const arm of [0, 1] as const) {
    const own = treatment.map((t, i) => (t === arm ? (weights?.[i] ?? 1) : 0))
    const isTarget = (target === 'ATT' && arm === 1) || (target === 'ATC' && arm === 0)
    const found = isTarget
      ? { w: own.map((v) => (v > 0 ? 1 : 0)), imbalance: 0 }
      : balancingWeights(design, own, center)
    if (found === null) return null
    const { w } = found
    imbalance = Math.max(imbalance, found.imbalance)
    const full = w.map((value, i) => value * own[i]!)
    const total = totalWeight(full, n)
    let mean = 0
    for (let i = 0; i < n; i++) mean += (full[i]! * outcome[i]!) / total
    means[arm] = mean
    effective[arm] = effectiveSize(w, own)
    // the influence is that of the weighted regression on what is balanced, read at the target's means
    const fit = isTarget ? null : leastSquares(x, n, k, outcome, full)
    if (fit !== null && !fit.ok) return null
    const slopes = fit?.coefficients.slice() ?? null
    if (slopes !== null) slopes[0] = 0
    const along = slopes === null ? null : times(x, n, k, slopes)
    const at = slopes === null ? 0 : slopes.reduce((sum, slope, a) => sum + slope * center[a]!, 0)
    for (let i = 0; i < n; i++) {
      const residual = fit === null ? outcome[i]! - mean : fit.residuals[i]!
      const inArm = treatment[i] === arm ? (w[i]! * residual * rows) / total : 0
      influence[arm][i] = inArm + (along === null ? 0 : (share[i]! * (along[i]! - at) * rows) / size)
    }
  }
  return {
    ...differenceOf(means, influence),
    standardErrorMethod: 'stacked estimating equations (sandwich), balancing weights included',
    diagnostics: {
      ...meansIn(means),
      effectiveSampleSize: Object.freeze({ treated: effective[1], control: effective[0] }),
      largestImbalance: imbalance,
    },
    warnings:
      Math.min(...effective) < 10
        ? [
            `after balancing an arm is worth ${Math.min(...effective).toPrecision(2)} rows: intervals then hold the truth less often than they say. Balance less, or restrict the rows to where both treatments occur.`,
          ]
        : [],
  }
}
