import { cholesky, solveCholesky } from './cholesky.js'

/** The slopes of a regression, or the predictor (its place in the list) that the ones before it determine. */
export type CovarianceRegression =
  | { readonly ok: true; readonly slopes: Float64Array }
  | { readonly ok: false; readonly column: number }

/**
 * Least squares of one variable on others from second moments alone: a p × p covariance matrix with any divisor, or sums of
 * products. The rank is judged relative to each variance, so that units do not matter.
 */
export function covarianceRegression(
  covariance: Float64Array,
  p: number,
  target: number,
  predictors: readonly number[],
): CovarianceRegression {
  const k = predictors.length
  const gram = new Float64Array(k * k)
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++) gram[i * k + j] = covariance[predictors[i]! * p + predictors[j]!]!
  const root = cholesky(gram, k)
  if (!root.ok) return { ok: false, column: root.column }
  const cross = Float64Array.from(predictors, (j) => covariance[j * p + target]!)
  const slopes = solveCholesky(root.factor, k, cross.slice())
  // one step of refinement: whole numbers stay whole, and near collinearity costs fewer digits
  const left = cross
  for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) left[i]! -= gram[i * k + j]! * slopes[j]!
  const step = solveCholesky(root.factor, k, left)
  for (let j = 0; j < k; j++) slopes[j]! += step[j]!
  return { ok: true, slopes }
}
