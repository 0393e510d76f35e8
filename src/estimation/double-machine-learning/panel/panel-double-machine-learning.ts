import { checkTable } from '../../../data/tables/check-table.js'
import type { Table } from '../../../data/types.js'
import { CausalError, calledAs } from '../../../errors.js'
import { checkedWord } from '../../../learners/core/check-numbers.js'
import { checkedObject } from '../../../names.js'
import { checkOptions } from '../../../options.js'
import { seedStream } from '../../../probability/streams/stream.js'
import { show } from '../../../show.js'
import { inference } from '../../core/inference/inference.js'
import { watch } from '../../core/problem/watch.js'
import { withoutInJson } from '../../core/report/long-arrays.js'
import type { RefusedEffect } from '../../core/types/refusal.js'
import { checkedLearners } from '../checked-nuisances.js'
import { medianOf, type Repetition } from '../median-of.js'
import { partiallingOut, solveScore } from '../scores.js'
import {
  type PanelApproach,
  type PanelProblem,
  panelResiduals,
  panelView,
  type TreatmentMean,
} from './panel-approaches.js'
import { approaches, panelProblem, unitFolds } from './panel-problem.js'
import { byUnit, formulaOf, nothingLeft, rootMean, warningsOf } from './panel-report.js'
import type { PanelDoubleMachineLearningQuestion, PanelMachineLearningEffect } from './panel-types.js'

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
    checkOptions(
      'question',
      question,
      [
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
      ],
      { repetitions: 'number' },
    )
    const given = checkedObject('question', question)
    const approach = checkedWord('approach', given.approach ?? 'correlated-random-effects', approaches)
    const treatmentMean = checkedWord('treatmentMean', given.treatmentMean ?? 'feature', ['feature', 'shift', 'none'])
    const problem = panelProblem(table, given)
    return estimatePanel(given, problem, approach, approach === 'correlated-random-effects' ? treatmentMean : 'none')
  })
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
