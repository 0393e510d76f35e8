import { checkTable } from '../../data/tables/check-table.js'
import { makeTable } from '../../data/tables/make-table.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedLearner, rowsOf } from '../../learners/core/checked-learner.js'
import { partedBy } from '../../learners/core/folds.js'
import type { Learner } from '../../learners/core/types.js'
import { gradientBoosting } from '../../learners/trees/gradient-boosting.js'
import { checkedList, checkedObject, indexNames, quoteNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { seedStream } from '../../probability/streams/stream.js'
import { show } from '../../show.js'
import { requireArms, requireRows } from '../core/problem/target-share.js'
import { withoutInJson } from '../core/report/long-arrays.js'
import { refused } from '../core/report/refused.js'
import type { EffectEstimate, EstimatedEffect } from '../core/types/effect.js'
import type { EffectProblem, Estimator, EstimatorFit } from '../core/types/estimator.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import { asChoice, type Columns, columnsOf, crossFit } from '../double-machine-learning/cross-fit.js'
import { watch } from '../double-machine-learning/double-machine-learning.js'
import { checkFolds, foldsOf } from '../double-machine-learning/folds-of.js'
import { doublyRobust } from '../double-machine-learning/scores.js'
import { estimateEffect } from '../effects/estimate-effect.js'
import { checkClip } from '../weighting/check-clip.js'
import type {
  EffectLearner,
  EffectLearningProblem,
  HeterogeneousEffects,
  HeterogeneousEffectsQuestion,
  UnitEffects,
} from './types.js'

/**
 * Effects that differ from unit to unit: for each row what the treatment does to units like it, with what is known of the error.
 *
 * The graph says what to adjust for. The effect for a row comes from models that did not see it (cross-fitting, or the trees of a
 * forest that left it out). The result also has each row's doubly robust score, from which `effectsByGroup`, `bestLinearProjection`,
 * `rankingMetrics` and `policyTree` make statements with honest errors, whatever the learner is worth: effects of single units are
 * hard to learn, and no learner is right for all data.
 *
 * @param table - n rows; the columns that are used must be complete
 * @param question - graph, treatment, outcome and learner
 * @returns effects, scores and the average effect; or a refusal
 * @throws CausalError as `estimateEffect`; `invalid-argument` for a learner that is none and for options out of range,
 *   `not-supported` for a treatment of numbers, and for modifiers that the learner cannot part from the other covariates; `aborted`
 * @complexity (folds + 1) fits of the learner, and folds fits of each nuisance
 * @see Künzel, Sekhon, Bickel & Yu 2019; Nie & Wager 2021; Kennedy 2023; Athey, Tibshirani & Wager 2019
 * @category Estimation
 * @example
 * const x = Array.from({ length: 400 }, (_, i) => Math.sin(i * i))
 * const T = x.map((_, i) => (i % 2 ? 'new' : 'old'))
 * const Y = x.map((v, i) => (i % 2 ? 1 + 2 * v : 0) + 0.1 * Math.sin(3 * i))
 * const e = heterogeneousEffects(table({ x, T, Y }), {
 *   graph: dag('x -> Y; T -> Y'),
 *   treatment: 'T',
 *   outcome: 'Y',
 *   contrast: { from: 'old', to: 'new' },
 *   modifiers: ['x'],
 *   learner: drLearner({ learner: ridge({ penalty: 0 }) }),
 * })
 * e.estimated && e.predict(table({ x: [0, 1] })).effects.map((v) => Math.round(10 * v) / 10)
 * //=> [1, 3]
 */
export function heterogeneousEffects<T, const G extends string>(
  table: Table<T>,
  question: HeterogeneousEffectsQuestion<G, T>,
): HeterogeneousEffects | RefusedEffect {
  return calledAs('heterogeneousEffects', () => {
    checkTable(table)
    checkOptions('question', question, [
      'graph',
      'treatment',
      'outcome',
      'contrast',
      'event',
      'adjustment',
      'confidence',
      'learner',
      'modifiers',
      'nuisances',
      'folds',
      'clip',
      'seed',
      'onProgress',
      'signal',
    ])
    const given = checkedObject('question', question) as unknown as HeterogeneousEffectsQuestion
    const settings = checkedSettings(given)
    const source = table as unknown as Table
    const adjustment = given.modifiers === undefined ? given.adjustment : adjusted(source, given)
    if (adjustment !== undefined && 'estimated' in adjustment) return adjustment
    return learn(source, given, settings, adjustment)
  })
}

interface Settings {
  readonly learner: EffectLearner
  readonly nuisances: { readonly outcome: Learner; readonly treatment: Learner }
  readonly clip: readonly [number, number] | null
}

const needed: readonly unknown[] = ['mean', 'arms']

function checkedSettings({ learner, nuisances, folds, seed = 1, clip }: HeterogeneousEffectsQuestion): Settings {
  if (
    typeof learner !== 'object' ||
    learner === null ||
    typeof learner.fit !== 'function' ||
    !needed.includes(learner.needs)
  ) {
    throw new CausalError(
      'invalid-argument',
      `give a learner of effects, such as causalForest() or drLearner() (called, not the function itself), got ${show(learner)}.`,
      { option: 'learner' },
    )
  }
  checkOptions('nuisances', nuisances, ['outcome', 'treatment'])
  if (folds !== 1) checkFolds(folds)
  seedStream(seed)
  const usual = gradientBoosting({ rounds: 100, depth: 3 })
  const own = (role: 'outcome' | 'treatment'): Learner =>
    nuisances?.[role] === undefined ? usual : checkedLearner(`nuisances.${role}`, nuisances[role])
  return { learner, nuisances: { outcome: own('outcome'), treatment: own('treatment') }, clip: checkClip(clip) }
}

/** The columns that the graph asks to adjust for, and the modifiers. `estimateEffect` judges whether the whole set will do. */
function adjusted(table: Table, question: HeterogeneousEffectsQuestion): readonly string[] | RefusedEffect {
  const modifiers = checkedList('modifiers', question.modifiers!)
  indexNames('modifier', modifiers)
  if (modifiers.length === 0) {
    throw new CausalError('invalid-argument', 'the list of modifiers is empty: leave it out, or name a column.', {
      option: 'modifiers',
    })
  }
  let names: readonly string[] = question.adjustment ?? []
  if (question.adjustment === undefined) {
    const looked = ask(table, question, undefined, (problem) => {
      names = problem.covariates.map(({ name }) => name)
      return refused('no-overlap', '', { only: 'looked' })
    })
    if (!looked.estimated && looked.witness['only'] !== 'looked') return looked
  }
  return [...names, ...modifiers.filter((name) => !names.includes(name))]
}

/** Identifies the effect and codes the columns as `estimateEffect` does, and hands them to `answer`. */
function ask(
  table: Table,
  question: HeterogeneousEffectsQuestion,
  adjustment: readonly string[] | undefined,
  answer: (problem: EffectProblem) => EstimatorFit | RefusedEffect,
): EffectEstimate {
  const { graph, treatment, outcome, contrast, event, confidence } = question
  const estimator: Estimator = {
    name: `the mean of doubly robust scores`,
    population: 'ATE',
    strategy: 'back-door',
    prepare: (problem) => {
      requireArms(problem, 'heterogeneousEffects')
      requireRows(problem, 2)
      return { fit: () => answer(problem), reweighted: () => null }
    },
  }
  return estimateEffect(table, {
    graph: graph as never,
    treatment: treatment as never,
    outcome: outcome as never,
    estimator,
    ...(contrast === undefined ? {} : { contrast }),
    ...(event === undefined ? {} : { event }),
    ...(confidence === undefined ? {} : { confidence }),
    ...(adjustment === undefined ? {} : { adjustment: adjustment as never }),
  })
}

function learn(
  table: Table,
  question: HeterogeneousEffectsQuestion,
  settings: Settings,
  adjustment: readonly string[] | undefined,
): HeterogeneousEffects | RefusedEffect {
  let found: Learned | null = null
  const average = ask(table, question, adjustment, (problem) => {
    if (problem.treatmentLevels !== undefined) throw manyArms(problem)
    const result = learnEffects(problem, question, settings)
    if ('estimated' in result) return result
    found = result
    const mean = result.scores.reduce((sum, value) => sum + value, 0) / problem.n
    return {
      estimate: mean,
      influence: result.scores.map((value) => value - mean),
      standardErrorMethod: 'doubly robust scores',
      diagnostics: result.diagnostics,
      warnings: result.warnings,
    }
  })
  if (!average.estimated) return average
  return reported(average, found!, settings.learner, question)
}

function manyArms({ treatmentName }: EffectProblem): CausalError {
  return new CausalError(
    'not-supported',
    `${show(treatmentName)} has more than two categories: keep the rows of the two that are compared, with where(table, …).`,
    { treatment: treatmentName },
  )
}

interface Learned extends UnitEffects {
  readonly scores: Float64Array
  readonly propensities: Float64Array
  readonly modifiers: readonly string[]
  readonly diagnostics: Readonly<Record<string, unknown>>
  readonly warnings: readonly string[]
  readonly predict: (table: Table) => UnitEffects
}

function learnEffects(
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

function reported(
  average: EstimatedEffect,
  { effects, standardErrors, scores, propensities, modifiers, predict }: Learned,
  learner: EffectLearner,
  { treatment }: HeterogeneousEffectsQuestion,
): HeterogeneousEffects {
  const warnings =
    standardErrors === null ? [`the ${learner.name} knows no standard errors of single effects of ${treatment}.`] : []
  return withoutInJson(
    {
      estimated: true as const,
      effects,
      standardErrors,
      scores,
      propensities,
      average,
      modifiers: Object.freeze([...modifiers]),
      learner: learner.name,
      n: effects.length,
      warnings: Object.freeze([...average.warnings, ...warnings]),
      predict: (table: Table) => calledAs('heterogeneousEffects', () => predict(table)),
    },
    ['effects', 'standardErrors', 'scores', 'propensities', 'predict'],
  )
}
