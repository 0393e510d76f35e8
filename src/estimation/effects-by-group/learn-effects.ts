import { makeTable } from '../../data/tables/make-table.js'
import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { watch } from '../core/problem/watch.js'
import { refused } from '../core/report/refused.js'
import type { EffectProblem } from '../core/types/estimator.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import { asChoice, type Columns, columnsOf, crossFit } from '../double-machine-learning/cross-fit.js'
import { foldsOf } from '../double-machine-learning/folds-of.js'
import { doublyRobust } from '../double-machine-learning/scores.js'
import type { Settings } from './effect-settings.js'
import type { EffectLearningProblem, HeterogeneousEffectsQuestion, UnitEffects } from './types.js'
import { chosen, unitEffects } from './unit-effects.js'

export interface Learned extends UnitEffects {
  readonly scores: Float64Array
  readonly propensities: Float64Array
  /** Null where all rows count once. */
  readonly weights: Float64Array | null
  readonly modifiers: readonly string[]
  readonly diagnostics: Readonly<Record<string, unknown>>
  readonly warnings: readonly string[]
  readonly predict: (table: Table) => UnitEffects
}

export function learnEffects(
  problem: EffectProblem,
  question: HeterogeneousEffectsQuestion,
  settings: Settings,
): Learned | RefusedEffect {
  const { learner, nuisances, clip } = settings
  const { n, treatment: arm, outcome, covariates } = problem
  const { folds, seed = 1 } = question
  const fold = folds === 1 ? null : foldsOf(folds as number | undefined, 1, n, seed)[0]!
  const count = fold === null ? 1 : new Set(fold).size
  const columns = columnsOf(covariates, n)
  const names = question.modifiers ?? columns.names
  if (names.length === 0) {
    throw new CausalError(
      'invalid-argument',
      'there is nothing by which effects could differ: the graph asks to adjust for nothing, so name `modifiers`.',
      { option: 'modifiers' },
    )
  }
  if (!learner.ofSome && names.length < columns.names.length) {
    const others = columns.names.filter((name) => !names.includes(name))
    throw new CausalError(
      'not-supported',
      `the ${learner.name} lets effects differ by everything that is adjusted for, also by ${quoteNames(others)}: take rLearner, drLearner or causalForest, or leave \`modifiers\` out.`,
      { covariates: others },
    )
  }
  const perFold = learner.needs === 'mean' ? 2 : 3
  const step = watch(question, count * perFold + count + 1)
  const weights = problem.weights?.some((weight) => weight !== 1) === true ? problem.weights : null
  const plan = { fold, weights, seed, step }
  const target = { learner: nuisances.outcome, name: problem.outcomeName, target: outcome }
  const among = (which: 0 | 1): Uint8Array => Uint8Array.from(arm, (t) => (t === which ? 1 : 0))
  const mean = learner.needs === 'mean' ? crossFit(columns, target, plan) : null
  const arms =
    learner.needs === 'mean'
      ? null
      : ([
          crossFit(columns, { ...target, among: among(0) }, plan),
          crossFit(columns, { ...target, among: among(1) }, plan),
        ] as const)
  const raw = crossFit(
    columns,
    { learner: nuisances.treatment, name: problem.treatmentName, target: asChoice(arm) },
    plan,
  )
  const propensity = clip === null ? raw : raw.map((p) => Math.min(clip[1], Math.max(clip[0], p)))
  const outside = propensity.reduce((sum, p) => sum + (p > 0 && p < 1 ? 0 : 1), 0)
  if (outside > 0) {
    return refused(
      'no-overlap',
      `for ${outside} rows the learner is sure of the treatment: restrict the rows to where both occur, hold the propensities with \`clip\`, or use a smoother learner.`,
      { rows: outside },
    )
  }
  const whole = tableOf(columns)
  const full: EffectLearningProblem = {
    covariates: whole,
    features: chosen(whole, names),
    arm,
    outcome,
    propensity,
    mean,
    arms,
    weights,
    nuisances,
    seed,
    step,
  }
  const units = unitEffects(learner, full, fold)
  const scores = scoresOf(full, units.effects)
  return {
    ...units,
    scores,
    propensities: propensity,
    weights,
    modifiers: names,
    ...overlap(propensity, raw, fold === null),
  }
}

/** Each row's score; where only the mean outcome is known, the arms' are m − e τ and m + (1 − e) τ. */
function scoresOf(
  { arm, outcome, propensity, mean, arms }: EffectLearningProblem,
  effects: Float64Array,
): Float64Array {
  const from = arms === null ? mean!.map((m, i) => m - propensity[i]! * effects[i]!) : arms[0]
  const to = arms === null ? mean!.map((m, i) => m + (1 - propensity[i]!) * effects[i]!) : arms[1]
  return doublyRobust({ outcome, arm, to, from, chanceTo: propensity, chanceFrom: propensity.map((p) => 1 - p) })
}

const tableOf = (columns: Columns): Table => makeTable(columns.names, columns.n, columns.data)

function overlap(propensity: Float64Array, raw: Float64Array, seen: boolean) {
  let [least, most, clipped] = [1, 0, 0]
  for (let i = 0; i < propensity.length; i++) {
    least = Math.min(least, propensity[i]!)
    most = Math.max(most, propensity[i]!)
    if (propensity[i] !== raw[i]) clipped++
  }
  const warnings: string[] = []
  if (seen)
    warnings.push(
      'without folds each row is predicted by models that saw it: effects look surer and more different than they are.',
    )
  if (clipped > 0) warnings.push(`${clipped} propensities were clipped: the average is of another, nearby population.`)
  if (least < 0.01 || most > 0.99) {
    warnings.push(
      `propensities run from ${least.toPrecision(2)} to ${most.toPrecision(4)}: a few rows may decide the averages.`,
    )
  }
  return { diagnostics: { propensity: Object.freeze({ min: least, max: most }), clipped }, warnings }
}
