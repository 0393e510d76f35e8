import { CausalError } from '../../errors.js'
import type { Learner } from '../../learners/core/types.js'
import { linearSolve } from '../../numeric/linear-solve.js'
import { show } from '../../show.js'
import { refused } from '../core/report/refused.js'
import type { Covariate, EffectProblem } from '../core/types/estimator.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import { asChoice, type Columns, type CrossFitPlan, columnsOf, crossFit, type NuisanceTask } from './cross-fit.js'
import {
  type ArmPredictions,
  armScore,
  averageScore,
  complierScore,
  doublyRobust,
  type LinearScore,
  partiallingOut,
} from './scores.js'
import { interactiveSensitivity, linearSensitivity, type SensitivityParts } from './sensitivity-parts.js'
import type { DoubleMachineLearningModel, NuisancePredictions } from './types.js'

/** What one cut of the rows is computed with. */
export interface ScorePlan extends CrossFitPlan {
  readonly model: DoubleMachineLearningModel
  readonly learners: Record<'outcome' | 'treatment' | 'instrument', Learner | null>
  readonly population: 'ATE' | 'ATT' | 'ATC'
  readonly clip: readonly [number, number] | null
  readonly predictions: NuisancePredictions | null
}

/** The score of one cut, with what was predicted. */
export interface ScoreResult {
  readonly score: LinearScore
  readonly predictions: NuisancePredictions
  readonly diagnostics: Readonly<Record<string, unknown>>
  readonly warnings: readonly string[]
  /** What an unmeasured confounder could do, where that is known. */
  readonly sensitivity?: (effect: number) => SensitivityParts
}

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

type Predict = (
  key: keyof NuisancePredictions,
  role: keyof ScorePlan['learners'],
  task: Omit<NuisanceTask, 'learner'>,
) => Float64Array

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

/** Numbers as they are, categories as indicators of all but the first that occurs. */
function instrumentColumns(through: readonly Covariate[]): { name: string; values: Float64Array }[] {
  return through.flatMap(({ name, values, levels }) => {
    if (levels === undefined) return [{ name, values: values as Float64Array }]
    const used = levels.map((_, code) => code).filter((code) => values.includes(code as never))
    return used.slice(1).map((code) => ({
      name: used.length === 2 ? name : `${name}=${levels[code]}`,
      values: Float64Array.from(values, (value) => (value === code ? 1 : 0)),
    }))
  })
}

/** The instrument's residual, or of several the combination that predicts the treatment's residual best. */
function combined(z: readonly Float64Array[], t: Float64Array, weights: Float64Array | null): Float64Array | null {
  const k = z.length
  if (k === 1) return z[0]!
  const gram = new Float64Array(k * k)
  const right = new Float64Array(k)
  for (let i = 0; i < t.length; i++) {
    const w = weights?.[i] ?? 1
    for (let a = 0; a < k; a++) {
      right[a]! += w * z[a]![i]! * t[i]!
      for (let b = 0; b < k; b++) gram[a * k + b]! += w * z[a]![i]! * z[b]![i]!
    }
  }
  const solved = linearSolve(gram, k, right)
  if (!solved.ok) return null
  return t.map((_, i) => z.reduce((sum, column, a) => sum + solved.solution[a]! * column[i]!, 0))
}

/** The F statistic of the treatment's residual on the instrument's, robust to unequal variances. */
function firstStage(z: Float64Array, t: Float64Array): number {
  let [zz, zt] = [0, 0]
  for (let i = 0; i < z.length; i++) {
    zz += z[i]! * z[i]!
    zt += z[i]! * t[i]!
  }
  const slope = zt / zz
  let meat = 0
  for (let i = 0; i < z.length; i++) {
    const left = z[i]! * (t[i]! - slope * z[i]!)
    meat += left * left
  }
  return meat > 0 ? (zt * zt) / meat : Number.MAX_VALUE
}

