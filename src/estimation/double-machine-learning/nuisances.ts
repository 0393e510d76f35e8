import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import { refused } from '../core/report/refused.js'
import type { EffectProblem } from '../core/types/estimator.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import { type Columns, columnsOf, crossFit, type NuisanceTask } from './cross-fit.js'
import { combined, firstStage, instrumentColumns } from './instrument-residuals.js'
import { interactiveIv } from './interactive-iv-score.js'
import { interactive } from './interactive-score.js'
import type { Predict, ScorePlan, ScoreResult } from './score-plan.js'
import { partiallingOut } from './scores.js'
import { linearSensitivity } from './sensitivity-parts.js'
import type { DoubleMachineLearningModel, NuisancePredictions } from './types.js'

/** How many fits one cut into `folds` needs. */
export const fitsOf: Readonly<Record<DoubleMachineLearningModel, number>> = {
  'partially-linear': 2,
  interactive: 3,
  iv: 3,
  'interactive-iv': 5,
}

/** The score of a model with cross-fitted, or given, nuisance predictions. */
export function scoreOf(problem: EffectProblem, plan: ScorePlan): ScoreResult | RefusedEffect {
  const columns = columnsOf(problem.covariates, problem.n)
  const predict = (
    key: keyof NuisancePredictions,
    role: keyof ScorePlan['learners'],
    task: Omit<NuisanceTask, 'learner'>,
  ) => predicted(columns, plan, key, role, task)
  if (plan.model === 'partially-linear' || plan.model === 'iv') return partiallyLinear(problem, plan, predict)
  return plan.model === 'interactive' ? interactive(problem, plan, predict) : interactiveIv(problem, plan, predict)
}

function predicted(
  columns: Columns,
  plan: ScorePlan,
  key: keyof NuisancePredictions,
  role: keyof ScorePlan['learners'],
  task: Omit<NuisanceTask, 'learner'>,
): Float64Array {
  const given = plan.predictions?.[key]
  if (given !== undefined) return given
  const learner = plan.learners[role]
  if (learner !== null) return crossFit(columns, { ...task, learner }, plan)
  throw new CausalError(
    'invalid-argument',
    `the model ${show(plan.model)} needs a learner for the ${role}, or predictions ${show(key)}: give \`learner\`, such as forest().`,
    { option: 'learner' },
  )
}

function partiallyLinear(problem: EffectProblem, plan: ScorePlan, predict: Predict): ScoreResult | RefusedEffect {
  const { treatment, outcome, treatmentName, outcomeName, through, n } = problem
  const l = predict('outcome', 'outcome', { name: outcomeName, target: outcome })
  const m = predict('treatment', 'treatment', { name: treatmentName, target: treatment })
  const y = outcome.map((value, i) => value - l[i]!)
  const t = treatment.map((value, i) => value - m[i]!)
  const diagnostics = { outcomeLoss: rootMean(y), treatmentLoss: rootMean(t) }
  if (plan.model === 'partially-linear') {
    return {
      score: partiallingOut(y, t, t),
      predictions: { outcome: l, treatment: m },
      diagnostics,
      warnings: [],
      sensitivity: (effect) => linearSensitivity(y, t, effect),
    }
  }
  const columns = instrumentColumns(through)
  const residuals = columns.map(({ name, values }, j) => {
    const key = columns.length === 1 ? 'instrument' : (`instrument ${j}` as 'instrument')
    const z = predict(key, 'instrument', { name, target: values })
    return { z, left: values.map((value, i) => value - z[i]!) }
  })
  const instrument = combined(
    residuals.map(({ left }) => left),
    t,
    plan.weights,
  )
  if (instrument === null)
    return refused('irrelevant-instrument', stays(problem), { instruments: columns.map((c) => c.name) })
  const given = residuals.length === 1 ? { instrument: residuals[0]!.z } : {}
  const strength = firstStage(instrument, t)
  return {
    score: partiallingOut(y, t, instrument),
    predictions: { outcome: l, treatment: m, ...given },
    diagnostics: { ...diagnostics, instruments: through.map(({ name }) => name), firstStageF: strength },
    warnings:
      strength < 10
        ? [
            `the instruments move ${treatmentName} little: the first stage has F = ${strength.toPrecision(3)} on ${n} rows.`,
          ]
        : [],
  }
}

function stays({ treatmentName, covariates }: EffectProblem): string {
  return `the instruments determine one another, or do not vary, once ${covariates.length === 0 ? 'their means are' : 'the covariates are'} taken out: they do not move ${show(treatmentName)}.`
}

function rootMean(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length)
}
