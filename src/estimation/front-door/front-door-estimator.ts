import { calledAs } from '../../errors.js'
import { solveCholesky } from '../../numeric/cholesky.js'
import { type Design, designOf, standardized } from '../core/design.js'
import { leastSquares } from '../core/least-squares.js'
import { isRefused, refused } from '../core/refused.js'
import type { EffectProblem, Estimator, EstimatorFit, PreparedEstimator, RefusedEffect } from '../core/types.js'
import { times } from '../core/weighted-gram.js'

/**
 * The front-door estimator for linear relations: the effect of the treatment on the mediators times their effect on the
 * outcome with the treatment held fixed, Σ_j a_j b_j.
 *
 * The mediators are those of the graph's first minimal front-door set that is measured; the treatment may be confounded
 * with the outcome by hidden causes. Categorical mediators enter as indicators. The standard error stacks the estimating
 * equations of both stages.
 *
 * Pearl 1995, theorem 2, in its linear form.
 *
 * @returns an estimator for `estimateEffect`
 * @complexity O(n k²) for k coefficients
 * @category Estimation
 * @example
 * const t = table({ T: [0, 0, 0, 1, 1, 1], M: [1, 2, 3, 4, 5, 7], Y: [2, 5, 6, 7, 11, 14] })
 * const graph = admg('T -> M -> Y; T <-> Y')
 * const e = estimateEffect(t, { graph, treatment: 'T', outcome: 'Y', estimator: frontDoorEstimator() })
 * e.estimated && e.estimate
 * //=> 7.166667
 * e.estimated && e.diagnostics['mediators']
 * //=> ['M']
 */
export function frontDoorEstimator(): Estimator {
  return calledAs('frontDoorEstimator', () =>
    Object.freeze({
      name: 'front-door (linear, two stages)',
      population: 'ATE',
      strategy: 'front-door',
      prepare: (problem: EffectProblem): PreparedEstimator => {
        const mediators = designOf(problem.through, problem.n)
        return {
          fit: () => frontDoor(problem, mediators, null),
          reweighted: (weights) => {
            const fit = frontDoor(problem, mediators, weights)
            return isRefused(fit) ? null : fit.estimate
          },
        }
      },
    }),
  )
}

function frontDoor(
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
    const direction = times(x, n, 2, solveCholesky(first.factor, 2, Float64Array.of(0, b / scale)))
    for (let i = 0; i < n; i++) influence[i]! += n * direction[i]! * first.residuals[i]!
  }
  const direction = times(z, n, k, solveCholesky(second.factor, k, toMediators))
  for (let i = 0; i < n; i++) influence[i]! += n * direction[i]! * second.residuals[i]!
  return {
    estimate,
    influence,
    standardErrorMethod: 'stacked estimating equations of both stages (sandwich)',
    diagnostics: { mediators: Object.freeze(names) },
    warnings: [],
  }
}
