import type { Moments } from '../../../data/types.js'
import { CausalError } from '../../../errors.js'
import { checkOptions } from '../../../options.js'
import { show } from '../../../show.js'
import { type EffectDesign, effectDesign, specificationOf } from '../question/effect-design.js'
import type { EffectEstimate } from '../types/effect.js'
import type { EstimationQuestion, SpecifiedQuestion } from '../types/question.js'
import { isRefused } from './refused.js'
import { formulaOf, summarized } from './report-effect.js'

/** An effect from means and covariances alone. */
export function effectFromMoments(moments: Moments, question: EstimationQuestion | SpecifiedQuestion): EffectEstimate {
  const design = effectDesign(moments.names, question)
  if (isRefused(design)) return design
  const { request, treatment, outcome, plan } = design
  const { estimator, confidence = 0.95 } = request
  if (estimator.fromMoments === undefined) throw needsRows(estimator.name)
  for (const key of ['weights', 'cluster', 'strata', 'event', 'measure'] as const) {
    if (request[key] === undefined || request[key] === 'difference') continue
    throw new CausalError('not-supported', `moments do not hold what \`${key}\` needs: give rows, or leave it out.`, {
      option: key,
    })
  }
  const place = (name: string): number => moments.names.indexOf(name)
  const { step, from, to } = stepOf(design)
  const fit = estimator.fromMoments({
    moments,
    asked: { confidence, step, clusters: [], strata: [] },
    treatment: place(treatment),
    outcome: place(outcome),
    covariates: plan.adjustment.map(place),
    through: plan.through.map(place),
  })
  if (isRefused(fit)) return fit
  const own = fit.standardError! * Math.abs(step)
  return summarized(
    { value: step * fit.estimate, influence: fit.influence, log: false, own },
    { standardError: own, degreesOfFreedom: fit.degreesOfFreedom ?? null },
    {
      confidence,
      measure: 'difference',
      n: moments.count,
      population: estimator.population,
      ...formulaOf({ design, treatment: { states: null } as never }),
      contrast: Object.freeze({ from, to }),
      estimator: estimator.name,
      strategy: estimator.strategy,
      identification: design.identification,
      specification: specificationOf(design, design.contrast),
      adjustment: Object.freeze([...plan.adjustment]),
      standardErrorMethod: fit.standardErrorMethod,
      diagnostics: Object.freeze({ ...fit.diagnostics }),
      warnings: Object.freeze([...fit.warnings]),
      names: [treatment, outcome],
    },
  )
}

export function needsRows(name: string): CausalError {
  return new CausalError(
    'not-supported',
    `${name} needs rows or counts: from moments use regressionAdjustment({ interactions: false, standardErrors: 'classical' }) or twoStageLeastSquares({ standardErrors: 'classical' }).`,
    { estimator: name },
  )
}

function stepOf({ contrast, treatment }: EffectDesign): { step: number; from: string; to: string } {
  if (contrast === undefined) return { step: 1, from: treatment, to: `${treatment} + 1` }
  checkOptions('contrast', contrast, ['from', 'to'])
  const { from, to } = contrast
  if (typeof from !== 'number' || typeof to !== 'number' || !Number.isFinite(to - from) || from === to) {
    throw new CausalError(
      'invalid-argument',
      `with moments the contrast is { from, to } with two different numbers, got ${show(contrast)}.`,
      { contrast },
    )
  }
  return { step: to - from, from: `${treatment} = ${from}`, to: `${treatment} = ${to}` }
}
