import type { ArmWeights } from './arm-weights.js'
import type { ArmPropensities } from './propensity.js'

/** Figures that show how far the arms overlap, and what to be wary of. */
export function overlapReport(
  { treated, control }: ArmPropensities,
  treatment: Float64Array,
  weights: ArmWeights,
): { diagnostics: Record<string, unknown>; warnings: string[] } {
  let [least, most, held] = [1, 0, 0]
  for (const { e, clipped } of control === null ? [treated] : [treated, control]) {
    for (let i = 0; i < e.length; i++) {
      least = Math.min(least, e[i]!)
      most = Math.max(most, e[i]!)
      held += clipped[i]!
    }
  }
  const rows = (arm: 0 | 1): number => treatment.reduce((sum, t) => sum + (t === arm ? 1 : 0), 0)
  const warnings: string[] = []
  if (held > 0) warnings.push(`${held} propensities were clipped: the estimate is of another, nearby population.`)
  if (least < 0.01 || (control === null && most > 0.99)) {
    warnings.push(
      `propensities run from ${least.toPrecision(2)} to ${most.toPrecision(4)}: a few rows may decide the estimate.`,
    )
  }
  return {
    diagnostics: {
      propensity: Object.freeze({ min: least, max: most }),
      effectiveSampleSize: Object.freeze({
        treated: effectiveSize(weights.treated),
        control: effectiveSize(weights.control),
      }),
      rows: Object.freeze({ treated: rows(1), control: rows(0) }),
      clipped: held,
    },
    warnings,
  }
}

/** (Σ w)² / Σ w²: as many rows of equal weight would give the same variance (Kish 1965). */
function effectiveSize(weights: Float64Array): number {
  let sum = 0
  let square = 0
  for (let i = 0; i < weights.length; i++) {
    sum += weights[i]!
    square += weights[i]! ** 2
  }
  return square === 0 ? 0 : (sum * sum) / square
}
