import { CausalError } from '../errors.js'
import type { EffectProblem, TargetPopulation } from './types.js'

/** Which rows the effect is averaged over: 1 for all, the treated, or the untreated. */
export function targetShare(treatment: Float64Array, target: TargetPopulation): Float64Array {
  if (target === 'ATT') return treatment
  return target === 'ATC' ? treatment.map((t) => 1 - t) : new Float64Array(treatment.length).fill(1)
}

/** Throws unless the estimand is among those that an estimator knows. */
export function checkTarget(where: string, target: TargetPopulation, known: readonly TargetPopulation[]): void {
  if (known.includes(target)) return
  throw new CausalError(
    where,
    'invalid-argument',
    `the estimand must be ${known.map((name) => `'${name}'`).join(' or ')}, got ${JSON.stringify(target)}.`,
    { estimand: target },
  )
}

/** Throws unless the treatment has two values. */
export function requireArms(problem: EffectProblem, estimator: string): void {
  if (problem.arms !== null) return
  throw new CausalError(
    'estimateEffect',
    'not-supported',
    `${estimator} compares two treatments, and ${JSON.stringify(problem.treatmentName)} has more than two values: use regressionAdjustment(), or recode it.`,
    { treatment: problem.treatmentName },
  )
}
