import { studentTQuantile } from '../../numeric/special/student-t.js'

/** A coefficient with its classical error. */
export interface Coefficient {
  readonly estimate: number
  readonly standardError: number
  readonly degreesOfFreedom: number
}

/**
 * The partial R² that a hidden cause needs with treatment and outcome alike to take away a share of the estimate, or (alpha
 * above 0) to make what is left insignificant: Cinelli & Hazlett 2020, equations 15 and 16.
 */
export function robustnessValue(
  { estimate, standardError, degreesOfFreedom: df }: Coefficient,
  share: number,
  alpha: number,
): number {
  const f = (share * Math.abs(estimate / standardError)) / Math.sqrt(df)
  const cut = alpha === 0 ? 0 : studentTQuantile(1 - alpha / 2, df - 1) / Math.sqrt(df - 1)
  const left = f - cut
  if (!(left > 0)) return 0
  // beyond this the outcome's side is at its bound of 1, and the treatment's side decides
  if (cut > 0 && f > 1 / cut) return (f * f - cut * cut) / (1 + f * f)
  // ½ (√(f⁴ + 4 f²) − f²) without cancellation
  return (2 * left) / (Math.sqrt(left * left + 4) + left)
}

/** The estimate and its error after a hidden cause with these partial R² is adjusted for, against the estimate's sign. */
export function adjustedBy(
  { estimate, standardError, degreesOfFreedom: df }: Coefficient,
  withTreatment: number,
  withOutcome: number,
): { readonly estimate: number; readonly standardError: number } {
  const bias = standardError * Math.sqrt(df) * Math.sqrt((withOutcome * withTreatment) / (1 - withTreatment))
  return {
    estimate: estimate >= 0 ? estimate - bias : estimate + bias,
    standardError: standardError * Math.sqrt(((1 - withOutcome) / (1 - withTreatment)) * (df / (df - 1))),
  }
}

/** Partial R² of a measured covariate: with the treatment given the others, with the outcome given the others and treatment. */
export interface MeasuredStrength {
  readonly treatment: number
  readonly outcome: number
}

/** The partial R² of a hidden cause k times as strong as a measured one; null where that is more than can be. */
export function benchmarkBounds(
  { treatment: d, outcome: y }: MeasuredStrength,
  k: number,
): { readonly withTreatment: number; readonly withOutcome: number } | null {
  const withTreatment = (k * d) / (1 - d)
  const both = (k * d * d) / ((1 - k * d) * (1 - d))
  if (!(withTreatment < 1 && both >= 0 && both < 1)) return null
  const factor = (Math.sqrt(k) + Math.sqrt(both)) / Math.sqrt(1 - both)
  return { withTreatment, withOutcome: Math.min(1, (factor * factor * y) / (1 - y)) }
}
