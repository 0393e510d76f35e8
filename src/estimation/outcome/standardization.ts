import { groupRows } from '../../data/statistics/collapse-rows.js'
import { checkedObject, quoteNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { madeBy } from '../../recipes.js'
import { codesOf } from '../core/columns/discrete-codes.js'
import { totalWeight, weightedBy } from '../core/problem/row-weights.js'
import { checkTarget, requireArms, requireRows, targetShare } from '../core/problem/target-share.js'
import type { TargetPopulation } from '../core/question/contrast.js'
import { differenceOf, meansIn } from '../core/report/arm-report.js'
import { refused } from '../core/report/refused.js'
import type { EffectProblem, Estimator, EstimatorFit, PreparedEstimator } from '../core/types/estimator.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import { mantelHaenszel, meansOf, type Strata, shareOf, sumStrata } from './strata.js'

/**
 * Options of `standardization`.
 *
 * @category Estimation
 */
export interface StandardizationOptions {
  /** Whose effect (default `ATE`). */
  readonly population?: 'ATE' | 'ATT' | 'ATC'
}

/**
 * Exact adjustment for discrete covariates: the arms' mean outcomes are compared within each stratum and averaged over
 * the strata of the target population, Σ_z (E[Y | t₁, z] − E[Y | t₀, z]) P(z).
 *
 * No model is assumed: with every combination of covariates a stratum of its own, regression, weighting and their
 * doubly robust mix all give this number. A stratum that lacks an arm is refused by name.
 *
 * @param options - whose effect
 * @returns an estimator for `estimateEffect`
 * @throws CausalError `invalid-argument` for an unknown population
 * @complexity O(n k)
 * @category Estimation
 * @example
 * const t = fromCounts(kidneyStones)
 * const e = estimateEffect(t, {
 *   graph: dag('stone -> treatment -> recovered; stone -> recovered'),
 *   treatment: 'treatment',
 *   outcome: 'recovered',
 *   estimator: standardization(),
 * })
 * e.estimated && e.diagnostics['meanUnderTreatment']
 * //=> 0.832546
 * e.estimated && e.diagnostics['meanUnderControl']
 * //=> 0.778875
 */
export function standardization(options: StandardizationOptions = {}): Estimator {
  return madeBy('standardization', [options], () => {
    checkOptions('options', options, ['population'])

    const { population = 'ATE' } = checkedObject('options', options)
    checkTarget(population, ['ATE', 'ATT', 'ATC'])
    return Object.freeze({
      name: 'standardization over strata',
      population,
      strategy: 'back-door',
      weighted: true,
      prepare: (problem: EffectProblem): PreparedEstimator | RefusedEffect => {
        requireArms(problem, 'standardization')
        const columns = problem.covariates.map((covariate) => codesOf(covariate, 'or use another estimator'))
        const { group, first } =
          columns.length === 0
            ? { group: new Int32Array(problem.n), first: Int32Array.of(0) }
            : groupRows(
                columns.map(({ codes }) => codes),
                columns.map(({ size }) => size),
              )
        const strata = sumStrata(problem, group, first.length, problem.weights ?? null)
        const empty = emptyStrata(problem, strata, first, population)
        if (empty.length > 0) return noStratum(problem, empty)
        requireRows(problem, 2)
        return {
          fit: () => standardize(problem, group, strata, population),
          reweighted: (weights) => gapOf(meansOf(sumStrata(problem, group, first.length, weights), population)),
          reweightedMeans: (weights) => meansOf(sumStrata(problem, group, first.length, weights), population),
        }
      },
    })
  })
}

function standardize(
  problem: EffectProblem,
  group: Int32Array,
  strata: Strata,
  target: TargetPopulation,
): EstimatorFit {
  const { n, treatment, outcome } = problem
  const weights = problem.weights ?? null
  const means = meansOf(strata, target)!
  const share = targetShare(treatment, target)
  const total = totalWeight(weightedBy(weights, share), n)
  const size = totalWeight(weights, n)
  const influence = [new Float64Array(n), new Float64Array(n)] as const
  for (let i = 0; i < n; i++) {
    const s = group[i]!
    const part = shareOf(strata, s, target)
    if (part === 0) continue
    for (const arm of [0, 1] as const) {
      // rows of an arm that is not compared say only who belongs to the population
      const noise = treatment[i] === arm ? (part / strata.size[arm][s]!) * (outcome[i]! - strata.mean[arm][s]!) : 0
      influence[arm][i] = (size / total) * (share[i]! * (strata.mean[arm][s]! - means[arm]) + noise)
    }
  }
  const single = singleRows(problem, group, strata)
  const ratio = isBinary(outcome) ? mantelHaenszel(strata) : null
  return {
    ...differenceOf(means, influence),
    standardErrorMethod: 'influence values of the saturated model (sandwich)',
    diagnostics: {
      ...meansIn(means),
      strata: strata.size[0].length,
      singleRows: single,
      ...(ratio === null ? {} : { mantelHaenszelOddsRatio: ratio }),
    },
    warnings:
      single > 0
        ? [`${single} arms of strata hold a single row, whose spread cannot be seen: the standard error is too small.`]
        : [],
  }
}

/** How many arms of strata hold a single unit. */
function singleRows(problem: EffectProblem, group: Int32Array, strata: Strata): number {
  const { size } = problem.weightKind === 'sampling' ? sumStrata(problem, group, strata.whole.length, null) : strata
  return size.reduce((count, sizes) => count + sizes.filter((rows) => rows === 1).length, 0)
}

const isBinary = (outcome: Float64Array): boolean => outcome.every((value) => value === 0 || value === 1)

const gapOf = (means: readonly [number, number] | null): number | null => (means === null ? null : means[1] - means[0])

interface EmptyStratum {
  readonly stratum: Readonly<Record<string, string>>
  readonly rows: number
  readonly missing: string
}

function emptyStrata(
  problem: EffectProblem,
  strata: Strata,
  first: Int32Array,
  target: TargetPopulation,
): EmptyStratum[] {
  const empty: EmptyStratum[] = []
  for (let s = 0; s < first.length; s++) {
    if (shareOf(strata, s, target) === 0) continue
    for (const arm of [0, 1] as const) {
      if (strata.size[arm][s]! > 0) continue
      const labels = problem.covariates.map(({ name, values, levels }): [string, string] => {
        const value = values[first[s]!]!
        return [name, levels?.[value] ?? String(value)]
      })
      empty.push({ stratum: Object.fromEntries(labels), rows: strata.whole[s]!, missing: problem.arms![arm] })
    }
  }
  return empty
}

function noStratum(problem: EffectProblem, empty: readonly EmptyStratum[]): RefusedEffect {
  const names = problem.covariates.map(({ name }) => name)
  const shown = empty
    .slice(0, 3)
    .map(
      ({ stratum, rows, missing }) =>
        `none of the ${rows} rows with ${Object.entries(stratum)
          .map(([name, value]) => `${name} = ${value}`)
          .join(', ')} had ${missing}`,
    )
    .join('; ')
  return refused(
    'no-overlap',
    `${empty.length} of the strata lack a treatment: ${shown}. Merge categories of ${quoteNames(names)}, restrict the rows, or use a model across strata such as regressionAdjustment({ interactions: false }).`,
    { strata: empty },
  )
}
