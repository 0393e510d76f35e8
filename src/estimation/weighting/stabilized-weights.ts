import { totalWeight } from '../core/problem/row-weights.js'
import type { EffectProblem } from '../core/types/estimator.js'

/** The weights times the share of the row's own arm: their mean is about 1, and the effect the same. */
export function stabilizedWeights(
  { n, treatment, weights }: EffectProblem,
  { treated, control }: { readonly treated: Float64Array; readonly control: Float64Array },
): { readonly mean: number; readonly min: number; readonly max: number } {
  const size = [0, 0]
  for (let i = 0; i < n; i++) if (treatment[i] !== -1) size[treatment[i]!]! += weights?.[i] ?? 1
  const all = totalWeight(weights ?? null, n)
  let [sum, rows, min, max] = [0, 0, Number.POSITIVE_INFINITY, 0]
  for (let i = 0; i < n; i++) {
    const arm = treatment[i]!
    const count = weights?.[i] ?? 1
    if (arm === -1 || count === 0) continue
    const weight = (arm === 1 ? treated[i]! : control[i]!) * (size[arm]! / all)
    sum += count * weight
    rows += count
    min = Math.min(min, weight)
    max = Math.max(max, weight)
  }
  return Object.freeze({ mean: sum / rows, min, max })
}
