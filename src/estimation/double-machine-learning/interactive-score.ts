import { CausalError } from '../../errors.js'
import type { EffectProblem } from '../core/types/estimator.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import { asChoice, columnsOf, crossFit } from './cross-fit.js'
import { hold, outside, overlapOf } from './held-chances.js'
import type { Predict, ScorePlan, ScoreResult } from './score-plan.js'
import { type ArmPredictions, armScore, averageScore } from './scores.js'
import { interactiveSensitivity } from './sensitivity-parts.js'

export function interactive(problem: EffectProblem, plan: ScorePlan, predict: Predict): ScoreResult | RefusedEffect {
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
