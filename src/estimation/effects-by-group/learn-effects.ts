import { checkTable } from '../../data/tables/check-table.js'
import { makeTable } from '../../data/tables/make-table.js'
import type { Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { rowsOf } from '../../learners/core/checked-learner.js'
import { partedBy } from '../../learners/core/folds.js'
import { quoteNames } from '../../names.js'
import { show } from '../../show.js'
import { watch } from '../core/problem/watch.js'
import { refused } from '../core/report/refused.js'
import type { EffectProblem } from '../core/types/estimator.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import { asChoice, type Columns, columnsOf, crossFit } from '../double-machine-learning/cross-fit.js'
import { foldsOf } from '../double-machine-learning/folds-of.js'
import { doublyRobust } from '../double-machine-learning/scores.js'
import type { Settings } from './effect-settings.js'
import type { EffectLearner, EffectLearningProblem, HeterogeneousEffectsQuestion, UnitEffects } from './types.js'

export interface Learned extends UnitEffects {
  readonly scores: Float64Array
  readonly propensities: Float64Array
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
  const plan = { fold, weights: null, seed, step }
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
    nuisances,
    seed,
    step,
  }
  const units = unitEffects(learner, full, fold)
  const scores = scoresOf(full, units.effects)
  return { ...units, scores, propensities: propensity, modifiers: names, ...overlap(propensity, raw, fold === null) }
}

/** Effects of the rows from models that did not see them, and the model of all rows. */
function unitEffects(
  learner: EffectLearner,
  full: EffectLearningProblem,
  fold: Int32Array | null,
): UnitEffects & { readonly predict: (table: Table) => UnitEffects } {
  full.step()
  const model = learner.fit(full)
  if (typeof model?.predict !== 'function') {
    throw new CausalError(
      'invalid-argument',
      `the learner ${show(learner.name)} must fit to a record with predict, got ${show(model)}.`,
    )
  }
  // a table that has the covariates, and maybe other columns
  const predict = (table: Table): UnitEffects => {
    checkTable(table)
    return model.predict(learner.ofSome ? chosen(table, full.features.columns) : chosen(table, full.covariates.columns))
  }
  if (model.outOfBag !== undefined && fold !== null) return { ...model.outOfBag, predict }
  const { arm } = full
  const effects = new Float64Array(arm.length)
  const errors = new Float64Array(arm.length)
  let known = true
  const folds = fold === null ? [null] : [...new Set(fold)].sort((a, b) => a - b)
  for (const f of folds) {
    const all = Int32Array.from(arm.keys())
    const { inside, outside } = f === null ? { inside: all, outside: all } : partedBy(fold!, f)
    if (f !== null) full.step()
    const part = f === null ? model : learner.fit(problemAt(full, outside))
    const held = part.predict(rowsOf(learner.ofSome ? full.features : full.covariates, inside))
    known &&= held.standardErrors !== null
    for (const [k, i] of inside.entries()) {
      effects[i] = held.effects[k]!
      errors[i] = held.standardErrors?.[k] ?? 0
    }
  }
  return { effects, standardErrors: known ? errors : null, predict }
}

function problemAt(full: EffectLearningProblem, rows: Int32Array): EffectLearningProblem {
  const at = (values: Float64Array): Float64Array => Float64Array.from(rows, (i) => values[i]!)
  return {
    ...full,
    covariates: rowsOf(full.covariates, rows),
    features: rowsOf(full.features, rows),
    arm: at(full.arm),
    outcome: at(full.outcome),
    propensity: at(full.propensity),
    mean: full.mean === null ? null : at(full.mean),
    arms: full.arms === null ? null : [at(full.arms[0]), at(full.arms[1])],
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

/** Some columns of a table by name. */
function chosen(table: Table, names: readonly string[]): Table {
  const missing = names.find((name) => !table.columns.includes(name))
  if (missing !== undefined) {
    throw new CausalError('unknown-name', `there is no column ${show(missing)}, by which effects differ.`, {
      name: missing,
    })
  }
  return makeTable(
    names,
    table.rowCount,
    names.map((name) => table.data[table.columns.indexOf(name)]!),
  )
}

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
