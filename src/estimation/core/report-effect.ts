import { CausalError } from '../../errors.js'
import type { Estimand } from '../../estimand/terms/types.js'
import { toText } from '../../estimand/text/to-text.js'
import { euclideanNorm } from '../../numeric/euclidean-norm.js'
import { normalQuantile, normalUpperTail } from '../../numeric/special/normal.js'
import { show } from '../../show.js'
import { effectEstimand } from './effect-estimand.js'
import { withoutInJson } from './long-arrays.js'
import type { PreparedEffect } from './prepare-effect.js'
import { isRefused } from './refused.js'
import type { EffectEstimate, EstimatorFit, RefusedEffect } from './types.js'

/** A fit as a frozen answer, with standard error, interval and p-value by the normal distribution. */
export function reportEffect(
  prepared: PreparedEffect,
  fit: EstimatorFit | RefusedEffect,
  confidence: number,
): EffectEstimate {
  if (isRefused(fit)) return fit
  const { question, problem, treatment, adjustment, event } = prepared
  const { n } = problem
  const { estimator } = question
  const estimate = fit.estimate * treatment.step
  const influence = treatment.step === 1 ? fit.influence : fit.influence.map((value) => value * treatment.step)
  const standardError =
    fit.standardError === undefined ? euclideanNorm(influence) / n : fit.standardError * Math.abs(treatment.step)
  if (!Number.isFinite(estimate) || !Number.isFinite(standardError)) {
    throw new CausalError(
      'invalid-data',
      `the numbers of ${show(problem.outcomeName)} or ${show(problem.treatmentName)} are too large to be squared: rescale the columns.`,
      { columns: [problem.treatmentName, problem.outcomeName] },
    )
  }
  const reach = normalQuantile((1 + confidence) / 2) * standardError
  const z = Math.abs(estimate) / standardError
  return withoutInJson(
    {
      estimated: true,
      estimate,
      standardError,
      interval: Object.freeze([estimate - reach, estimate + reach] as const),
      confidence,
      // without any spread the data either show an effect or show none
      pValue: standardError > 0 ? 2 * normalUpperTail(z) : estimate === 0 ? 1 : 0,
      n,
      population: estimator.population,
      ...formulaOf(prepared),
      contrast: Object.freeze(treatment.contrast),
      estimator: estimator.name,
      strategy: estimator.strategy,
      adjustment: Object.freeze([...adjustment]),
      standardErrorMethod: fit.standardErrorMethod,
      diagnostics: Object.freeze({ ...(event === null ? {} : { event }), ...fit.diagnostics }),
      warnings: Object.freeze([...prepared.warnings, ...fit.warnings]),
      influence,
    },
    ['influence'],
  )
}

/** What was computed, with the names of the columns: as a tree with its text, or as a text alone. */
export function formulaOf({ question, problem, treatment }: PreparedEffect): {
  readonly estimand: Estimand | null
  readonly formula: string
} {
  const { strategy, population, formula } = question.estimator
  const names = {
    treatment: problem.treatmentName,
    outcome: problem.outcomeName,
    adjustment: problem.covariates.map(({ name }) => name),
    through: problem.through.map(({ name }) => name),
  }
  if (formula !== undefined) return { estimand: null, formula: formula(names) }
  const estimand = effectEstimand({ ...names, strategy, population, states: treatment.states })
  return { estimand, formula: estimand === null ? `what ${question.estimator.name} computes` : toText(estimand) }
}
