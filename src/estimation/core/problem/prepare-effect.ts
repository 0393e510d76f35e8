import { textsOfNumbers } from '../../../data/tables/numeric-column.js'
import type { Table } from '../../../data/types.js'
import { CausalError } from '../../../errors.js'
import { show } from '../../../show.js'
import { covariateOf, outcomeOf } from '../columns/coded-columns.js'
import { type CodedTreatment, treatmentOf } from '../columns/coded-treatment.js'
import { requireCompleteColumns } from '../columns/require-complete-columns.js'
import { clustersOf } from '../question/check-question.js'
import { strataOf } from '../question/check-strata.js'
import { type EffectDesign, effectDesign } from '../question/effect-design.js'
import { type ReadSource, rowsOfCells } from '../question/effect-source.js'
import { isRefused } from '../report/refused.js'
import type { Covariate, EffectProblem, PreparedEstimator } from '../types/estimator.js'
import type { EstimationQuestion, SpecifiedQuestion } from '../types/question.js'
import type { RefusedEffect } from '../types/refusal.js'
import { dependenceWarning } from './row-dependence-warning.js'

/** A question that is identified, with its estimator ready. */
export interface PreparedEffect {
  readonly design: EffectDesign
  readonly problem: EffectProblem
  readonly treatment: CodedTreatment
  readonly event: string | null
  /** The columns that name the clusters. */
  readonly clusters: readonly Covariate[]
  /** The columns that name the strata of a survey. */
  readonly strata: readonly Covariate[]
  /** What the coding of the columns took for granted, in words. */
  readonly warnings: readonly string[]
  readonly estimator: PreparedEstimator
}

/** Checks a question, identifies the effect, codes the columns and makes the estimator ready. */
export function prepareEffect(
  source: Exclude<ReadSource, { kind: 'moments' }>,
  question: EstimationQuestion | SpecifiedQuestion,
): PreparedEffect | RefusedEffect {
  const design = effectDesign(source.table.columns, question)
  return isRefused(design) ? design : prepareDesign(source, design)
}

/** Codes the columns of a design and makes the estimator ready. */
export function prepareDesign(
  source: Exclude<ReadSource, { kind: 'moments' }>,
  design: EffectDesign,
): PreparedEffect | RefusedEffect {
  const { request, plan, treatment, outcome } = design
  const { estimator, measure = 'difference', weights, confidence = 0.95 } = request
  const expand = source.kind === 'counts' && estimator.weighted !== true
  const table = expand ? rowsOfCells(source) : source.table
  if (table.rowCount === 0) throw new CausalError('too-few-rows', 'the table has no row.')
  const clusters = clustersOf(request)
  const strata = strataOf(request)
  const { adjustment, through, estimand } = plan
  const used = [
    treatment,
    outcome,
    ...adjustment,
    ...through,
    ...(weights === undefined ? [] : [weights]),
    ...clusters,
    ...strata,
  ]
  requireCompleteColumns(table, used)
  const coded = treatmentOf(table, treatment, design.contrast, estimator.numbers === true)
  const { values, event, warnings } = outcomeOf(table, outcome, request.event)
  if (measure !== 'difference') checkMeasure(measure, outcome, values)
  const own = source.kind === 'counts' && !expand ? source.counts : null
  const clustered = clusters.map((name) => covariateOf(table, name))
  const stratified = strata.map((name) => covariateOf(table, name))
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
    ...weightsOf(table, weights, own),
    ...(estimand === undefined ? {} : { estimand }),
    asked: { confidence, step: coded.step, clusters: clustered, strata: stratified },
  }
  const ready = estimator.prepare(problem)
  if (isRefused(ready)) return ready
  const dependence =
    source.kind === 'rows' && clusters.length + strata.length === 0 ? dependenceWarning(table, problem) : []
  return {
    design,
    problem,
    treatment: coded,
    event,
    clusters: clustered,
    strata: stratified,
    warnings: [...coded.warnings, ...warnings, ...problem.covariates.flatMap(numbersAsTexts), ...dependence],
    estimator: ready,
  }
}

/** A covariate of many texts that read as numbers is adjusted for as categories: rarely what was meant. */
function numbersAsTexts({ name, levels = [] }: Covariate): string[] {
  const hint = levels.length > 10 ? textsOfNumbers(levels) : ''
  return hint === '' ? [] : [`column ${show(name)} was adjusted for as ${levels.length} categories.${hint}`]
}

/** The weights of rows: a column's, which are sampling weights, times how often a cell was counted. */
function weightsOf(
  table: Table<unknown, string>,
  name: string | undefined,
  counts: Float64Array | null,
): Pick<EffectProblem, 'weights' | 'weightKind'> {
  if (name === undefined) return counts === null ? {} : { weights: counts, weightKind: 'counts' }
  if (counts !== null) {
    throw new CausalError('not-supported', 'counts have no sampling weights: give rows, or leave `weights` out.', {})
  }
  const { values, levels } = covariateOf(table, name)
  const wrong = levels === undefined ? values.findIndex((value) => !(value >= 0 && Number.isFinite(value))) : 0
  if (wrong >= 0 || !values.some((value) => value > 0)) {
    throw new CausalError(
      'invalid-data',
      `column ${show(name)} holds weights, numbers from 0 of which some are above it, got ${wrong < 0 ? 'zeros alone' : `${show(levels?.[values[wrong]!] ?? values[wrong])} at row ${wrong} (counting from 0)`}.`,
      { column: name },
    )
  }
  return { weights: values as Float64Array, weightKind: 'sampling' }
}

function checkMeasure(measure: string, outcome: string, values: Float64Array): void {
  const rates = measure === 'rate-ratio'
  const wrong = values.find((value) => (rates ? value < 0 : value !== 0 && value !== 1))
  if (wrong === undefined) return
  throw new CausalError(
    'invalid-argument',
    rates
      ? `a ratio of rates needs an outcome of numbers from 0, and ${show(outcome)} holds ${wrong}.`
      : `a ratio of ${measure === 'risk-ratio' ? 'risks' : 'odds'} needs an outcome of 0 and 1 or of two categories, and ${show(outcome)} holds ${wrong}: for means above 0 ask for the rate-ratio.`,
    { measure, outcome, value: wrong },
  )
}
