import { groupRows } from '../../data/statistics/collapse-rows.js'
import { calledAs } from '../../errors.js'
import { checkedObject, quoteNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { codesOf } from '../core/discrete-codes.js'
import { refused } from '../core/refused.js'
import { checkTarget, requireArms, requireRows, targetShare } from '../core/target-share.js'
import type {
  EffectProblem,
  Estimator,
  EstimatorFit,
  PreparedEstimator,
  RefusedEffect,
  TargetPopulation,
} from '../core/types.js'
import { meanGap, type Strata, shareOf, sumStrata } from './strata.js'

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
  return calledAs('standardization', () => {
    checkOptions('options', options, ['population'])

    const { population = 'ATE' } = checkedObject('options', options)
    checkTarget(population, ['ATE', 'ATT', 'ATC'])
    return Object.freeze({
      name: 'standardization over strata',
      population,
      strategy: 'back-door',
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
        const strata = sumStrata(problem, group, first.length, null)
        const empty = emptyStrata(problem, strata, first, population)
        if (empty.length > 0) return noStratum(problem, empty)
        requireRows(problem, 2)
        return {
          fit: () => standardize(problem, group, strata, population),
          reweighted: (weights) => meanGap(sumStrata(problem, group, first.length, weights), population),
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
  const estimate = meanGap(strata, target)!
  const share = targetShare(treatment, target)
  const total = share.reduce((sum, value) => sum + value, 0)
  const influence = new Float64Array(n)
  let up = 0
  for (let i = 0; i < n; i++) {
    const s = group[i]!
    const part = shareOf(strata, s, target)
    if (part === 0) continue
    const gap = strata.mean[1][s]! - strata.mean[0][s]!
    const arm = treatment[i]
    // rows of an arm that is not compared say only who belongs to the population
    const noise = arm === 0 || arm === 1 ? (part / strata.size[arm][s]!) * (outcome[i]! - strata.mean[arm][s]!) : 0
    influence[i] = (n / total) * (share[i]! * (gap - estimate) + (arm === 1 ? noise : -noise))
    up += (share[i]! * strata.mean[1][s]!) / total
  }
  const single = strata.size.reduce((count, sizes) => count + sizes.filter((size) => size === 1).length, 0)
  return {
    estimate,
    influence,
    standardErrorMethod: 'influence values of the saturated model (sandwich)',
    diagnostics: {
      meanUnderTreatment: up,
      meanUnderControl: up - estimate,
      strata: strata.size[0].length,
      singleRows: single,
    },
    warnings:
      single > 0
        ? [`${single} arms of strata hold a single row, whose spread cannot be seen: the standard error is too small.`]
        : [],
  }
}

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
