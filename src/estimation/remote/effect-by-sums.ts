import { CausalError } from '../../errors.js'
import type { Asking } from '../../sql/warehouse/ask.js'
import type { ColumnKind } from '../../sql/warehouse/types.js'
import { type EffectDesign, specificationOf } from '../core/question/effect-design.js'
import { isRefused } from '../core/report/refused.js'
import { formulaOf, summarized } from '../core/report/report-effect.js'
import type { EffectEstimate } from '../core/types/effect.js'
import type { EffectRequest } from '../core/types/question.js'
import { checkClustersInOnePart } from './clusters-in-one-part.js'
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
      `${estimator.name} needs the rows themselves, and there are too many that differ to bring them here: draw a part with sampleFrom, or estimate by regressionAdjustment(), ipw() or aipw() with their default options, or by doubleMachineLearning with linear learners and folds by a key.`,
      { estimator: estimator.name },
    )
  }
  if (measure !== 'difference' || request.strata !== undefined) {
    throw new CausalError(
      'not-supported',
      `sums over rows in an engine give a difference, for independent rows or clusters: leave \`${measure !== 'difference' ? 'measure' : 'strata'}\` out, or draw rows with sampleFrom.`,
      { measure, strata: request.strata },
    )
  }
  checkClusters(asking, request)
  const coded = await sumsProblem(asking, design, columns)
  if (isRefused(coded)) return coded
  const fit = await estimator.fromSums(coded.problem)
  if (isRefused(fit)) return fit
  const { step } = coded.treatment
  const own = fit.standardError! * Math.abs(step)
  return summarized(
    { value: step * fit.estimate, influence: fit.influence, log: false, own },
    { standardError: own, degreesOfFreedom: fit.degreesOfFreedom ?? null },
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

/** Errors by clusters are made of sums within them: those that need their rows are refused. */
function checkClusters(asking: Asking, { cluster, clusterErrors }: EffectRequest): void {
  if (cluster !== undefined && (clusterErrors === 'CR2' || clusterErrors === 'CR3')) {
    throw new CausalError(
      'not-supported',
      `${clusterErrors} needs the rows of each cluster: say clusterErrors 'CR1', or draw whole clusters with sampleFrom and their column as key.`,
      { clusterErrors },
    )
  }
  checkClustersInOnePart(asking, cluster)
}
