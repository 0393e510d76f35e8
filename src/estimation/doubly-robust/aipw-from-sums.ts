import { solveCholesky } from '../../numeric/cholesky.js'
import { alias, number, sql } from '../../sql/text/fragment.js'
import { meansIn } from '../core/report/arm-report.js'
import type { EstimatorFit } from '../core/types/estimator.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import type { SumsProblem } from '../core/types/sums.js'
import { armsBySums } from '../remote/arms-by-sums.js'
import { linear, timesEach } from '../remote/linear-terms.js'
import { propensityBySums } from '../remote/logistic-by-sums.js'
import { apart, besideEachOther } from '../remote/no-overlap-by-sums.js'
import { standardErrorBySums } from '../remote/standard-error-by-sums.js'
import {
  armDerivative,
  armWeight,
  overlapBySums,
  overlapLargest,
  overlapSums,
  weightColumns,
} from '../remote/weights-by-sums.js'

/**
 * Augmented weighting from sums over rows: the linear models of both arms from the sums of products, Newton's steps for the
 * propensities, a scan for the means and their derivatives, a scan for the squared influence values.
 */
export async function aipwFromSums(problem: SumsProblem): Promise<EstimatorFit | RefusedEffect> {
  const { k, n, row, ask, shift } = problem
  const models = armsBySums(problem)
  const propensity = models === null ? null : await propensityBySums(problem)
  if (models === null || propensity === null) {
    const parted = besideEachOther(problem) ?? 'a combination of the covariates tells perfectly who was treated'
    return apart(problem, `${parted}, or an arm does not determine its regression`)
  }
  const arms = [0, 1] as const
  const columns = [
    ...weightColumns(problem, propensity),
    ...arms.map((arm) => ({ name: `m${arm}`, is: linear(problem, models[arm].coefficients) })),
    ...arms.map((arm) => ({ name: `r${arm}`, is: sql`(${row.y} - ${alias(`m${arm}`)})` })),
  ]
  const [m, r] = [arms.map((arm) => alias(`m${arm}`)), arms.map((arm) => alias(`r${arm}`))]
  const score = arms.map((arm) => sql`${m[arm]!} + ${armWeight(arm)} * ${r[arm]!}`)
  const { sums, largest } = await ask({
    columns,
    sums: [
      ...overlapSums,
      ...score,
      ...arms.flatMap((arm) => timesEach(problem, sql`${armDerivative(arm)} * ${r[arm]!}`)),
      ...arms.flatMap((arm) => timesEach(problem, sql`(1e0 - ${armWeight(arm)})`)),
    ],
    largest: overlapLargest,
  })
  const from = overlapSums.length
  const means = [sums[from]! / n, sums[from + 1]! / n] as const
  const part = (at: number): Float64Array => sums.slice(from + 2 + at * k, from + 2 + (at + 1) * k)
  // the derivatives of the sum of scores by the coefficients, times the inverse information of each model
  const byPropensity = arms.map((arm) => solveCholesky(propensity.factor, k, part(arm)))
  const byModel = arms.map((arm) => models[arm].inverseTimes(part(2 + arm)))
  const direction = byPropensity[1]!.map((value, j) => value - byPropensity[0]![j]!)
  const psi = sql`(${score[1]!} - (${score[0]!}) - ${number(means[1] - means[0])} + (${row.t} - ${alias('p')}) * ${linear(problem, direction)} + ${row.t} * ${r[1]!} * ${linear(problem, byModel[1]!)} - (1e0 - ${row.t}) * ${r[0]!} * ${linear(problem, byModel[0]!)})`
  const { error, warnings } = await standardErrorBySums(problem, {
    columns,
    influence: psi,
    method: 'stacked estimating equations (sandwich), fitted nuisance models included',
  })
  const overlap = overlapBySums(problem, sums, largest)
  return {
    estimate: means[1] - means[0],
    influence: new Float64Array(0),
    ...error,
    diagnostics: { ...meansIn([means[0] + shift, means[1] + shift]), ...overlap.diagnostics },
    warnings: [...overlap.warnings, ...warnings],
  }
}
