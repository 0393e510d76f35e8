import { checkTable } from '../../data/tables/check-table.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedCount, checkedWord } from '../../learners/core/check-numbers.js'
import type { Learner } from '../../learners/core/types.js'
import { checkedList, checkedObject, indexNames, lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import { seedStream } from '../../probability/streams/stream.js'
import { show } from '../../show.js'
import { covariateOf, outcomeOf } from '../core/columns/coded-columns.js'
import { requireCompleteColumns } from '../core/columns/require-complete-columns.js'
import { inference } from '../core/inference/inference.js'
import { withoutInJson } from '../core/report/long-arrays.js'
import { refused } from '../core/report/refused.js'
import type { Estimate } from '../core/types/estimate.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import { checkedLearners, watch } from './double-machine-learning.js'
import { checkFolds, foldsOf } from './folds-of.js'
import { medianOf, type Repetition } from './median-of.js'
import {
  type PanelApproach,
  type PanelProblem,
  type PanelView,
  panelResiduals,
  panelView,
  type TreatmentMean,
} from './panel-approaches.js'
import { panelRows } from './panel-design.js'
import { partiallingOut, solveScore } from './scores.js'
import type { NuisanceLearners } from './types.js'

/**
 * What is asked of a panel: rows of the same units at several times.
 *
 * @category Estimation
 */
export interface PanelDoubleMachineLearningQuestion<N extends string = string> {
  /** The treatment: a column of numbers. */
  readonly treatment: NoInfer<N>
  /** The outcome: a column of numbers, or with two categories. */
  readonly outcome: NoInfer<N>
  /** What changes with time and moves both (may be empty). */
  readonly covariates: readonly NoInfer<N>[]
  /** The column that names the unit of each row. */
  readonly unit: NoInfer<N>
  /** The column that orders the rows of a unit: numbers, or categories in the order of their levels. */
  readonly time: NoInfer<N>
  /**
   * How what is the unit's own and does not change is taken out: by the unit means of covariates and treatment as further
   * features (`correlated-random-effects`, default), by changes from the time before (`first-difference`), or from the unit's mean
   * (`within`, exact only for functions that are linear in the covariates). `pooled` takes nothing out.
   */
  readonly approach?: 'correlated-random-effects' | 'first-difference' | 'within' | 'pooled'
  /**
   * For `correlated-random-effects`: the treatment's unit mean is one more feature (`feature`, default), moves the predicted treatment
   * to the unit's mean (`shift`), or is left out (`none`: right only where the unit's own does not move the treatment).
   */
  readonly treatmentMean?: 'feature' | 'shift' | 'none'
  /** The learner for both regressions. */
  readonly learner?: Learner
  /** Learners for single regressions. */
  readonly learners?: Omit<NuisanceLearners, 'instrument'>
  /** In how many parts to cut the units (default 5), or the fold of each row, the same for all rows of a unit, or a list of such. */
  readonly folds?: number | ArrayLike<number> | readonly ArrayLike<number>[]
  /** How often to cut anew; the median is given (default 1). */
  readonly repetitions?: number
  /** The confidence level of the interval, between 0 and 1 (default 0.95). */
  readonly confidence?: number
  /** The same seed gives the same folds and models (default 1). */
  readonly seed?: number | string
  /** Called before each fit with the number done and the number in all. */
  readonly onProgress?: (done: number, total: number) => void
  /** Stops the work, between two fits, when it is aborted. */
  readonly signal?: { readonly aborted: boolean }
}

/**
 * The effect of one more unit of treatment in a panel.
 *
 * @category Estimation
 */
export interface PanelMachineLearningEffect extends Estimate {
  /** What one more unit of treatment adds to the outcome. */
  readonly estimate: number
  /** Rows that are compared: with `first-difference` those that have one before. */
  readonly n: number
  /** Units. */
  readonly units: number
  /** Each unit's influence on the estimate, in the order in which units first occur: their sum of squares / units² is the squared standard error. Left out of JSON. */
  readonly influence: Float64Array
}

/**
 * Double machine learning for panels: the effect of a treatment when units differ in what nobody measured and does not change.
 *
 * Y = θ D + g(X) + α of the unit + ε. Folds are cut by unit, and the standard error is clustered by unit. With correlated random
 * effects the unit means of X and D stand for α, which is right when α depends on the unit through its means
 * (Mundlak 1978); in a linear model this is the within estimator. Without the treatment's mean, what α does to the
 * treatment stays in the estimate.
 *
 * @param table - one row for each unit and time
 * @param question - columns, approach, learners
 * @returns the estimate with its standard error, or a refusal where nothing of the treatment is left
 * @throws CausalError `unknown-name`, `duplicate-name`, `overlap`, `invalid-argument` for the question; `missing-values`,
 *   `invalid-data`, `too-few-rows` for the data; what the learners throw; `aborted`
 * @complexity folds · repetitions fits of both learners
 * @see Clarke & Polselli 2025, "Double machine learning for static panel models with fixed effects", The Econometrics Journal
 * @category Estimation
 * @example
 * const rows = Array.from({ length: 200 }, (_, i) => {
 *   const unit = Math.floor(i / 4)
 *   const level = 3 * Math.sin(unit)
 *   const x = Math.sin(3 * i)
 *   const d = x + level + Math.sin(7 * i * i)
 *   return { unit, year: i % 4, x, d, y: 2 * d + x + 2 * level + Math.sin(11 * i * i) }
 * })
 * const e = panelDoubleMachineLearning(table(rows), {
 *   treatment: 'd',
 *   outcome: 'y',
 *   covariates: ['x'],
 *   unit: 'unit',
 *   time: 'year',
 *   learner: ridge({ penalty: 0 }),
 * })
 * e.estimated && Math.abs(e.estimate - 2) < 2 * e.standardError
 * //=> true
 */
export function panelDoubleMachineLearning<T>(
  table: Table<T>,
  question: PanelDoubleMachineLearningQuestion<keyof T & string>,
): PanelMachineLearningEffect | RefusedEffect {
  return calledAs('panelDoubleMachineLearning', () => {
    checkTable(table)
    checkOptions('question', question, [
      'treatment',
      'outcome',
      'covariates',
      'unit',
      'time',
      'approach',
      'treatmentMean',
      'learner',
      'learners',
      'folds',
      'repetitions',
      'confidence',
      'seed',
      'onProgress',
      'signal',
    ])
    const given = checkedObject('question', question)
    const approach = checkedWord('approach', given.approach ?? 'correlated-random-effects', approaches)
    const treatmentMean = checkedWord('treatmentMean', given.treatmentMean ?? 'feature', ['feature', 'shift', 'none'])
    const problem = panelProblem(table, given)
    return estimatePanel(given, problem, approach, approach === 'correlated-random-effects' ? treatmentMean : 'none')
  })
}

const approaches: readonly PanelApproach[] = ['correlated-random-effects', 'first-difference', 'within', 'pooled']

function panelProblem(table: Table<unknown, string>, question: PanelDoubleMachineLearningQuestion): PanelProblem {
  const { treatment, outcome, unit, time } = question
  const covariates = checkedList('covariates', question.covariates)
  const columns = new Map(table.columns.map((name, i) => [name, i]))
  const used = [treatment, outcome, unit, time, ...covariates]
  for (const name of used) lookUp('column', columns, name)
  indexNames('covariate', covariates)
  if (new Set(used).size < used.length) {
    throw new CausalError('overlap', 'treatment, outcome, unit, time and covariates must be different columns.', {
      columns: used,
    })
  }
  requireCompleteColumns(table, used)
  const dose = covariateOf(table, treatment)
  if (dose.levels !== undefined) {
    throw new CausalError('not-supported', `the treatment ${show(treatment)} is categorical: code it as numbers.`, {
      treatment,
    })
  }
  return {
    rows: panelRows(covariateOf(table, unit), covariateOf(table, time)),
    treatment: dose.values as Float64Array,
    outcome: outcomeOf(table, outcome, undefined).values,
    treatmentName: treatment,
    outcomeName: outcome,
    covariates: covariates.map((name) => covariateOf(table, name)),
  }
}

/** The folds of each repetition by row of the view. */
function unitFolds(
  question: PanelDoubleMachineLearningQuestion,
  { rows }: PanelProblem,
  view: PanelView,
): Int32Array[] {
  const { folds, repetitions, seed = 1 } = question
  checkFolds(folds)
  const given = Array.isArray(folds) && typeof folds[0] === 'object' ? folds.length : undefined
  const count = checkedCount('repetitions', repetitions ?? given ?? 1, 1)
  if (given !== undefined && given !== count) {
    throw new CausalError('invalid-argument', `there are ${given} folds for ${count} repetitions: give one for each.`, {
      option: 'folds',
    })
  }
  const n = rows.unit.length
  const lists = foldsOf(folds, count, n, seed, rows.units)
  const byRow = lists.map((list) => {
    if (folds === undefined || typeof folds === 'number') return Int32Array.from(view.row, (i) => list[rows.unit[i]!]!)
    const first = new Int32Array(rows.units).fill(-1)
    for (let i = 0; i < n; i++) {
      const u = rows.unit[i]!
      if (first[u] === -1) first[u] = list[i]!
      if (first[u] === list[i]) continue
      throw new CausalError(
        'invalid-argument',
        `row ${i} (counting from 0) is in fold ${list[i]}, and another of its unit in fold ${first[u]}: all rows of a unit belong to one fold.`,
        { option: 'folds', row: i },
      )
    }
    return Int32Array.from(view.row, (i) => list[i]!)
  })
  return byRow.length === 1 ? new Array<Int32Array>(count).fill(byRow[0]!) : byRow
}

function estimatePanel(
  question: PanelDoubleMachineLearningQuestion,
  problem: PanelProblem,
  approach: PanelApproach,
  treatmentMean: TreatmentMean,
): PanelMachineLearningEffect | RefusedEffect {
  const { confidence = 0.95, seed = 1 } = question
  if (!(typeof confidence === 'number' && confidence > 0 && confidence < 1)) {
    throw new CausalError('invalid-argument', `confidence must be between 0 and 1, got ${show(confidence)}.`, {
      confidence,
    })
  }
  seedStream(seed)
  const learners = checkedLearners(question.learner, question.learners)
  for (const role of ['outcome', 'treatment'] as const) {
    if (learners[role] !== null) continue
    throw new CausalError('invalid-argument', `give a learner for the ${role}, such as { learner: forest() }.`, {
      option: 'learner',
    })
  }
  const view = panelView(approach, problem)
  if (view.row.length === 0) {
    throw new CausalError('too-few-rows', 'no unit has two rows: there is no change to compare.', { rows: 0 })
  }
  const cuts = unitFolds(question, problem, view)
  const step = watch(question, 2 * cuts.reduce((sum, fold) => sum + new Set(fold).size, 0))
  const repetitions: Repetition[] = []
  let losses: Record<string, number> = {}
  for (const [r, fold] of cuts.entries()) {
    const left = panelResiduals(
      view,
      problem,
      learners,
      { fold, weights: null, seed: `${seed} ${r}`, step },
      treatmentMean,
    )
    const solved = solveScore(partiallingOut(left.outcome, left.treatment, left.treatment), null)
    if (solved === null) return nothingLeft(problem)
    if (r === 0) losses = { outcomeLoss: rootMean(left.outcome), treatmentLoss: rootMean(left.treatment) }
    repetitions.push(byUnit(solved, problem, view))
  }
  const found = medianOf(repetitions)
  const { interval, pValue } = inference(found.estimate, found.standardError, Number.POSITIVE_INFINITY, confidence)
  const { units } = problem.rows
  return withoutInJson(
    {
      estimated: true,
      estimate: found.estimate,
      standardError: found.standardError,
      interval,
      confidence,
      pValue,
      degreesOfFreedom: null,
      n: view.row.length,
      units,
      formula: formulaOf(problem, approach, treatmentMean),
      estimator: `double machine learning for panels, ${approach} (${learners.outcome!.name}${learners.treatment === learners.outcome ? '' : `, ${learners.treatment!.name}`})`,
      standardErrorMethod: `orthogonal score, clustered by unit${repetitions.length > 1 ? `, median of ${repetitions.length} cuts` : ''}`,
      diagnostics: Object.freeze({
        ...losses,
        ...(repetitions.length > 1 ? { repetitions: Object.freeze(repetitions.map((r) => r.estimate)) } : {}),
      }),
      warnings: Object.freeze(warningsOf(approach, treatmentMean, units)),
      influence: found.influence,
    },
    ['influence'],
  )
}

/** Rows of a unit move together: their influences are summed. */
function byUnit(
  { estimate, influence }: { readonly estimate: number; readonly influence: Float64Array },
  { rows }: PanelProblem,
  view: PanelView,
): Repetition {
  const sums = new Float64Array(rows.units)
  const share = rows.units / view.row.length
  for (const [k, i] of view.row.entries()) sums[rows.unit[i]!]! += influence[k]! * share
  const square = sums.reduce((sum, value) => sum + value * value, 0)
  return { estimate, influence: sums, standardError: Math.sqrt(square) / rows.units }
}

function nothingLeft({ treatmentName }: PanelProblem): RefusedEffect {
  return refused(
    'no-overlap',
    `nothing of ${show(treatmentName)} is left once the units' own and the covariates are taken out: it does not change within units, or the learner predicts it without any error.`,
    { treatment: treatmentName },
  )
}

function formulaOf(
  { outcomeName: y, treatmentName: d, covariates }: PanelProblem,
  approach: PanelApproach,
  mean: TreatmentMean,
): string {
  const names = covariates.map(({ name }) => name)
  const bar = (given: readonly string[]): string => (given.length === 0 ? '' : ` | ${given.join(', ')}`)
  const ratio = (of: (v: string) => string, given: readonly string[]): string =>
    `E[Cov(${of(y)}, ${of(d)}${bar(given)})] / E[Var(${of(d)}${bar(given)})]`
  if (approach === 'first-difference')
    return ratio((v) => `Δ${v}`, [...names, ...names.map((name) => `${name} before`)])
  if (approach === 'within')
    return ratio(
      (v) => `${v} − its unit mean`,
      names.map((name) => `${name} − its unit mean`),
    )
  const means = approach === 'pooled' ? [] : names.map((name) => `mean of ${name}`)
  return ratio((v) => v, [...names, ...means, ...(mean === 'none' ? [] : [`mean of ${d}`])])
}

function warningsOf(approach: PanelApproach, treatmentMean: TreatmentMean, units: number): string[] {
  const warnings: string[] = []
  if (approach === 'pooled')
    warnings.push("nothing takes the units' own levels out: the estimate holds only if they do not move the treatment.")
  if (approach === 'correlated-random-effects' && treatmentMean === 'none')
    warnings.push("without the treatment's unit mean, what units are of their own may stay in the estimate.")
  if (units < 30)
    warnings.push(`there are ${units} units: standard errors clustered by unit are too small with so few.`)
  return warnings
}

function rootMean(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length)
}
