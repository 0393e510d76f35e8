import { CausalError } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { standardized } from '../../numeric/standardized.js'
import { checkOptions } from '../../options.js'
import { madeBy } from '../../recipes.js'
import { show } from '../../show.js'
import { noOverlap, overlapGaps, partedBy } from '../core/problem/overlap-gaps.js'
import { checkTarget, requireArms, requireRows } from '../core/problem/target-share.js'
import type { TargetPopulation } from '../core/question/contrast.js'
import { type Design, designOf } from '../core/regression/design.js'
import { differenceOf, meansIn } from '../core/report/arm-report.js'
import { refused } from '../core/report/refused.js'
import type { EffectProblem, Estimator, EstimatorFit, PreparedEstimator } from '../core/types/estimator.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import { meansOf, shareOf, sumStrata } from '../outcome/strata.js'
import { fitArmPropensities } from '../weighting/propensity.js'

/**
 * Options of `subclassification`.
 *
 * @category Estimation
 */
export interface SubclassificationOptions {
  /** Whose effect (default `ATE`). */
  readonly population?: 'ATE' | 'ATT' | 'ATC'
  /** How many strata (default 5). */
  readonly strata?: number
}

/**
 * Subclassification: rows are cut into strata at the quantiles of the logistic propensity, the arms' means compared within
 * each, and averaged over the strata of the population.
 *
 * Five strata take out about nine tenths of the bias of a single number (Cochran 1968; Rosenbaum & Rubin 1984): what is left
 * does not fade with more rows, so prefer weighting or `aipw` when the effect is to be exact. The cut points (quantiles of type
 * 7) count as known, and the standard error is that of stratified means.
 *
 * @param options - whose effect, how many strata
 * @returns an estimator for `estimateEffect`
 * @throws CausalError `invalid-argument` for options out of range
 * @complexity O(r n k² + n log n)
 * @category Estimation
 * @example
 * const t = table({ T: [0, 1, 0, 1, 0, 1, 0, 1], X: [1, 2, 3, 2, 3, 2, 1, 4], Y: [1, 4, 3, 5, 3, 6, 2, 8] })
 * const e = estimateEffect(t, {
 *   graph: dag('X -> T -> Y; X -> Y'),
 *   treatment: 'T',
 *   outcome: 'Y',
 *   estimator: subclassification({ strata: 1 }),
 * })
 * e.estimated && e.estimate
 * //=> 3.5
 */
