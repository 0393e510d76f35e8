import { CausalError } from '../../errors.js'
import { euclideanNorm } from '../../numeric/euclidean-norm.js'
import { type LeastSquares, leastSquares } from '../../numeric/least-squares.js'
import { standardized } from '../../numeric/standardized.js'
import { times } from '../../numeric/weighted-gram.js'
import { show } from '../../show.js'
import { armRanges, noOverlap, rangeGaps, rangeWarnings } from '../core/problem/overlap-gaps.js'
import { totalWeight, unitCount, unitsOf } from '../core/problem/row-weights.js'
import { requireRows } from '../core/problem/target-share.js'
import { designOf } from '../core/regression/design.js'
import { modelOf } from '../core/regression/linear-model.js'
import { isRefused } from '../core/report/refused.js'
import type { EffectProblem, EstimatorFit, PreparedEstimator } from '../core/types/estimator.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import type { RegressionStandardErrors } from '../core/types/terms.js'
import { leverageCorrected } from './leverage-corrected.js'

/** Least squares on covariates and treatment in one model: the coefficient of the treatment, or with products the average slope. */
export function slopeAdjustment(
  problem: EffectProblem,
  interactions: boolean,
  standardErrors: RegressionStandardErrors,
): PreparedEstimator | RefusedEffect {
  const { n, treatment } = problem
  const units = unitCount(problem)
  const design = designOf(problem.covariates, n, units)
  if (problem.arms !== null) requireRows(problem, 2)
  const ranges = armRanges(problem)
  const [beside] = rangeGaps(problem, ranges)
  if (beside !== undefined) return noOverlap(problem, [], beside)
  const { column: dose, scale } = standardized(treatment)!
  const products = interactions ? design.k : 1
  const k = design.k + products
  const z = new Float64Array(n * k)
  for (let i = 0; i < n; i++) {
    for (let a = 0; a < design.k; a++) z[i * k + a] = design.x[i * design.k + a]!
    for (let a = 0; a < products; a++) z[i * k + design.k + a] = dose[i]! * design.x[i * design.k + a]!
  }
  if (units <= k) {
    throw new CausalError(
      'too-few-rows',
      `there are ${units} rows for ${k} coefficients: adjust for less, or find more data.`,
      { rows: units, coefficients: k },
    )
  }
  const model = { problem, z, n, k, first: design.k, products, scale }
  const run = (weights: Float64Array | null): EstimatorFit | RefusedEffect => {
    const fit = leastSquares(z, n, k, problem.outcome, weights)
    if (!fit.ok) {
      return noOverlap(
        problem,
        [],
        `${show(problem.treatmentName)} cannot be told apart from the covariates${interactions ? ' and their products with it' : ''}`,
      )
    }
    return averageSlope(fit, model, standardErrors, weights)
  }
  return {
    fit: () => {
      const fit = run(problem.weights ?? null)
      return isRefused(fit) ? fit : { ...fit, warnings: [...fit.warnings, ...rangeWarnings(problem, ranges)] }
    },
    reweighted: (weights) => {
      const fit = run(weights)
      return isRefused(fit) ? null : fit.estimate
    },
  }
}

/** A fitted model and where in it the treatment stands. */
export interface SlopeModel {
  readonly problem: EffectProblem
  readonly z: Float64Array
  readonly n: number
  readonly k: number
  /** Where the treatment and its products begin. */
  readonly first: number
  readonly products: number
  /** The standard deviation of the treatment. */
  readonly scale: number
}

function averageSlope(
  fit: LeastSquares & { ok: true },
  model: SlopeModel,
  standardErrors: RegressionStandardErrors,
  weights: Float64Array | null,
): EstimatorFit {
  const { problem, z, n, k, first, products, scale } = model
  // the slope of row i is Σ_a b[first + a] x_a; its mean needs the mean of each x_a
  const derivative = new Float64Array(k)
  const total = totalWeight(weights, n)
  for (let i = 0; i < n; i++) {
    const weight = weights === null ? 1 : weights[i]!
    for (let a = 0; a < products; a++) derivative[first + a]! += weight * z[i * k + a]!
  }
  let estimate = 0
  for (let a = 0; a < k; a++) {
    derivative[a]! /= total * scale
    estimate += derivative[a]! * fit.coefficients[a]!
  }
  const direction = times(z, n, k, fit.inverseTimes(derivative))
  const influence = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    let slope = 0
    for (let a = 0; a < products; a++) slope += z[i * k + a]! * fit.coefficients[first + a]!
    influence[i] = total * direction[i]! * fit.residuals[i]! + (products > 1 ? slope / scale - estimate : 0)
  }
  const own = weights === (problem.weights ?? null) && standardErrors !== 'sandwich'
  return {
    estimate,
    influence,
    coefficients: k,
    ...(own
      ? {
          standardError: corrected(fit, model, direction, derivative, standardErrors),
          degreesOfFreedom: unitCount(problem) - k,
        }
      : {}),
    ...(products === 1
      ? { clustered: leverageCorrected(() => modelOf(fit, model.z, model.n, k), derivative, weights !== null) }
      : {}),
    standardErrorMethod:
      standardErrors === 'sandwich'
        ? 'stacked estimating equations (sandwich)'
        : standardErrors === 'classical'
          ? 'equal variances, divisor n − k; t distribution'
          : `${standardErrors} sandwich; t distribution`,
    diagnostics: { coefficients: k },
    warnings: [],
  }
}

/** The standard error of a coefficient with a correction for small samples: MacKinnon & White 1985. */
function corrected(
  fit: LeastSquares & { ok: true },
  { problem, z, n, k }: SlopeModel,
  direction: Float64Array,
  derivative: Float64Array,
  kind: RegressionStandardErrors,
): number {
  const units = unitsOf(problem)
  const rows = unitCount(problem)
  const sampling = problem.weightKind === 'sampling' ? problem.weights! : null
  if (kind === 'classical') {
    const spread = fit.inverseTimes(derivative)
    const variance = spread.reduce((sum, value, a) => sum + value * derivative[a]!, 0) / (rows - k)
    const weights = problem.weights
    const residuals =
      weights === undefined ? fit.residuals : fit.residuals.map((value, i) => value * Math.sqrt(weights[i]!))
    return euclideanNorm(residuals) * Math.sqrt(variance)
  }
  const parts = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    const row = z.subarray(i * k, i * k + k)
    const weight = sampling?.[i] ?? 1
    // HC1 needs no leverage
    const leverage =
      kind === 'HC1' ? 0 : weight * fit.inverseTimes(row).reduce((sum, value, a) => sum + value * row[a]!, 0)
    const factor = kind === 'HC1' ? rows / (rows - k) : kind === 'HC2' ? 1 / (1 - leverage) : 1 / (1 - leverage) ** 2
    parts[i] = weight * direction[i]! * fit.residuals[i]! * Math.sqrt(factor * (units?.[i] ?? 1))
  }
  return euclideanNorm(parts)
}
