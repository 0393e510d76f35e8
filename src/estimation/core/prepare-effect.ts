import type { Table } from '../../data/types.js'
import { checkQuestion } from './check-question.js'
import { covariateOf, outcomeOf } from './coded-columns.js'
import { type CodedTreatment, treatmentOf } from './coded-treatment.js'
import { identificationPlan } from './identification-plan.js'
import { isRefused } from './refused.js'
import { requireCompleteColumns } from './require-complete-columns.js'
import type { EffectProblem, EstimationQuestion, PreparedEstimator, RefusedEffect } from './types.js'

/** A question that the graph answers, with its estimator ready. */
export interface PreparedEffect {
  readonly question: EstimationQuestion
  readonly problem: EffectProblem
  readonly treatment: CodedTreatment
  readonly adjustment: readonly string[]
  readonly event: string | null
  /** What the coding of the columns took for granted, in words. */
  readonly warnings: readonly string[]
  readonly estimator: PreparedEstimator
}

/** Checks a question, identifies the effect, codes the columns and makes the estimator ready. */
export function prepareEffect(
  table: Table<unknown, string>,
  question: EstimationQuestion,
): PreparedEffect | RefusedEffect {
  checkQuestion(table, question)
  const { graph, treatment, outcome, estimator } = question
  const measured = new Set(table.columns)
  const task = { graph, treatment, outcome, effect: question.effect ?? 'total', measured }
  const plan = identificationPlan(task, estimator.strategy, question.adjustment)
  if (isRefused(plan)) return plan
  const { adjustment, through } = plan
  requireCompleteColumns(table, [treatment, outcome, ...adjustment, ...through])
  const coded = treatmentOf(table, treatment, question.contrast, estimator.numbers === true)
  const { values, event, warnings } = outcomeOf(table, outcome, question.event)
  const problem: EffectProblem = {
    n: table.rowCount,
    treatment: coded.values,
    treatmentName: treatment,
    arms: coded.arms,
    ...(coded.levels === undefined ? {} : { treatmentLevels: coded.levels }),
    outcome: values,
    outcomeName: outcome,
    covariates: adjustment.map((name) => covariateOf(table, name)),
    through: through.map((name) => covariateOf(table, name)),
  }
  const ready = estimator.prepare(problem)
  if (isRefused(ready)) return ready
  return {
    question,
    problem,
    treatment: coded,
    adjustment,
    event,
    warnings: [...coded.warnings, ...warnings],
    estimator: ready,
  }
}
