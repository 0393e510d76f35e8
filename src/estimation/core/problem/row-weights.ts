import type { EffectProblem } from '../types/estimator.js'

/** The sum of the weights, or the number of rows without them. */
export function totalWeight(weights: Float64Array | null, n: number): number {
  if (weights === null) return n
  let total = 0
  for (let i = 0; i < n; i++) total += weights[i]!
  return total
}

/** The weights of a resample of a problem whose rows have weights themselves. */
export function timesOwn({ weights: own }: EffectProblem, weights: Float64Array): Float64Array {
  return own === undefined ? weights : weights.map((weight, i) => weight * own[i]!)
}

/** How many units each row stands for: what is counted, or one. Sampling weights say nothing of how many were seen. */
export function unitsOf({ weights, weightKind }: EffectProblem): Float64Array | null {
  return weights !== undefined && weightKind === 'counts' ? weights : null
}

/** Xᵀ (w v), the weights null for ones. */
export function weightedBy(weights: Float64Array | null, v: Float64Array): Float64Array {
  return weights === null ? v : v.map((value, i) => value * weights[i]!)
}

/** How many units there are. */
export function unitCount(problem: EffectProblem): number {
  return totalWeight(unitsOf(problem), problem.n)
}
