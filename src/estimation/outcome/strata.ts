import type { TargetPopulation } from '../core/question/contrast.js'
import type { EffectProblem } from '../core/types/estimator.js'

/** Weight and mean outcome of each arm in each stratum, and the weight of all rows there. */
export interface Strata {
  readonly whole: Float64Array
  readonly size: readonly [Float64Array, Float64Array]
  readonly mean: readonly [Float64Array, Float64Array]
}

/** Sums up each arm in each stratum; `group` says which stratum a row is in. */
export function sumStrata(
  problem: EffectProblem,
  group: Int32Array,
  strata: number,
  weights: Float64Array | null,
): Strata {
  const whole = new Float64Array(strata)
  const size = [new Float64Array(strata), new Float64Array(strata)] as const
  const mean = [new Float64Array(strata), new Float64Array(strata)] as const
  for (let i = 0; i < group.length; i++) {
    const weight = weights === null ? 1 : weights[i]!
    whole[group[i]!]! += weight
    const arm = problem.treatment[i]
    if (arm !== 0 && arm !== 1) continue
    size[arm][group[i]!]! += weight
    mean[arm][group[i]!]! += weight * problem.outcome[i]!
  }
  for (const arm of [0, 1] as const) for (let s = 0; s < strata; s++) mean[arm][s]! /= size[arm][s]!
  return { whole, size, mean }
}

/** How much of the target lies in a stratum. */
export function shareOf({ whole, size: [control, treated] }: Strata, s: number, target: TargetPopulation): number {
  return target === 'ATE' ? whole[s]! : target === 'ATT' ? treated[s]! : control[s]!
}

/** Σ share · mean / Σ share of each arm, or null when a stratum of the target lacks an arm. */
export function meansOf(strata: Strata, target: TargetPopulation): readonly [number, number] | null {
  const sum: [number, number] = [0, 0]
  let total = 0
  for (let s = 0; s < strata.size[0].length; s++) {
    const share = shareOf(strata, s, target)
    if (share === 0) continue
    if (strata.size[0][s] === 0 || strata.size[1][s] === 0) return null
    sum[0] += share * strata.mean[0][s]!
    sum[1] += share * strata.mean[1][s]!
    total += share
  }
  return [sum[0] / total, sum[1] / total]
}

/** The odds ratio common to the strata (Mantel & Haenszel 1959): Σ a d / n over Σ b c / n; null where that has no value. */
export function mantelHaenszel({ size: [control, treated], mean: [low, high] }: Strata): number | null {
  let [up, down] = [0, 0]
  for (let s = 0; s < control.length; s++) {
    const n = control[s]! + treated[s]!
    if (!(control[s]! > 0 && treated[s]! > 0)) continue
    const share = (control[s]! * treated[s]!) / n
    up += share * high[s]! * (1 - low[s]!)
    down += share * low[s]! * (1 - high[s]!)
  }
  return up > 0 && down > 0 ? up / down : null
}
