import { alias, number, sql } from '../../sql/text/fragment.js'
import { meansIn } from '../core/report/arm-report.js'
import type { EstimatorFit } from '../core/types/estimator.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import type { SumsProblem } from '../core/types/sums.js'
import { armsBySums } from '../remote/arms-by-sums.js'
import { linear } from '../remote/linear-terms.js'
import { apart, besideEachOther, extrapolationWarnings, outsideSums } from '../remote/no-overlap-by-sums.js'
import { standardErrorBySums } from '../remote/standard-error-by-sums.js'

/**
 * Regression with interactions from sums over rows: the sums of products give the models of both arms, one more scan the sum of
 * squared influence values, those of stacked estimating equations.
 */
export async function regressionFromSums(problem: SumsProblem): Promise<EstimatorFit | RefusedEffect> {
  const { k, n, grams, row, shift } = problem
  const beside = besideEachOther(problem)
  if (beside !== undefined) return apart(problem, beside)
  const arms = armsBySums(problem)
  if (arms === null) return apart(problem, 'the rows of an arm do not determine a regression on the covariates')
  const average = Float64Array.from({ length: k }, (_, j) => (grams[0][j]! + grams[1][j]!) / n)
  const means = arms.map(({ coefficients }) => coefficients.reduce((sum, c, j) => sum + c * average[j]!, 0)) as [
    number,
    number,
  ]
  const estimate = means[1] - means[0]
  const direction = arms.map(({ inverseTimes }) => inverseTimes(average).map((value) => n * value)) as [
    Float64Array,
    Float64Array,
  ]
  const [m0, m1] = [alias('m0'), alias('m1')]
  const psi = sql`(${m1} - ${m0} - ${number(estimate)} + ${row.t} * (${row.y} - ${m1}) * ${linear(problem, direction[1])} - (1e0 - ${row.t}) * (${row.y} - ${m0}) * ${linear(problem, direction[0])})`
  const models = [
    { name: 'm0', is: linear(problem, arms[0].coefficients) },
    { name: 'm1', is: linear(problem, arms[1].coefficients) },
  ]
  const {
    error,
    warnings,
    more: outside,
  } = await standardErrorBySums(problem, {
    columns: models,
    influence: psi,
    coefficients: 2 * k,
    method: 'stacked estimating equations (sandwich)',
    more: outsideSums(problem),
  })
  return {
    estimate,
    influence: new Float64Array(0),
    ...error,
    coefficients: 2 * k,
    diagnostics: { ...meansIn([means[0] + shift, means[1] + shift]), coefficients: 2 * k },
    warnings: [...extrapolationWarnings(problem, outside), ...warnings],
  }
}
