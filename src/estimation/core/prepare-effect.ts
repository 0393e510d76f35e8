import { checkTable } from '../../data/tables/check-table.js'
import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { indexed } from '../../graph/core/indexed.js'
import { checkedList, indexNames, lookUp } from '../../names.js'
import { show } from '../../show.js'
import { covariateOf, outcomeOf, treatmentOf } from './coded-columns.js'
import { identificationPlan } from './identification-plan.js'
import { isRefused } from './refused.js'
import type { EffectProblem, EstimationQuestion, PreparedEstimator, RefusedEffect } from './types.js'

/** A question that the graph answers, with its estimator ready. */
export interface PreparedEffect {
  readonly question: EstimationQuestion
  readonly problem: EffectProblem
  readonly adjustment: readonly string[]
  readonly event: string | null
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
  const effect = question.effect ?? 'total'
  const task = { graph, treatment, outcome, effect, measured }
  const plan = identificationPlan(task, estimator.strategy, question.adjustment)
  if (isRefused(plan)) return plan
  const { adjustment, through } = plan
  const needed = [treatment, outcome, ...adjustment, ...through]
  const coded = treatmentOf(table, treatment, needed)
  const { values, event } = outcomeOf(table, outcome, needed)
  const problem: EffectProblem = {
    n: table.rowCount,
    treatment: coded.values,
    treatmentName: treatment,
    arms: coded.arms,
    outcome: values,
    outcomeName: outcome,
    covariates: adjustment.map((name) => covariateOf(table, name, needed)),
    through: through.map((name) => covariateOf(table, name, needed)),
  }
  const ready = estimator.prepare(problem)
  return isRefused(ready) ? ready : { question, problem, adjustment, event, estimator: ready }
}

function checkQuestion(table: Table<unknown, string>, question: EstimationQuestion): void {
  checkTable(table)
  if (typeof question !== 'object' || question === null) {
    throw new CausalError('invalid-argument', 'expected { graph, treatment, outcome, estimator }.')
  }
  const { graph, treatment, outcome, estimator, effect = 'total', confidence = 0.95 } = question
  const g = indexed(graph, 'dag', 'admg', 'cpdag', 'mag', 'pag')
  const columns = new Map(table.columns.map((name, i) => [name, i]))
  const adjustment = question.adjustment ?? []
  for (const name of [treatment, outcome, ...checkedList('adjustment', adjustment)]) {
    lookUp('node', g.index, name)
    if (g.latent[g.index.get(name)!] === 1) {
      throw new CausalError('latent', `${show(name)} is latent in the graph: it cannot be used.`, {
        name,
      })
    }
    lookUp('column', columns, name)
  }
  indexNames('adjustment', adjustment)
  if (treatment === outcome || adjustment.includes(treatment) || adjustment.includes(outcome)) {
    throw new CausalError(
      'overlap',
      `treatment ${show(treatment)}, outcome ${show(outcome)} and adjustment must be different columns.`,
      { treatment, outcome },
    )
  }
  if (effect !== 'total' && effect !== 'direct') {
    throw new CausalError('invalid-argument', `effect must be 'total' or 'direct', got ${show(effect)}.`, {
      effect,
    })
  }
  if (typeof estimator?.prepare !== 'function') {
    throw new CausalError(
      'invalid-argument',
      'give an estimator, such as aipw() (called, not the function itself).',
      {},
    )
  }
  if (
    estimator.strategy !== 'back-door' &&
    (question.adjustment !== undefined || (estimator.strategy === 'front-door' && effect === 'direct'))
  ) {
    throw new CausalError(
      'invalid-argument',
      question.adjustment !== undefined
        ? `${estimator.name} takes what it conditions on from the graph: leave \`adjustment\` out.`
        : `${estimator.name} estimates total effects only.`,
      { estimator: estimator.name },
    )
  }
  if (table.rowCount === 0) throw new CausalError('too-few-rows', 'the table has no row.')
  if (!(confidence > 0 && confidence < 1)) {
    throw new CausalError('invalid-argument', `confidence must be between 0 and 1, got ${show(confidence)}.`, {
      confidence,
    })
  }
}
