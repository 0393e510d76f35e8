import { CausalError } from '../../errors.js'
import type { Asking } from '../../sql/warehouse/ask.js'
import type { ColumnKind } from '../../sql/warehouse/types.js'
import { type EffectDesign, specificationOf } from '../core/question/effect-design.js'
import { isRefused } from '../core/report/refused.js'
import { formulaOf, summarized } from '../core/report/report-effect.js'
import type { EffectEstimate } from '../core/types/effect.js'
import { sumsProblem } from './sums-problem.js'

/** An effect from sums over rows that stay in their engine. */
export async function effectBySums(
  asking: Asking,
  design: EffectDesign,
  columns: Readonly<Record<string, ColumnKind>>,
): Promise<EffectEstimate> {
  const { request, treatment, outcome, plan } = design
  const { estimator, measure = 'difference', confidence = 0.95 } = request
  if (estimator.fromSums === undefined) {
    throw new CausalError(
      'not-supported',
      `${estimator.name} needs the rows themselves, and there are too many that differ to bring them here: draw a part with sampleFrom, or estimate by regressionAdjustment(), ipw() or aipw() with their default options.`,
      { estimator: estimator.name },
    )
  }
  if (measure !== 'difference' || request.cluster !== undefined || request.strata !== undefined) {
    throw new CausalError(
      'not-supported',
      `sums over rows in an engine give a difference with errors for independent rows: leave \`${measure !== 'difference' ? 'measure' : request.cluster !== undefined ? 'cluster' : 'strata'}\` out, or draw rows with sampleFrom.`,
      { measure, cluster: request.cluster, strata: request.strata },
    )
  }
  const coded = await sumsProblem(asking, design, columns)
  if (isRefused(coded)) return coded
  const fit = await estimator.fromSums(coded.problem)
  if (isRefused(fit)) return fit
  return summarized(
    { value: fit.estimate, influence: fit.influence, log: false, own: fit.standardError! },
    { standardError: fit.standardError!, degreesOfFreedom: fit.degreesOfFreedom ?? null },
    {
      confidence,
      measure,
      n: coded.problem.n,
      population: estimator.population,
      ...formulaOf({ design, treatment: coded.treatment }),
      contrast: Object.freeze(coded.treatment.contrast),
      estimator: estimator.name,
      strategy: estimator.strategy,
      identification: design.identification,
      specification: specificationOf(design, coded.treatment.asked),
      adjustment: Object.freeze([...plan.adjustment]),
      standardErrorMethod: fit.standardErrorMethod,
      diagnostics: Object.freeze({
        ...(coded.outcome.event === null ? {} : { event: coded.outcome.event }),
        ...fit.diagnostics,
      }),
      warnings: Object.freeze([...coded.treatment.warnings, ...coded.outcome.warnings, ...fit.warnings]),
      names: [treatment, outcome],
    },
  )
}
