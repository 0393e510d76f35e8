import { CausalError } from '../../../errors.js'
import { show } from '../../../show.js'
import type { TargetPopulation } from '../question/contrast.js'
import type { EffectProblem } from '../types/estimator.js'
import { unitsOf } from './row-weights.js'

/** Which rows the effect is averaged over: 1 for all, the treated, or the untreated. */
export function targetShare(treatment: Float64Array, target: TargetPopulation): Float64Array {
  if (target === 'ATT') return treatment.map((t) => (t === 1 ? 1 : 0))
  return target === 'ATC' ? treatment.map((t) => (t === 0 ? 1 : 0)) : new Float64Array(treatment.length).fill(1)
}

/** Throws unless the population is among those that an estimator knows. */
export function checkTarget(target: TargetPopulation, known: readonly TargetPopulation[]): void {
  if (known.includes(target)) return
  throw new CausalError(
    'invalid-argument',
    `the population must be ${known.map((name) => `'${name}'`).join(' or ')}, got ${show(target)}.`,
    { population: target },
  )
}

/** Throws unless the treatment has two values. */
export function requireArms(problem: EffectProblem, estimator: string): void {
  if (problem.arms !== null) return
  throw new CausalError(
    'not-supported',
    `${estimator} compares two treatments, and ${show(problem.treatmentName)} has more than two values: pick two with { contrast: { from, to } }, use regressionAdjustment(), or recode it.`,
    { treatment: problem.treatmentName },
  )
}

/** Throws when an arm that is needed has fewer than `least` rows: its spread could not be seen. */
export function requireRows(problem: EffectProblem, least: number, needed: readonly (0 | 1)[] = [0, 1]): void {
  for (const arm of needed) {
    const units = unitsOf(problem)
    const { treatment } = problem
    let rows = 0
    for (let i = 0; i < treatment.length; i++) {
      if (units === null) rows += Number(treatment[i] === arm)
      else if (treatment[i] === arm) rows += units[i]!
    }
    if (rows >= least) continue
    throw new CausalError(
      'too-few-rows',
      `there ${rows === 1 ? 'is 1 row' : `are ${rows} rows`} with ${problem.arms![arm]}, and at least ${least} are needed: adjust for less, or find more data.`,
      { treatment: problem.arms![arm], rows, needed: least },
    )
  }
}

/** The arms whose outcome model a target needs: in its own arm the mean outcome is enough. */
export function modelledArms(target: TargetPopulation): readonly (0 | 1)[] {
  return target === 'ATT' ? [0] : target === 'ATC' ? [1] : [0, 1]
}
