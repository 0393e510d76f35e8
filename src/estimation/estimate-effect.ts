import { checkTable } from '../data/check-table.js'
import type { Table } from '../data/types.js'
import { CausalError } from '../errors.js'
import { indexed } from '../graph/indexed.js'
import { indexNames, lookUp } from '../names.js'
import { normalQuantile, normalUpperTail } from '../numeric/special/normal.js'
import { covariateOf, outcomeOf, treatmentOf } from './coded-columns.js'
import { identificationPlan } from './identification-plan.js'
import { isRefused } from './refused.js'
import type {
  EffectEstimate,
  EffectProblem,
  EstimationQuestion,
  EstimationStrategy,
  EstimatorFit,
  PreparedEstimator,
  RefusedEffect,
} from './types.js'

/**
 * Estimates a causal effect from data: identifies it in the graph, then estimates what was identified.
 *
 * The effect is the mean outcome if everybody (of the target population) had the second treatment, less that if
 * everybody had the first; for a treatment of numbers, the mean change for one unit more. Without `adjustment` the set of
 * lowest variance is chosen when it is measured, else the first minimal one that is. When the graph does not identify the
 * effect, or the arms do not overlap, the answer says so and why.
 *
 * @param table - n rows; the columns that are used must be complete
 * @param question - graph, treatment, outcome and estimator
 * @returns `{ identifiable: true, estimate, standardError, interval, … }`, or `{ identifiable: false, reason, message }`
 * @throws CausalError `unknown-name`, `overlap`, `latent`, `invalid-argument` for the question; `missing-values`,
 *   `constant-column`, `collinear`, `too-few-rows`, `invalid-data`, `not-supported` for the data, naming the columns
 * @complexity that of the estimator, and of finding an adjustment set
 * @category Estimation
 * @example
 * const patients = fromCounts(kidneyStones)
 * const graph = dag('stone -> treatment -> recovered; stone -> recovered')
 * const e = estimateEffect(patients, { graph, treatment: 'treatment', outcome: 'recovered', estimator: regressionAdjustment() })
 * e.adjustment
 * //=> ['stone']
 * e.estimate
 * //=> 0.053671
 * const naive = estimateEffect(patients, { graph, treatment: 'treatment', outcome: 'recovered', estimator: ipw(), adjustment: [] })
 * naive.reason
 * //=> 'invalid-adjustment'
 */
export function estimateEffect<T, const G extends string>(
  table: Table<T>,
  question: EstimationQuestion<G, T>,
): EffectEstimate {
  const prepared = prepareEffect('estimateEffect', table, question as unknown as EstimationQuestion)
  return isRefused(prepared) ? prepared : report(prepared, prepared.estimator.fit(), question.level ?? 0.95)
}

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
  where: string,
  table: Table<unknown, string>,
  question: EstimationQuestion,
): PreparedEffect | RefusedEffect {
  checkQuestion(where, table, question)
  const { graph, treatment, outcome, estimator } = question
  const measured = new Set(table.columns)
  const effect = question.effect ?? 'total'
  const task = { graph, treatment, outcome, effect, measured }
  const plan = identificationPlan(task, estimator.strategy, question.adjustment)
  if (isRefused(plan)) return plan
  const { adjustment, through } = plan
  const coded = treatmentOf(where, table, treatment)
  const { values, event } = outcomeOf(where, table, outcome)
  const problem: EffectProblem = {
    n: table.rowCount,
    treatment: coded.values,
    treatmentName: treatment,
    arms: coded.arms,
    outcome: values,
    outcomeName: outcome,
    covariates: adjustment.map((name) => covariateOf(where, table, name)),
    through: through.map((name) => covariateOf(where, table, name)),
  }
  const ready = estimator.prepare(problem)
  return isRefused(ready) ? ready : { question, problem, adjustment, event, estimator: ready }
}

function checkQuestion(where: string, table: Table<unknown, string>, question: EstimationQuestion): void {
  checkTable(where, table)
  if (typeof question !== 'object' || question === null) {
    throw new CausalError(where, 'invalid-argument', 'expected { graph, treatment, outcome, estimator }.')
  }
  const { graph, treatment, outcome, estimator, effect = 'total', level = 0.95 } = question
  const g = indexed(where, graph, 'dag', 'admg', 'cpdag', 'mag', 'pag')
  const columns = new Map(table.columns.map((name, i) => [name, i]))
  const adjustment = question.adjustment ?? []
  for (const name of [treatment, outcome, ...adjustment]) {
    lookUp(where, 'node', g.index, name)
    if (g.latent[g.index.get(name)!] === 1) {
      throw new CausalError(where, 'latent', `${JSON.stringify(name)} is latent in the graph: it cannot be used.`, {
        name,
      })
    }
    lookUp(where, 'column', columns, name)
  }
  indexNames(where, 'adjustment', adjustment)
  if (treatment === outcome || adjustment.includes(treatment) || adjustment.includes(outcome)) {
    throw new CausalError(
      where,
      'overlap',
      `treatment ${JSON.stringify(treatment)}, outcome ${JSON.stringify(outcome)} and adjustment must be different columns.`,
      { treatment, outcome },
    )
  }
  if (effect !== 'total' && effect !== 'direct') {
    throw new CausalError(
      where,
      'invalid-argument',
      `effect must be 'total' or 'direct', got ${JSON.stringify(effect)}.`,
      { effect },
    )
  }
  if (typeof estimator?.prepare !== 'function') {
    throw new CausalError(
      where,
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
      where,
      'invalid-argument',
      question.adjustment !== undefined
        ? `${estimator.name} takes what it conditions on from the graph: leave \`adjustment\` out.`
        : `${estimator.name} estimates total effects only.`,
      { estimator: estimator.name },
    )
  }
  if (table.rowCount === 0) throw new CausalError(where, 'too-few-rows', 'the table has no row.')
  if (!(level > 0 && level < 1)) {
    throw new CausalError(where, 'invalid-argument', `level must be between 0 and 1, got ${level}.`, { level })
  }
}

function report(prepared: PreparedEffect, fit: EstimatorFit | RefusedEffect, level: number): EffectEstimate {
  if (isRefused(fit)) return fit
  const { question, problem, adjustment, event } = prepared
  const { n, arms } = problem
  const { estimate, influence } = fit
  const square = influence.reduce((sum, value) => sum + value * value, 0)
  const standardError = fit.standardError ?? Math.sqrt(square) / n
  if (!Number.isFinite(estimate) || !Number.isFinite(standardError)) {
    throw new CausalError(
      'estimateEffect',
      'invalid-data',
      `the numbers of ${JSON.stringify(problem.outcomeName)} or ${JSON.stringify(problem.treatmentName)} are too large to be squared: rescale the columns.`,
      { columns: [problem.treatmentName, problem.outcomeName] },
    )
  }
  const reach = normalQuantile((1 + level) / 2) * standardError
  const z = Math.abs(estimate) / standardError
  return Object.freeze({
    identifiable: true,
    estimate,
    standardError,
    interval: Object.freeze([estimate - reach, estimate + reach] as const),
    level,
    // without any spread the data either show an effect or show none
    pValue: standardError > 0 ? 2 * normalUpperTail(z) : estimate === 0 ? 1 : 0,
    n,
    estimand: question.estimator.estimand,
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
