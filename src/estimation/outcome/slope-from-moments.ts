import { CausalError } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { cholesky, solveCholesky } from '../../numeric/cholesky.js'
import { covarianceRegression } from '../../numeric/covariance-regression.js'
import { show } from '../../show.js'
import type { EstimatorFit, MomentsProblem } from '../core/types/estimator.js'
import type { RegressionStandardErrors } from '../core/types/terms.js'

/** The coefficient of the treatment in a regression of the outcome on it and the covariates, from covariances alone. */
export function slopeFromMoments(problem: MomentsProblem, standardErrors: RegressionStandardErrors): EstimatorFit {
  requireClassical(standardErrors, 'regressionAdjustment({ interactions: false')
  const { moments, treatment, outcome, covariates } = problem
  const { covariance, names, count } = moments
  const p = names.length
  const columns = [...covariates, treatment]
  checkColumnsOf(problem, columns)
  const k = columns.length + 1
  if (count <= k) {
    throw new CausalError('too-few-rows', `there are ${count} rows for ${k} coefficients: adjust for less.`, {
      rows: count,
      coefficients: k,
    })
  }
  const fit = covarianceRegression(covariance, p, outcome, columns)
  if (!fit.ok) throw collinearIn(names, columns, fit.column)
  const last = columns.length - 1
  let left = covariance[outcome * p + outcome]!
  for (const [j, column] of columns.entries()) left -= fit.slopes[j]! * covariance[column * p + outcome]!
  const sigma2 = (Math.max(0, left) * (count - 1)) / (count - k)
  const unit = new Float64Array(columns.length)
  unit[last] = 1
  const root = cholesky(gramOf(covariance, p, columns), columns.length)
  if (!root.ok) throw collinearIn(names, columns, root.column)
  const spread = solveCholesky(root.factor, columns.length, unit)[last]!
  return {
    estimate: fit.slopes[last]!,
    influence: new Float64Array(0),
    standardError: Math.sqrt((sigma2 * spread) / (count - 1)),
    degreesOfFreedom: count - k,
    standardErrorMethod: 'equal variances, divisor n − k; t distribution',
    diagnostics: { coefficients: k },
    warnings: [],
  }
}

/** Throws unless errors are to be made on the assumption of equal variances: moments do not hold more. */
export function requireClassical(kind: string, call: string): void {
  if (kind === 'classical') return
  throw new CausalError(
    'not-supported',
    `moments hold what errors of equal variance need, no more: say ${call}${call.endsWith('(') ? '{' : ','} standardErrors: 'classical' }), or give rows.`,
    { standardErrors: kind },
  )
}

/** Throws for a column that does not vary. */
export function checkColumnsOf({ moments, outcome }: MomentsProblem, columns: readonly number[]): void {
  const { covariance, names } = moments
  const still = [...columns, outcome].find((j) => covariance[j * names.length + j] === 0)
  if (still === undefined) return
  throw new CausalError('constant-column', `column ${show(names[still])} does not vary: leave it out.`, {
    columns: [names[still]],
  })
}

export function collinearIn(names: readonly string[], columns: readonly number[], at: number): CausalError {
  const before = columns.slice(0, at).map((j) => names[j]!)
  return new CausalError(
    'collinear',
    `${show(names[columns[at]!])} is determined by ${quoteNames(before)}: leave one of them out.`,
    { columns: [...before, names[columns[at]!]!] },
  )
}

/** The covariances of some columns. */
export function gramOf(covariance: Float64Array, p: number, columns: readonly number[]): Float64Array {
  return Float64Array.from(
    { length: columns.length ** 2 },
    (_, i) => covariance[columns[Math.floor(i / columns.length)]! * p + columns[i % columns.length]!]!,
  )
}
