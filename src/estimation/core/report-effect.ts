import { CausalError } from '../../errors.js'
import { normalQuantile, normalUpperTail } from '../../numeric/special/normal.js'
import { show } from '../../show.js'
import type { PreparedEffect } from './prepare-effect.js'
import { isRefused } from './refused.js'
import type { EffectEstimate, EffectProblem, EstimationStrategy, EstimatorFit, RefusedEffect } from './types.js'

/** A fit as a frozen answer, with standard error, interval and p-value by the normal distribution. */
export function reportEffect(
  prepared: PreparedEffect,
  fit: EstimatorFit | RefusedEffect,
  confidence: number,
): EffectEstimate {
  if (isRefused(fit)) return fit
  const { question, problem, adjustment, event } = prepared
  const { n, arms } = problem
  const { estimate, influence } = fit
  const square = influence.reduce((sum, value) => sum + value * value, 0)
  const standardError = fit.standardError ?? Math.sqrt(square) / n
  if (!Number.isFinite(estimate) || !Number.isFinite(standardError)) {
    throw new CausalError(
      'invalid-data',
      `the numbers of ${show(problem.outcomeName)} or ${show(problem.treatmentName)} are too large to be squared: rescale the columns.`,
      { columns: [problem.treatmentName, problem.outcomeName] },
    )
  }
  const reach = normalQuantile((1 + confidence) / 2) * standardError
  const z = Math.abs(estimate) / standardError
  return Object.freeze({
    estimated: true,
    estimate,
    standardError,
    interval: Object.freeze([estimate - reach, estimate + reach] as const),
    confidence,
    // without any spread the data either show an effect or show none
    pValue: standardError > 0 ? 2 * normalUpperTail(z) : estimate === 0 ? 1 : 0,
    n,
    population: question.estimator.population,
    formula: formulaOf(problem, question.estimator.strategy),
    contrast: Object.freeze(
      arms === null
        ? { from: `${problem.treatmentName}`, to: `${problem.treatmentName} + 1` }
        : { from: arms[0], to: arms[1] },
    ),
    estimator: question.estimator.name,
    strategy: question.estimator.strategy,
    adjustment: Object.freeze([...adjustment]),
    standardErrorMethod: fit.standardErrorMethod,
    diagnostics: Object.freeze({ ...(event === null ? {} : { event }), ...fit.diagnostics }),
    warnings: Object.freeze([...fit.warnings]),
    influence,
  })
}

/** What was identified, with the names of the columns. */
function formulaOf(
  { treatmentName, outcomeName, arms, covariates, through }: EffectProblem,
  strategy: EstimationStrategy,
): string {
  const list = covariates.map(({ name }) => name).join(', ')
  const given = list === '' ? '' : `, ${list}`
  const [from, to] = arms ?? [treatmentName, `${treatmentName} + 1`]
  const via = through.map(({ name }) => name).join(', ')
  if (strategy === 'front-door') {
    return `Σ_{${via}} (P(${via} | ${to}) − P(${via} | ${from})) Σ_{${treatmentName}} E[${outcomeName} | ${via}, ${treatmentName}] P(${treatmentName})`
  }
  if (strategy === 'instrument') {
    const bar = list === '' ? '' : ` | ${list}`
    return `Cov(${outcomeName}, ${via}${bar}) / Cov(${treatmentName}, ${via}${bar})`
  }
  const gap = `E[${outcomeName} | ${to}${given}] − E[${outcomeName} | ${from}${given}]`
  return list === '' ? gap : `Σ_{${list}} (${gap}) P(${list})`
}