function interactive(problem: EffectProblem, plan: ScorePlan, predict: Predict): ScoreResult | RefusedEffect {
  const { treatment, outcome, outcomeName, treatmentName, population } = { ...problem, ...plan }
  const among = (arm: 0 | 1): Uint8Array => Uint8Array.from(treatment, (t) => (t === arm ? 1 : 0))
  const target = { name: outcomeName, target: outcome }
  const own = outcome
  const to = population === 'ATT' ? own : predict('outcomeTo', 'outcome', { ...target, among: among(1) })
  const from = population === 'ATC' ? own : predict('outcomeFrom', 'outcome', { ...target, among: among(0) })
  const chance = predict('treatment', 'treatment', { name: treatmentName, target: asChoice(treatment) })
  const others = treatment.includes(-1)
  const rest = others ? crossFitOther(problem, plan, treatment) : chance.map((p) => 1 - p)
  const held = hold([chance, rest], plan.clip)
  const refusal = outside(problem, held, population)
  if (refusal !== null) return refusal
  const p: ArmPredictions = { outcome, arm: treatment, to, from, chanceTo: held[0]!, chanceFrom: held[1]! }
  return {
    score: population === 'ATE' ? averageScore(p) : armScore(p, population === 'ATT' ? 1 : 0),
    predictions: {
      ...(population === 'ATT' ? {} : { outcomeTo: to }),
      ...(population === 'ATC' ? {} : { outcomeFrom: from }),
      treatment: held[0]!,
    },
    ...overlapOf(held, plan.clip, [chance, rest]),
    ...(population === 'ATE' && !others ? { sensitivity: () => interactiveSensitivity(p) } : {}),
  }
}

/** The probability of the arm compared with, where there are more than two. */
function crossFitOther(problem: EffectProblem, plan: ScorePlan, treatment: Float64Array): Float64Array {
  const columns = columnsOf(problem.covariates, problem.n)
  const learner = plan.learners.treatment
  if (learner === null) {
    throw new CausalError(
      'not-supported',
      'predictions from elsewhere serve two arms only: give a learner for the treatment, or leave the other rows out.',
    )
  }
  const target = asChoice(treatment.map((t) => (t === 0 ? 1 : 0)))
  return crossFit(columns, { learner, name: problem.treatmentName, target }, plan)
}

function interactiveIv(problem: EffectProblem, plan: ScorePlan, predict: Predict): ScoreResult | RefusedEffect {
  const { treatment, outcome, outcomeName, treatmentName } = problem
  const columns = instrumentColumns(problem.through)
  const [only] = columns
  const values = [...new Set(only?.values ?? [])].sort((a, b) => a - b)
  if (columns.length !== 1 || values.length !== 2) {
    throw new CausalError(
      'not-supported',
      `the model 'interactive-iv' takes one instrument with two values, and the graph implies ${problem.through.length === 1 ? `${show(problem.through[0]!.name)} with more` : show(problem.through.map(({ name }) => name))}: use the model 'iv'.`,
      { instruments: problem.through.map(({ name }) => name) },
    )
  }
  const z = only!.values.map((value) => (value === values[1] ? 1 : 0))
  const among = (side: 0 | 1): Uint8Array => Uint8Array.from(z, (value) => (value === side ? 1 : 0))
  const y = { name: outcomeName, target: outcome }
  const t = { name: treatmentName, target: asChoice(treatment) }
  const outcomeTo = predict('outcomeTo', 'outcome', { ...y, among: among(1) })
  const outcomeFrom = predict('outcomeFrom', 'outcome', { ...y, among: among(0) })
  const treatmentTo = chances(predict, 'treatmentTo', t, among(1), treatment)
  const treatmentFrom = chances(predict, 'treatmentFrom', t, among(0), treatment)
  const chance = predict('instrument', 'instrument', { name: only!.name, target: asChoice(z) })
  const pair = [chance, chance.map((p) => 1 - p)] as const
  const held = hold(pair, plan.clip)
  const refusal = outside(
    { ...problem, arms: [`${only!.name} = ${values[0]}`, `${only!.name} = ${values[1]}`] },
    held,
    'ATE',
  )
  if (refusal !== null) return refusal
  const shared = { arm: z, chanceTo: held[0]!, chanceFrom: held[1]! }
  const onOutcome = doublyRobust({ ...shared, outcome, to: outcomeTo, from: outcomeFrom })
  const onTreatment = doublyRobust({ ...shared, outcome: treatment, to: treatmentTo, from: treatmentFrom })
  const compliers = onTreatment.reduce((sum, value) => sum + value, 0) / problem.n
  const { diagnostics, warnings } = overlapOf(held, plan.clip, pair)
  return {
    score: complierScore(onOutcome, onTreatment),
    predictions: { outcomeTo, outcomeFrom, treatmentTo, treatmentFrom, instrument: held[0]! },
    diagnostics: { ...diagnostics, instruments: [only!.name], compliers },
    warnings:
      Math.abs(compliers) < 0.05
        ? [...warnings, `the instrument moves the treatment of ${(100 * compliers).toPrecision(2)} % of the rows only.`]
        : warnings,
  }
}

