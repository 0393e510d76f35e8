import { leastSquares } from '../../numeric/least-squares.js'
import { standardized } from '../../numeric/standardized.js'
import { times } from '../../numeric/weighted-gram.js'
import { type Design, designOf } from '../core/design.js'
import { isRefused, refused } from '../core/refused.js'
import type { EffectProblem, EstimatorFit, PreparedEstimator, RefusedEffect } from '../core/types.js'

/** The front door for linear relations: Σ_j a_j b_j, with categorical mediators as indicators. */
export function linearFrontDoor(problem: EffectProblem): PreparedEstimator {
  const mediators = designOf(problem.through, problem.n)
  return {
    fit: () => twoRegressions(problem, mediators, null),
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
    for (let i = 0; i < n; i++) influence[i]! += n * direction[i]! * first.residuals[i]!
  }
  const direction = times(z, n, k, second.inverseTimes(toMediators))
  for (let i = 0; i < n; i++) influence[i]! += n * direction[i]! * second.residuals[i]!
  return {
    estimate,
    influence,
    standardErrorMethod: 'stacked estimating equations of both stages (sandwich)',
    diagnostics: { mediators: Object.freeze(names) },
    warnings: [],
  }
}
