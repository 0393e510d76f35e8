import type { TargetPopulation } from '../core/types.js'
import type { ArmPropensities } from './propensity.js'

/**
 * Weights that make each arm look like the target population, and their derivatives by the two linear predictors: of the
 * treated arm's propensity, and of the control arm's where it has a model of its own (else that entry is null).
 */
export interface ArmWeights {
  readonly control: Float64Array
  readonly treated: Float64Array
  readonly slopes: readonly [treated: WeightSlopes, control: WeightSlopes | null]
}

/** The derivatives of both arms' weights by one linear predictor. */
export interface WeightSlopes {
  readonly control: Float64Array
  readonly treated: Float64Array
}

/**
 * The weights are h / e₁ and h / e₀ with h = 1, e₁, e₀ or e₁ e₀: each is e₁ᵃ e₀ᵇ with these exponents. Of two arms
 * e₀ = 1 − e₁; of more, Li & Li 2019.
 */
const exponents: Readonly<Record<string, { readonly treated: [number, number]; readonly control: [number, number] }>> =
  {
    ATE: { treated: [-1, 0], control: [0, -1] },
    ATT: { treated: [0, 0], control: [1, -1] },
    ATC: { treated: [-1, 1], control: [0, 0] },
    ATO: { treated: [0, 1], control: [1, 0] },
  }

/** The derivative of e₁ᵃ e₀ᵇ by the predictor of e₁ is a (1 − e₁) times it. A clipped propensity does not move. */
export function armWeights(
  treatment: Float64Array,
  { treated: one, control: zero }: ArmPropensities,
  target: TargetPopulation,
): ArmWeights {
  const n = treatment.length
  const arrays = (): WeightSlopes => ({ control: new Float64Array(n), treated: new Float64Array(n) })
  const weights = arrays()
  const slopes = [arrays(), zero === null ? null : arrays()] as const
  for (let i = 0; i < n; i++) {
    const arm = treatment[i] === 1 ? 'treated' : treatment[i] === 0 ? 'control' : null
    if (arm === null) continue
    const [a, b] = exponents[target]![arm]
    const e1 = one.e[i]!
    const e0 = zero === null ? 1 - e1 : zero.e[i]!
    const weight = power(e1, a) * power(e0, b)
    const byOne = one.clipped[i] === 1 ? 0 : a * (1 - e1) * weight
    weights[arm][i] = weight
    if (slopes[1] !== null) {
      slopes[0][arm][i] = byOne
      slopes[1][arm][i] = zero!.clipped[i] === 1 ? 0 : b * (1 - e0) * weight
    } else {
      // one predictor moves both: up with e₁, down with e₀
      slopes[0][arm][i] = byOne - (one.clipped[i] === 1 ? 0 : b * e1 * weight)
    }
  }
  return { ...weights, slopes }
}

const power = (e: number, exponent: number): number => (exponent === 0 ? 1 : exponent === 1 ? e : 1 / e)