/** The chance of treatment on one side of the instrument; where all or none are treated there, nothing is to be learned. */
function chances(
  predict: Predict,
  key: 'treatmentTo' | 'treatmentFrom',
  task: Omit<NuisanceTask, 'learner'>,
  among: Uint8Array,
  treatment: Float64Array,
): Float64Array {
  let [rows, treated] = [0, 0]
  for (let i = 0; i < treatment.length; i++) {
    rows += among[i]!
    treated += among[i]! * treatment[i]!
  }
  if (treated === 0 || treated === rows) return new Float64Array(treatment.length).fill(treated / rows)
  return predict(key, 'treatment', { ...task, among })
}

function hold(chances: readonly [Float64Array, Float64Array], clip: readonly [number, number] | null): Float64Array[] {
  return clip === null
    ? [...chances]
    : chances.map((p) => p.map((value) => Math.min(clip[1], Math.max(clip[0], value))))
}

/** A refusal where a probability by which is divided is 0. */
function outside(
  problem: EffectProblem,
  [to, from]: readonly Float64Array[],
  population: string,
): RefusedEffect | null {
  const divided = population === 'ATE' ? [to!, from!] : population === 'ATT' ? [from!] : [to!]
  const rows = divided.reduce((sum, p) => sum + p.reduce((count, value) => count + (value > 0 ? 0 : 1), 0), 0)
  if (rows === 0) return null
  return refused(
    'no-overlap',
    `the learner gives ${rows} rows a probability of 0 for ${problem.arms?.join(' or ') ?? problem.treatmentName}: restrict the rows to where both occur, hold the propensities with \`clip\`, or use a smoother learner.`,
    { rows, adjustment: problem.covariates.map(({ name }) => name) },
  )
}

function overlapOf(
  held: readonly Float64Array[],
  clip: readonly [number, number] | null,
  before: readonly Float64Array[],
): { diagnostics: Record<string, unknown>; warnings: string[] } {
  const [p] = held
  let [least, most, clipped] = [1, 0, 0]
  for (let i = 0; i < p!.length; i++) {
    least = Math.min(least, p![i]!)
    most = Math.max(most, p![i]!)
    if (clip !== null && p![i] !== before[0]![i]) clipped++
  }
  const warnings: string[] = []
  if (clipped > 0) warnings.push(`${clipped} propensities were clipped: the estimate is of another, nearby population.`)
  if (least < 0.01 || most > 0.99) {
    warnings.push(
      `propensities run from ${least.toPrecision(2)} to ${most.toPrecision(4)}: a few rows may decide the estimate.`,
    )
  }
  return { diagnostics: { propensity: Object.freeze({ min: least, max: most }), clipped }, warnings }
}

function stays({ treatmentName, covariates }: EffectProblem): string {
  return `the instruments determine one another, or do not vary, once ${covariates.length === 0 ? 'their means are' : 'the covariates are'} taken out: they do not move ${show(treatmentName)}.`
}

function rootMean(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length)
}
