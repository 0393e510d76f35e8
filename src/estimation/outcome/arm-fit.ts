import { leastSquares } from '../../numeric/least-squares.js'
import { times } from '../../numeric/weighted-gram.js'
import type { Design } from '../core/design.js'

/** A linear outcome model of one arm. */
export interface ArmFit {
  /** The arm: 0 or 1. */
  readonly arm: 0 | 1
  /** The prediction for every row, of the other arm too. */
  readonly predicted: Float64Array
  /** Residuals of the arm's rows, 0 elsewhere. */
  readonly residuals: Float64Array
  /** (XᵀX)⁻¹ c of the arm's rows. */
  readonly inverseTimes: (c: Float64Array) => Float64Array
}

/** Fits the outcome in the rows of one arm; null when its rows do not determine the coefficients. */
export function armFit(
  design: Design,
  outcome: Float64Array,
  treatment: Float64Array,
  arm: 0 | 1,
  weights: Float64Array | null,
): ArmFit | null {
  const { n, k, x } = design
  const inArm = treatment.map((t, i) => (t === arm ? (weights === null ? 1 : weights[i]!) : 0))
  const fit = leastSquares(x, n, k, outcome, inArm)
  if (!fit.ok) return null
  return {
    arm,
    predicted: times(x, n, k, fit.coefficients),
    residuals: fit.residuals.map((residual, i) => (treatment[i] === arm ? residual : 0)),
    inverseTimes: fit.inverseTimes,
  }
}

/** Adds to `influence` what the fit's coefficients pass on of their uncertainty, for the derivative c of the estimate by them. */
export function addArmInfluence(influence: Float64Array, design: Design, fit: ArmFit, derivative: Float64Array): void {
  const { n, k, x } = design
  const direction = times(x, n, k, fit.inverseTimes(derivative))
  for (let i = 0; i < n; i++) influence[i]! += n * fit.residuals[i]! * direction[i]!
}
