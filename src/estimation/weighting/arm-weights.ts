import type { TargetPopulation } from '../core/types.js'

/** Weights that make each arm look like the target population, and their derivatives by the linear predictor of e. */
export interface ArmWeights {
  readonly control: Float64Array
  readonly treated: Float64Array
  readonly controlSlope: Float64Array
  readonly treatedSlope: Float64Array
}

/** With odds = e / (1 − e) = exp η: 1/e = 1 + 1/odds and 1/(1 − e) = 1 + odds. A clipped e does not move. */
export function armWeights(
  treatment: Float64Array,
  e: Float64Array,
  clipped: Uint8Array,
  target: TargetPopulation,
): ArmWeights {
  const n = treatment.length
  const [control, treated, controlSlope, treatedSlope] = Array.from({ length: 4 }, () => new Float64Array(n)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  for (let i = 0; i < n; i++) {
    const p = e[i]!
    const odds = p / (1 - p)
    const moves = clipped[i] === 1 ? 0 : 1
    if (treatment[i] === 1) {
      treated[i] = target === 'ATE' ? 1 / p : target === 'ATT' ? 1 : target === 'ATC' ? 1 / odds : 1 - p
      treatedSlope[i] = moves * (target === 'ATT' ? 0 : target === 'ATO' ? -p * (1 - p) : -1 / odds)
    } else {
      control[i] = target === 'ATE' ? 1 / (1 - p) : target === 'ATT' ? odds : target === 'ATC' ? 1 : p
      controlSlope[i] = moves * (target === 'ATC' ? 0 : target === 'ATO' ? p * (1 - p) : odds)
    }
  }
  return { control, treated, controlSlope, treatedSlope }
}
