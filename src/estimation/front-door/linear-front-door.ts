import { CausalError } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { designMatrix } from '../../numeric/design-matrix.js'
import { euclideanNorm } from '../../numeric/euclidean-norm.js'
import { leastSquares } from '../../numeric/least-squares.js'
import { fUpperTail } from '../../numeric/special/f.js'
import { standardized } from '../../numeric/standardized.js'
import { times } from '../../numeric/weighted-gram.js'
import { show } from '../../show.js'
import { totalWeight, unitCount } from '../core/problem/row-weights.js'
import { type Design, designOf } from '../core/regression/design.js'
import { isRefused, refused } from '../core/report/refused.js'
import type { EffectProblem, EstimatorFit, PreparedEstimator } from '../core/types/estimator.js'
import type { RefusedEffect } from '../core/types/refusal.js'

/** The front door for linear relations: Σ_j a_j b_j, with categorical mediators as indicators. */
export function linearFrontDoor(problem: EffectProblem): PreparedEstimator {
  if (problem.treatmentLevels !== undefined) {
    throw new CausalError(
      'not-supported',
      `${show(problem.treatmentName)} has more than two categories, which have no place on a line: leave the model out, or code it as numbers.`,
      { treatment: problem.treatmentName },
    )
  }
  const mediators = designOf(problem.through, problem.n, unitCount(problem))
  return {
    fit: () => {
      const fit = twoRegressions(problem, mediators, problem.weights ?? null)
      return isRefused(fit) ? fit : { ...fit, ...linearFigures(problem, mediators, fit) }
    },
    reweighted: (weights) => {
      const fit = twoRegressions(problem, mediators, weights)
      return isRefused(fit) ? null : fit.estimate
    },
  }
}

function twoRegressions(
  problem: EffectProblem,
  mediators: Design,
  weights: Float64Array | null,
): EstimatorFit | RefusedEffect {
  const { n, treatment, outcome } = problem
  const names = problem.through.map(({ name }) => name)
  const { column: dose, scale } = standardized(treatment)!
  const x = new Float64Array(2 * n)
  const k = mediators.k + 1
  const z = new Float64Array(n * k)
  for (let i = 0; i < n; i++) {
    x[2 * i] = 1
    x[2 * i + 1] = dose[i]!
    for (let a = 0; a < mediators.k; a++) z[i * k + a] = mediators.x[i * mediators.k + a]!
    z[i * k + mediators.k] = dose[i]!
  }
  const second = leastSquares(z, n, k, outcome, weights)
  if (!second.ok) {
    return refused(
      'no-overlap',
      `the mediators ${names.join(', ')} and ${problem.treatmentName} determine one another, so what they do to the outcome cannot be told apart.`,
      { mediators: names },
    )
  }
  const influence = new Float64Array(n)
  const total = totalWeight(weights, n)
  const toMediators = new Float64Array(k)
  let estimate = 0
  for (let j = 1; j < mediators.k; j++) {
    const column = Float64Array.from({ length: n }, (_, i) => mediators.x[i * mediators.k + j]!)
    const first = leastSquares(x, n, 2, column, weights)
    if (!first.ok)
      return refused('no-overlap', `${problem.treatmentName} does not vary in this sample.`, { mediators: names })
    const a = first.coefficients[1]! / scale
    const b = second.coefficients[j]!
    estimate += a * b
    toMediators[j] = a
    const direction = times(x, n, 2, first.inverseTimes(Float64Array.of(0, b / scale)))
    for (let i = 0; i < n; i++) influence[i]! += total * direction[i]! * first.residuals[i]!
  }
  const direction = times(z, n, k, second.inverseTimes(toMediators))
  for (let i = 0; i < n; i++) influence[i]! += total * direction[i]! * second.residuals[i]!
  return {
    estimate,
    influence,
    standardErrorMethod: 'stacked estimating equations of both stages (sandwich)',
    diagnostics: { mediators: Object.freeze(names) },
    warnings: [],
  }
}

/** Figures and warnings of a fit on rows without weights: with one mediator the two slopes, Sobel's error and the plain slope. */
function linearFigures(
  problem: EffectProblem,
  mediators: Design,
  fit: EstimatorFit,
): Pick<EstimatorFit, 'diagnostics' | 'warnings'> {
  const { n, treatment, outcome } = problem
  if (problem.weights !== undefined) return fit
  const columns = Array.from({ length: mediators.k - 1 }, (_, j) =>
    Float64Array.from({ length: n }, (_, i) => mediators.x[i * mediators.k + j + 1]!),
  )
  const { column: dose, scale } = standardized(treatment)!
  const second = leastSquares(designMatrix([dose, ...columns], n), n, columns.length + 2, outcome)
  if (!second.ok) return fit
  const warnings = interactionWarning(problem, mediators, second.residuals)
  const [only, ...more] = problem.through
  if (more.length > 0 || only?.levels !== undefined) return { ...fit, warnings }
  const alone = designMatrix([dose], n)
  const first = leastSquares(alone, n, 2, only!.values as Float64Array)
  const plain = leastSquares(alone, n, 2, outcome)
  if (!first.ok || !plain.ok) return { ...fit, warnings }
  const unit = standardized(only!.values as Float64Array)!.scale
  const a = first.coefficients[1]! / scale
  const b = second.coefficients[2]! / unit
  const error = (residuals: Float64Array, spread: number, k: number): number =>
    euclideanNorm(residuals) * Math.sqrt(spread / (n - k))
  const errorA = error(first.residuals, first.inverseTimes(Float64Array.of(0, 1))[1]!, 2) / scale
  const errorB = error(second.residuals, second.inverseTimes(Float64Array.of(0, 0, 1))[2]!, 3) / unit
  return {
    diagnostics: {
      ...fit.diagnostics,
      toMediator: a,
      toOutcome: b,
      sobelStandardError: Math.sqrt((a * errorB) ** 2 + (b * errorA) ** 2),
      unadjustedSlope: plain.coefficients[1]! / scale,
    },
    warnings,
  }
}

/**
 * Says so when the data show that what the mediators do differs with the treatment: then the product of two slopes is not
 * the front-door effect. The F test of the products of treatment and mediators, at 1 in 1,000.
 */
function interactionWarning(problem: EffectProblem, mediators: Design, residuals: Float64Array): string[] {
  const { n, treatment, outcome } = problem
  const dose = standardized(treatment)!.column
  const columns = Array.from({ length: mediators.k - 1 }, (_, j) =>
    Float64Array.from({ length: n }, (_, i) => mediators.x[i * mediators.k + j + 1]!),
  )
  const products = columns.map((column) => column.map((value, i) => value * dose[i]!))
  const k = 2 + 2 * columns.length
  if (n <= k) return []
  const fit = leastSquares(designMatrix([dose, ...columns, ...products], n), n, k, outcome)
  const rest = fit.ok ? euclideanNorm(fit.residuals) : 0
  // products that the columns determine, or a perfect fit, show nothing
  if (!fit.ok || !(rest > 1e-9 * euclideanNorm(residuals))) return []
  const f = (((euclideanNorm(residuals) / rest) ** 2 - 1) * (n - k)) / products.length
  if (!(fUpperTail(f, products.length, n - k) < 1e-3)) return []
  return [
    `what ${quoteNames(problem.through.map(({ name }) => name))} ${problem.through.length > 1 ? 'do' : 'does'} to ${show(problem.outcomeName)} differs with ${show(problem.treatmentName)} (F = ${f.toPrecision(3)} on ${products.length} and ${n - k}), so the linear product is not the front-door effect: leave the model out, grouping numbers where needed.`,
  ]
}
