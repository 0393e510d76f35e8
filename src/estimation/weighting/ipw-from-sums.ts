import { solveCholesky } from '../../numeric/cholesky.js'
import { alias, number, sql } from '../../sql/text/fragment.js'
import { meansIn } from '../core/report/arm-report.js'
import type { EstimatorFit } from '../core/types/estimator.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import type { SumsProblem } from '../core/types/sums.js'
import { linear, timesEach } from '../remote/linear-terms.js'
import { propensityBySums } from '../remote/logistic-by-sums.js'
import { apart, besideEachOther } from '../remote/no-overlap-by-sums.js'
import { standardErrorBySums } from '../remote/standard-error-by-sums.js'
import {
  armDerivative,
  armWeight,
  expectedBySums,
  overlapBySums,
  overlapLargest,
  overlapSums,
  weightColumns,
} from '../remote/weights-by-sums.js'
import { tooLittleOverlap } from './expected-worth.js'

/**
 * Inverse probability weighting (Hájek) from sums over rows: Newton's steps for the propensities, a scan for the means and their
 * derivatives by the propensities, a scan for the squared influence values of the stacked estimating equations.
 */
export async function ipwFromSums(
  problem: SumsProblem,
  weakOverlap: 'refuse' | 'estimate',
): Promise<EstimatorFit | RefusedEffect> {
  const { k, n, row, ask, shift } = problem
  const propensity = await propensityBySums(problem)
  if (propensity === null)
    return apart(problem, besideEachOther(problem) ?? 'a combination of the covariates tells perfectly who was treated')
  const columns = weightColumns(problem, propensity)
  const arms = [0, 1] as const
  const { sums, largest } = await ask({
    columns,
    sums: [
      ...overlapSums,
      ...arms.map((arm) => sql`${armWeight(arm)} * ${row.y}`),
      ...arms.flatMap((arm) => timesEach(problem, armDerivative(arm))),
      ...arms.flatMap((arm) => timesEach(problem, sql`${armDerivative(arm)} * ${row.y}`)),
    ],
    largest: overlapLargest,
  })
  const expected = expectedBySums(problem.armRows, sums)
  const refusal = weakOverlap === 'refuse' ? tooLittleOverlap(problem.arms, expected, 'ipw') : null
  if (refusal !== null) return refusal
  const from = overlapSums.length
  const total = [sums[0]!, sums[1]!] as const
  const means = [sums[from]! / total[0], sums[from + 1]! / total[1]] as const
  // the derivative of a mean by the coefficients of the propensity: Σ d (y − mean) x / Σ w
  const derivative = arms.map((arm) =>
    Float64Array.from({ length: k }, (_, j) => {
      const [plain, withOutcome] = [sums[from + 2 + arm * k + j]!, sums[from + 2 + (2 + arm) * k + j]!]
      return (withOutcome - means[arm] * plain) / total[arm]
    }),
  )
  const direction = solveCholesky(
    propensity.factor,
    k,
    derivative[1]!.map((value, j) => value - derivative[0]![j]!),
  ).map((value) => value * n)
  const own = arms.map((arm) => sql`${armWeight(arm)} * (${row.y} - ${number(means[arm])}) * ${number(n / total[arm])}`)
  const psi = sql`(${own[1]!} - ${own[0]!} + (${row.t} - ${alias('p')}) * ${linear(problem, direction)})`
  const { error, warnings } = await standardErrorBySums(problem, {
    columns,
    influence: psi,
    coefficients: 2,
    method: 'stacked estimating equations (sandwich), fitted propensities included',
  })
  const overlap = overlapBySums(problem, sums, largest)
  return {
    estimate: means[1] - means[0],
    influence: new Float64Array(0),
    ...error,
    coefficients: 2,
    diagnostics: { ...meansIn([means[0] + shift, means[1] + shift]), ...overlap.diagnostics },
    warnings: [...overlap.warnings, ...warnings],
  }
}
