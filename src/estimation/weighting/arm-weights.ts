import type { TargetPopulation } from '../core/question/contrast.js'
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
  const weights = slopesOf(n)
  const byOne = slopesOf(n)
  const byZero = zero === null ? null : slopesOf(n)
  const { treated, control } = exponents[target]!
  for (let i = 0; i < n; i++) {
    const t = treatment[i]!
    if (t !== 0 && t !== 1) continue
    const [a, b] = t === 1 ? treated : control
    const e1 = one.e[i]!
    const e0 = zero === null ? 1 - e1 : zero.e[i]!
    const weight = power(e1, a) * power(e0, b)
    const own = one.clipped[i] === 1 ? 0 : a * (1 - e1) * weight
    // with one predictor both move: up with e₁, down with e₀
    const slope = zero !== null || one.clipped[i] === 1 ? own : own - b * e1 * weight
    if (t === 1) {
      weights.treated[i] = weight
      byOne.treated[i] = slope
    } else {
      weights.control[i] = weight
      byOne.control[i] = slope
    }
    if (zero === null || zero.clipped[i] === 1) continue
    byZero![t === 1 ? 'treated' : 'control'][i] = b * (1 - e0) * weight
  }
  return { ...weights, slopes: [byOne, byZero] }
}

const slopesOf = (n: number): WeightSlopes => ({ control: new Float64Array(n), treated: new Float64Array(n) })

const power = (e: number, exponent: number): number => (exponent === 0 ? 1 : exponent === 1 ? e : 1 / e)
