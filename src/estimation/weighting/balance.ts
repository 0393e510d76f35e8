import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject, indexNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { armsOfTable } from '../core/columns/arms-of-table.js'
import { noOverlap, overlapGaps } from '../core/problem/overlap-gaps.js'
import { checkTarget, requireArms, requireRows } from '../core/problem/target-share.js'
import type { TreatmentContrast } from '../core/question/contrast.js'
import { designOf } from '../core/regression/design.js'
import type { Covariate } from '../core/types/estimator.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import { armWeights } from './arm-weights.js'
import { fitArmPropensities } from './propensity.js'

/**
 * What is to be compared between the arms.
 *
 * @category Estimation
 */
export interface BalanceQuestion<N extends string = string> {
  /** The treatment: a column of categories, or with two numbers. */
  readonly treatment: N
  /** Which two treatments are compared, where there are more or their order is to be turned. */
  readonly contrast?: TreatmentContrast
  /** The covariates that the weights are to balance. */
  readonly covariates: readonly N[]
  /** Whom the weights make both arms look like (default `ATE`). */
  readonly population?: 'ATE' | 'ATT' | 'ATC' | 'ATO'
}

/**
 * How unlike the arms are in one covariate, or in one category of it.
 *
 * @category Estimation
 */
export interface CovariateBalance {
  /** The covariate's name, or `name=level` for a category. */
  readonly term: string
  /** The difference of the arms' means in units of the stated denominator; null where that is 0. */
  readonly difference: number | null
  /** The same after weighting by the inverse propensities. */
  readonly weightedDifference: number | null
  /** The variance among the treated over that among the untreated; null where the latter is 0. */
  readonly varianceRatio: number | null
}

/**
 * How well weighting balances the covariates.
 *
 * @category Estimation
 */
export interface Balance {
  /** The arms overlap. */
  readonly estimated: true
  /** By what differences of means are divided, in words. */
  readonly denominator: string
  /** The treatments compared: differences are those of `to` less those of `from`. */
  readonly contrast: {
    /** The treatment compared with. */
    readonly from: string
    /** The other one. */
    readonly to: string
  }
  /** One entry a number or category. */
  readonly covariates: readonly CovariateBalance[]
  /** What could be misread, in words; empty when nothing was seen. */
  readonly warnings: readonly string[]
}

/**
 * The balance table of inverse probability weighting: standardized differences of the covariates' means between the arms,
 * before and after weighting by logistic propensities. Below 0.1 is commonly called balanced (Austin 2009).
 *
 * Differences are divided by the same number before and after: √((s₁² + s₀²) / 2) for `ATE` and `ATO`, the standard
 * deviation of the treated for `ATT`, of the untreated for `ATC`, all unweighted with divisor n − 1.
 *
 * @param table - n rows; the columns used must be complete
 * @param question - treatment, covariates, and whose effect the weights are for
 * @returns one entry a number or category, or a refusal when the arms do not overlap
 * @throws CausalError `unknown-name`, `duplicate-name`, `overlap`, `invalid-argument`, `missing-values`,
 *   `constant-column`, `collinear`, `too-few-rows`, `not-supported` for more than two treatments
 * @complexity O(r n k²) for k coefficients and r Newton steps, about 6
 * @category Estimation
 * @example
 * const b = balance(fromCounts(kidneyStones), { treatment: 'treatment', covariates: ['stone'] })
 * 'covariates' in b && b.covariates[1]
 * //=> { term: 'stone=large', difference: 1.2253, weightedDifference: 0.0000, varianceRatio: 1.0593 }
 */
