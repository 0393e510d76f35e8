import { solveCholesky } from '../../numeric/cholesky.js'
import { leastSquares } from '../../numeric/least-squares.js'
import { logisticRegression } from '../../numeric/logistic-regression.js'
import { poissonRegression } from '../../numeric/poisson-regression.js'
import { times } from '../../numeric/weighted-gram.js'
import type { Design } from '../core/regression/design.js'

/**
 * The form of an outcome model: a straight line, a logistic curve for outcomes of 0 and 1 (or shares), or an exponential one
 * (log-linear) for counts and other numbers from 0.
 *
 * @category Estimation
 */
export type OutcomeModel = 'linear' | 'logistic' | 'log-linear'

/** An outcome model of one arm. */
export interface ArmFit {
  /** The arm: 0 or 1. */
  readonly arm: 0 | 1
  /** The prediction for every row, of the other arm too. */
  readonly predicted: Float64Array
  /** The derivative of each prediction by its linear predictor; null where that is 1. */
  readonly slope: Float64Array | null
  /** Residuals of the arm's rows, 0 elsewhere. */
  readonly residuals: Float64Array
  /** The inverse of the derivative of the estimating equations, times c. */
  readonly inverseTimes: (c: Float64Array) => Float64Array
}

/** Fits the outcome in the rows of one arm; null when its rows do not determine the coefficients. */
export function armFit(
  design: Design,
  outcome: Float64Array,
  treatment: Float64Array,
  arm: 0 | 1,
  weights: Float64Array | null,
  model: OutcomeModel = 'linear',
): ArmFit | null {
  const { n, k, x } = design
  const inArm = new Float64Array(n)
  for (let i = 0; i < n; i++) inArm[i] = Number(treatment[i] === arm) * (weights === null ? 1 : weights[i]!)
  const own = (residuals: Float64Array): Float64Array => {
    for (let i = 0; i < n; i++) if (treatment[i] !== arm) residuals[i] = 0
    return residuals
  }
  if (model === 'linear') {
    const fit = leastSquares(x, n, k, outcome, inArm)
    if (!fit.ok) return null
    const { residuals, inverseTimes } = fit
    return { arm, predicted: times(x, n, k, fit.coefficients), slope: null, residuals: own(residuals), inverseTimes }
  }
  const fit =
    model === 'logistic' ? logisticRegression(x, n, k, outcome, inArm) : poissonRegression(x, n, k, outcome, inArm)
  if (!fit.ok) return null
  const { fitted, factor } = fit
  return {
    arm,
    predicted: fitted,
    slope: model === 'logistic' ? fitted.map((p) => p * (1 - p)) : fitted,
    residuals: own(outcome.map((y, i) => y - fitted[i]!)),
    inverseTimes: (c) => solveCholesky(factor, k, c.slice()),
  }
}

/** Adds to `influence` what the fit's coefficients pass on of their uncertainty, for the derivative c of the estimate by them. */
export function addArmInfluence(
  influence: Float64Array,
  design: Design,
  fit: ArmFit,
  derivative: Float64Array,
  total: number = design.n,
): void {
  const { n, k, x } = design
  const direction = times(x, n, k, fit.inverseTimes(derivative))
  for (let i = 0; i < n; i++) influence[i]! += total * fit.residuals[i]! * direction[i]!
}

/** v times the slopes of the predictions. */
export function bySlope({ slope }: ArmFit, v: Float64Array): Float64Array {
  return slope === null ? v : v.map((value, i) => value * slope[i]!)
}
