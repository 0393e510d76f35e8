import { refused } from '../core/report/refused.js'
import type { EffectProblem } from '../core/types/estimator.js'
import type { RefusedEffect } from '../core/types/refusal.js'

export function hold(
  chances: readonly [Float64Array, Float64Array],
  clip: readonly [number, number] | null,
): Float64Array[] {
  return clip === null
    ? [...chances]
    : chances.map((p) => p.map((value) => Math.min(clip[1], Math.max(clip[0], value))))
}

/** A refusal where a probability by which is divided is 0. */
export function outside(
  problem: EffectProblem,
  [to, from]: readonly Float64Array[],
  population: string,
): RefusedEffect | null {
  const divided = population === 'ATE' ? [to!, from!] : population === 'ATT' ? [from!] : [to!]
  const rows = divided.reduce((sum, p) => sum + p.reduce((count, value) => count + (value > 0 ? 0 : 1), 0), 0)
  return rows === 0 ? null : withoutChance(problem, rows)
}

/** The refusal of rows that have no chance of one of the arms. */
export function withoutChance(
  problem: Pick<EffectProblem, 'arms' | 'treatmentName'> & {
    readonly covariates: readonly ({ name: string } | string)[]
  },
  rows: number,
): RefusedEffect {
  return refused(
    'no-overlap',
    `the learner gives ${rows} rows a probability of 0 for ${problem.arms?.join(' or ') ?? problem.treatmentName}: restrict the rows to where both occur, hold the propensities with \`clip\`, or use a smoother learner.`,
    { rows, adjustment: problem.covariates.map((each) => (typeof each === 'string' ? each : each.name)) },
  )
}

export function overlapOf(
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
  return overlapReport(least, most, clipped)
}

/** The least and the greatest propensity, and how many were held, in figures and words. */
export function overlapReport(
  least: number,
  most: number,
  clipped: number,
): { diagnostics: Record<string, unknown>; warnings: string[] } {
  const warnings: string[] = []
  if (clipped > 0) warnings.push(`${clipped} propensities were clipped: the estimate is of another, nearby population.`)
  if (least < 0.01 || most > 0.99) {
    warnings.push(
      `propensities run from ${least.toPrecision(2)} to ${most.toPrecision(4)}: a few rows may decide the estimate.`,
    )
  }
  return { diagnostics: { propensity: Object.freeze({ min: least, max: most }), clipped }, warnings }
}
