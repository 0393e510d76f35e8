import { isRefused } from '../core/refused.js'
import type { Covariate, EffectProblem, PreparedEstimator, RefusedEffect } from '../core/types.js'

/**
 * Prepares an estimator on the rows of the two arms alone, where its model says that one effect holds for all: rows with
 * another treatment then say nothing about it. They keep their place among the influence values, with 0.
 */
export function onRowsOfArms(
  problem: EffectProblem,
  prepare: (part: EffectProblem) => PreparedEstimator | RefusedEffect,
): PreparedEstimator | RefusedEffect {
  const { n, treatment } = problem
  if (problem.treatmentLevels === undefined) return prepare(problem)
  const rows = Int32Array.from({ length: n }, (_, i) => i).filter((i) => treatment[i] !== -1)
  const pick = (values: Float64Array): Float64Array => Float64Array.from(rows, (i) => values[i]!)
  const part = (covariate: Covariate): Covariate => ({
    ...covariate,
    values:
      covariate.values instanceof Float64Array
        ? pick(covariate.values)
        : Int32Array.from(rows, (i) => covariate.values[i]!),
  })
  const ready = prepare({
    n: rows.length,
    treatment: pick(treatment),
    treatmentName: problem.treatmentName,
    arms: problem.arms,
    outcome: pick(problem.outcome),
    outcomeName: problem.outcomeName,
    covariates: problem.covariates.map(part),
    through: problem.through.map(part),
  })
  if (isRefused(ready)) return ready
  return {
    fit: () => {
      const fit = ready.fit()
      if (isRefused(fit)) return fit
      const influence = new Float64Array(n)
      for (const [j, i] of rows.entries()) influence[i] = (n / rows.length) * fit.influence[j]!
      return { ...fit, influence }
    },
    reweighted: (weights) => ready.reweighted(pick(weights)),
  }
}
