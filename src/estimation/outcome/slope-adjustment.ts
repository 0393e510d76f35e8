import { CausalError } from '../../errors.js'
import { euclideanNorm } from '../../numeric/euclidean-norm.js'
import { type LeastSquares, leastSquares } from '../../numeric/least-squares.js'
import { standardized } from '../../numeric/standardized.js'
import { times } from '../../numeric/weighted-gram.js'
import { show } from '../../show.js'
import { designOf } from '../core/design.js'
import { noOverlap } from '../core/overlap-gaps.js'
import { isRefused } from '../core/refused.js'
import { requireRows } from '../core/target-share.js'
import type {
  EffectProblem,
  EstimatorFit,
  PreparedEstimator,
  RefusedEffect,
  RegressionStandardErrors,
} from '../core/types.js'

/** Least squares on covariates and treatment in one model: the coefficient of the treatment, or with products the average slope. */
export function slopeAdjustment(
  problem: EffectProblem,
  interactions: boolean,
  standardErrors: RegressionStandardErrors,
): PreparedEstimator | RefusedEffect {
  const { n, treatment } = problem
  const design = designOf(problem.covariates, n)
  if (problem.arms !== null) requireRows(problem, 2)
  const { column: dose, scale } = standardized(treatment)!
  const products = interactions ? design.k : 1
  const k = design.k + products
  const z = new Float64Array(n * k)
  for (let i = 0; i < n; i++) {
    for (let a = 0; a < design.k; a++) z[i * k + a] = design.x[i * design.k + a]!
    for (let a = 0; a < products; a++) z[i * k + design.k + a] = dose[i]! * design.x[i * design.k + a]!
  }
  if (n <= k) {
    throw new CausalError(
      'too-few-rows',
      `there are ${n} rows for ${k} coefficients: adjust for less, or find more data.`,
      { rows: n, coefficients: k },
    )
  }
  const run = (weights: Float64Array | null): EstimatorFit | RefusedEffect => {
    const fit = leastSquares(z, n, k, problem.outcome, weights)
    if (!fit.ok) {
      return noOverlap(
        problem,
        [],
        `${show(problem.treatmentName)} cannot be told apart from the covariates${interactions ? ' and their products with it' : ''}`,
      )
    }
    return averageSlope(fit, { z, n, k, first: design.k, products, scale }, standardErrors, weights)
  }
  return {
    fit: () => run(null),
    reweighted: (weights) => {
      const fit = run(weights)
      return isRefused(fit) ? null : fit.estimate
    },
  }
}

interface SlopeModel {
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
  { z, n, k, first, products, scale }: SlopeModel,
  standardErrors: RegressionStandardErrors,
  weights: Float64Array | null,
): EstimatorFit {
  // the slope of row i is Σ_a b[first + a] x_a; its mean needs the mean of each x_a
  const derivative = new Float64Array(k)
  let total = 0
  for (let i = 0; i < n; i++) {
    const weight = weights === null ? 1 : weights[i]!
    total += weight
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
    influence[i] = n * direction[i]! * fit.residuals[i]! + (products > 1 ? slope / scale - estimate : 0)
  }
  return {
    estimate,
    influence,
    ...(weights === null && standardErrors !== 'sandwich'
      ? { standardError: corrected(fit, { z, n, k, first, products, scale }, direction, derivative, standardErrors) }
      : {}),
    standardErrorMethod:
      standardErrors === 'sandwich'
        ? 'stacked estimating equations (sandwich)'
        : standardErrors === 'classical'
          ? 'equal variances, divisor n − k'
          : `${standardErrors} sandwich`,
    diagnostics: { coefficients: k },
    warnings: [],
  }
}

/** The standard error of a coefficient with a correction for small samples: MacKinnon & White 1985. */
function corrected(
  fit: LeastSquares & { ok: true },
  { z, n, k }: SlopeModel,
  direction: Float64Array,
  derivative: Float64Array,
  kind: RegressionStandardErrors,
): number {
  if (kind === 'classical') {
    const spread = fit.inverseTimes(derivative)
    const variance = spread.reduce((sum, value, a) => sum + value * derivative[a]!, 0) / (n - k)
    return euclideanNorm(fit.residuals) * Math.sqrt(variance)
  }
  const parts = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    const row = z.slice(i * k, i * k + k)
    const leverage = fit.inverseTimes(row).reduce((total, value, a) => total + value * row[a]!, 0)
    const factor = kind === 'HC1' ? n / (n - k) : kind === 'HC2' ? 1 / (1 - leverage) : 1 / (1 - leverage) ** 2
    parts[i] = direction[i]! * fit.residuals[i]! * Math.sqrt(factor)
  }
  return euclideanNorm(parts)
}
