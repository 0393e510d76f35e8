import type { EffectProblem, TargetPopulation } from '../core/types.js'

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

/** Σ share · (mean₁ − mean₀) / Σ share, or null when a stratum of the target lacks an arm. */
export function meanGap(strata: Strata, target: TargetPopulation): number | null {
  let sum = 0
  let total = 0
  for (let s = 0; s < strata.size[0].length; s++) {
    const share = shareOf(strata, s, target)
    if (share === 0) continue
    if (strata.size[0][s] === 0 || strata.size[1][s] === 0) return null
    sum += share * (strata.mean[1][s]! - strata.mean[0][s]!)
    total += share
  }
  return sum / total
}
