import { isRefused } from '../report/refused.js'
import type { Covariate, EffectProblem, EstimatorFit, PreparedEstimator } from '../types/estimator.js'
import type { RefusedEffect } from '../types/refusal.js'
import { totalWeight } from './row-weights.js'

/**
 * Prepares an estimator on some rows alone: those with `kept[i]` above 0. The others keep their place among the influence
 * values, with 0.
 */
export function onRows(
  problem: EffectProblem,
  kept: ArrayLike<number>,
  prepare: (part: EffectProblem) => PreparedEstimator | RefusedEffect,
): PreparedEstimator | RefusedEffect {
  const { n, weights } = problem
  const rows = Int32Array.from({ length: n }, (_, i) => i).filter((i) => kept[i]! > 0)
  const pick = (values: Float64Array): Float64Array => Float64Array.from(rows, (i) => values[i]!)
  const pickCodes = (codes: Int32Array): Int32Array => Int32Array.from(rows, (i) => codes[i]!)
  const part = (covariate: Covariate): Covariate => {
    const { values } = covariate
    return { ...covariate, values: values instanceof Float64Array ? pick(values) : pickCodes(values) }
  }
  const ready = prepare({
    ...problem,
    n: rows.length,
    treatment: pick(problem.treatment),
    ...(problem.treatmentLevels === undefined ? {} : { treatmentLevels: pickCodes(problem.treatmentLevels) }),
    outcome: pick(problem.outcome),
    covariates: problem.covariates.map(part),
    through: problem.through.map(part),
    ...(weights === undefined ? {} : { weights: pick(weights) }),
  })
  if (isRefused(ready)) return ready
  const { reweightedMeans } = ready
  const factor =
    totalWeight(weights ?? null, n) / totalWeight(weights === undefined ? null : pick(weights), rows.length)
  const spread = (values: Float64Array): Float64Array => {
    const all = new Float64Array(n)
    for (const [j, i] of rows.entries()) all[i] = factor * values[j]!
    return all
  }
  return {
    fit: () => {
      const fit = ready.fit()
      return isRefused(fit) ? fit : spreadFit(fit, spread, pickCodes)
    },
    reweighted: (sample) => ready.reweighted(pick(sample)),
    ...(reweightedMeans === undefined ? {} : { reweightedMeans: (sample) => reweightedMeans(pick(sample)) }),
  }
}

function spreadFit(
  fit: EstimatorFit,
  spread: (values: Float64Array) => Float64Array,
  pickCodes: (codes: Int32Array) => Int32Array,
): EstimatorFit {
  const { arms, clustered } = fit
  return {
    ...fit,
    influence: spread(fit.influence),
    ...(arms === undefined
      ? {}
      : { arms: { means: arms.means, influence: [spread(arms.influence[0]), spread(arms.influence[1])] as const } }),
    ...(clustered === undefined
      ? {}
      : { clustered: (codes: Int32Array, count: number) => clustered(pickCodes(codes), count) }),
  }
}