export function subclassification(options: SubclassificationOptions = {}): Estimator {
  return madeBy('subclassification', [options], () => {
    checkOptions('options', options, ['population', 'strata'], { strata: 'number' })
    const { population = 'ATE', strata = 5 } = checkedObject('options', options)
    checkTarget(population, ['ATE', 'ATT', 'ATC'])
    if (!(Number.isSafeInteger(strata) && strata >= 1)) {
      throw new CausalError('invalid-argument', `strata must be a whole number from 1, got ${show(strata)}.`, {
        strata,
      })
    }
    return Object.freeze({
      name: `subclassification (${strata} strata of the propensity)`,
      population,
      strategy: 'back-door',
      prepare: (problem: EffectProblem): PreparedEstimator | RefusedEffect => {
        requireArms(problem, 'subclassification')
        requireRows(problem, 2)
        const design = designOf(problem.covariates, problem.n)
        const gaps = overlapGaps(problem, population)
        if (gaps.length > 0) return noOverlap(problem, gaps, '')
        const first = stratify(problem, design, strata, null)
        if (first === null) return noOverlap(problem, [], partedBy(problem))
        const again = (weights: Float64Array): readonly [number, number] | null => {
          const found = stratify(problem, design, strata, weights)
          return found === null ? null : meansOf(sumStrata(problem, found.group, strata, weights), population)
        }
        return {
          fit: () => stratified(problem, first, strata, population),
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

interface Stratification {
  readonly group: Int32Array
  readonly propensity: Float64Array
}

/** The difference between the arms in the propensity that is left within strata, in standard deviations of all rows. */
function differenceLeft(
  problem: EffectProblem,
  propensity: Float64Array,
  group: Int32Array,
  count: number,
  population: TargetPopulation,
): number {
  const spread = standardized(propensity)
  if (spread === null) return 0
  const [control, treated] = meansOf(sumStrata({ ...problem, outcome: spread.column }, group, count, null), population)!
  return treated - control
}

/** Says so where what is left is not small beside chance: it biases the estimate, and more rows do not help. */
function leftOver(difference: number, n: number): string[] {
  if (Math.abs(difference) * Math.sqrt(n / 4) <= 0.5) return []
  return [
    `within the strata the arms still differ in their propensity by ${difference.toPrecision(2)} standard deviations, which biases the estimate: ask for more strata, or use aipw().`,
  ]
}

/** The stratum of each row: how many of the cut points are at or below its propensity. */
function stratify(
  { n, treatment, covariates }: EffectProblem,
  design: Design,
  strata: number,
  weights: Float64Array | null,
): Stratification | null {
  if (covariates.length === 0) return { group: new Int32Array(n), propensity: new Float64Array(n) }
  const fit = fitArmPropensities(design, treatment, null, weights)
  if (fit === null) return null
  const e = fit.treated.e
  const drawn = weights === null ? e : Float64Array.from(repeated(e, weights))
  const sorted = drawn.slice().sort()
  const cuts = Array.from({ length: strata - 1 }, (_, s) => {
    const at = ((s + 1) / strata) * (sorted.length - 1)
    const low = Math.floor(at)
    return sorted[low]! + (at - low) * (sorted[Math.min(low + 1, sorted.length - 1)]! - sorted[low]!)
  })
  return { group: Int32Array.from(e, (value) => cuts.filter((cut) => cut <= value).length), propensity: e }
}

function* repeated(values: Float64Array, weights: Float64Array): Generator<number> {
  for (let i = 0; i < values.length; i++) for (let c = 0; c < Math.round(weights[i]!); c++) yield values[i]!
}

function stratified(
  problem: EffectProblem,
  { group, propensity }: Stratification,
  count: number,
  population: TargetPopulation,
): EstimatorFit | RefusedEffect {
  const { n, treatment, outcome, arms } = problem
  const strata = sumStrata(problem, group, count, null)
  const sizes = Array.from(strata.whole)
  for (let s = 0; s < count; s++) {
    for (const arm of [0, 1] as const) {
      if (shareOf(strata, s, population) === 0 || strata.size[arm][s]! >= 2) continue
      return refused(
        'no-overlap',
        `of the ${strata.whole[s]} rows in stratum ${s + 1} of ${count} (from the least propensity up) ${strata.size[arm][s]} had ${arms![arm]}, and 2 are needed: ask for fewer strata, or restrict the rows.`,
        { stratum: s, rows: strata.whole[s], arm: arms![arm] },
      )
    }
  }
  const means = meansOf(strata, population)!
  const left = differenceLeft(problem, propensity, group, count, population)
  let total = 0
  for (let s = 0; s < count; s++) total += shareOf(strata, s, population)
  // the sum of squares within an arm of a stratum over its size less 1, as for stratified means
  const influence = [new Float64Array(n), new Float64Array(n)] as const
  for (let i = 0; i < n; i++) {
    const s = group[i]!
    const arm = treatment[i]
    if (arm !== 0 && arm !== 1) continue
    const size = strata.size[arm][s]!
    const share = shareOf(strata, s, population) / total
    if (share === 0) continue
    influence[arm][i] = ((n * share) / size) * (outcome[i]! - strata.mean[arm][s]!) * Math.sqrt(size / (size - 1))
  }
  return {
    ...differenceOf(means, influence),
    standardErrorMethod: 'stratified means, strata taken as known',
    diagnostics: { ...meansIn(means), sizes: Object.freeze(sizes), differenceLeft: left },
    warnings: leftOver(left, n),
  }
}