export function balance<T>(table: Table<T>, question: BalanceQuestion<keyof T & string>): Balance | RefusedEffect {
  return calledAs('balance', () => {
    checkOptions('question', question, ['treatment', 'covariates', 'population', 'contrast'])

    const { treatment, covariates, contrast, population = 'ATE' } = checkedObject('question', question)
    checkTarget(population, ['ATE', 'ATT', 'ATC', 'ATO'])
    indexNames('covariate', covariates)
    if (covariates.length === 0 || covariates.includes(treatment)) {
      const message =
        covariates.length === 0 ? 'name at least one covariate.' : `${show(treatment)} is both treatment and covariate.`
      throw new CausalError(covariates.length === 0 ? 'invalid-argument' : 'overlap', message, { treatment })
    }
    const { problem, coded } = armsOfTable(table, { treatment, covariates, contrast })
    requireArms(problem, 'balance')
    requireRows(problem, 2, [0, 1])
    const design = designOf(problem.covariates, problem.n)
    const gaps = overlapGaps(problem, population)
    const propensity = gaps.length > 0 ? null : fitArmPropensities(design, problem.treatment, null, null)
    if (propensity === null)
      return noOverlap(problem, gaps, 'a combination of the covariates tells perfectly who was treated')
    const { control, treated } = armWeights(problem.treatment, propensity, population)
    const weights = control.map((weight, i) => weight + treated[i]!)
    const entries = problem.covariates.flatMap(termsOf).map(({ term, values }): CovariateBalance => {
      const raw = armMoments(values, problem.treatment, null)
      const weighted = armMoments(values, problem.treatment, weights)
      const [s0, s1] = raw.variance
      const unit = Math.sqrt(population === 'ATT' ? s1 : population === 'ATC' ? s0 : (s0 + s1) / 2)
      const divide = (a: number, b: number): number | null => (b > 0 ? a / b : null)
      return Object.freeze({
        term,
        difference: divide(raw.mean[1] - raw.mean[0], unit),
        weightedDifference: divide(weighted.mean[1] - weighted.mean[0], unit),
        varianceRatio: divide(s1, s0),
      })
    })
    return Object.freeze({
      estimated: true,
      denominator: denominators[population],
      contrast: Object.freeze(coded.contrast),
      covariates: Object.freeze(entries),
      warnings: Object.freeze([...coded.warnings]),
    })
  })
}

const denominators = {
  ATE: 'root of the mean of the two variances',
  ATO: 'root of the mean of the two variances',
  ATT: 'standard deviation of the treated',
  ATC: 'standard deviation of the untreated',
}

/** A number as it is; categories as one indicator a level that occurs. */
function termsOf({ name, values, levels }: Covariate): { term: string; values: Float64Array }[] {
  if (levels === undefined) return [{ term: name, values: values as Float64Array }]
  const used = new Set(values)
  return levels.flatMap((level, code) =>
    used.has(code)
      ? [{ term: `${name}=${level}`, values: Float64Array.from(values, (value) => (value === code ? 1 : 0)) }]
      : [],
  )
}

/** Means and variances (divisor n − 1) of the untreated and the treated; weights change the means only. */
function armMoments(
  values: Float64Array,
  treatment: Float64Array,
  weights: Float64Array | null,
): { mean: [number, number]; variance: [number, number] } {
  const origin = values[0]!
  const [total, sum, square, rows] = [
    [0, 0],
    [0, 0],
    [0, 0],
    [0, 0],
  ] as [number, number][] as [[number, number], [number, number], [number, number], [number, number]]
  for (let i = 0; i < values.length; i++) {
    const arm = treatment[i]
    if (arm !== 0 && arm !== 1) continue
    const weight = weights === null ? 1 : weights[i]!
    total[arm] += weight
    sum[arm] += weight * (values[i]! - origin)
    rows[arm]++
  }
  const mean: [number, number] = [sum[0] / total[0], sum[1] / total[1]]
  for (let i = 0; i < values.length; i++) {
    const arm = treatment[i]
    if (arm !== 0 && arm !== 1) continue
    square[arm] += (values[i]! - origin - mean[arm]) ** 2
  }
  return { mean, variance: [square[0] / (rows[0] - 1), square[1] / (rows[1] - 1)] }
}
