import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import type { EffectProblem } from '../core/types/estimator.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import { asChoice, type NuisanceTask } from './cross-fit.js'
import { hold, outside, overlapOf } from './held-chances.js'
import { instrumentColumns } from './instrument-residuals.js'
import type { Predict, ScorePlan, ScoreResult } from './score-plan.js'
import { complierScore, doublyRobust } from './scores.js'

export function interactiveIv(problem: EffectProblem, plan: ScorePlan, predict: Predict): ScoreResult | RefusedEffect {
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
