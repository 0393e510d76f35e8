import { cholesky, solveCholesky } from './cholesky.js'
import { portableExp } from './special/portable-exp.js'
import { portableLog } from './special/portable-log.js'
import { times, transposedTimes, weightedGram } from './weighted-gram.js'

/** A log-linear fit by maximum likelihood, or none: no mean above 0 fits, or a column is determined by those before it. */
export type PoissonRegression =
  | {
      readonly ok: true
      /** k coefficients. */
      readonly coefficients: Float64Array
      /** n means. */
      readonly fitted: Float64Array
      /** The Cholesky factor of the information Xᵀ diag(w μ) X. */
      readonly factor: Float64Array
    }
  | { readonly ok: false }

/** Beyond this a mean is 0 or endless: the likelihood has no maximum. */
const limit = 30

/**
 * Log-linear regression of numbers from 0 on a row-major n × k matrix whose first column is 1, by Newton's method with step
 * halving. Its estimating equations Xᵀ (y − exp(X b)) = 0 ask for the right mean alone, not for counts.
 */
export function poissonRegression(
  x: Float64Array,
  n: number,
  k: number,
  y: Float64Array,
  weights: Float64Array | null,
): PoissonRegression {
  let [sum, total] = [0, 0]
  for (let i = 0; i < n; i++) {
    const weight = weights === null ? 1 : weights[i]!
    sum += weight * y[i]!
    total += weight
  }
  if (!(sum > 0)) return { ok: false }
  const coefficients = new Float64Array(k)
  coefficients[0] = portableLog(sum / total)
  const origin = coefficients[0]!
  const fitted = new Float64Array(n)
  const [score, information] = [new Float64Array(n), new Float64Array(n)]
  let step = new Float64Array(k)
  let before = Number.NEGATIVE_INFINITY
  let settled = false
  for (let round = 0; round < 200; round++) {
    const eta = times(x, n, k, coefficients)
    let likelihood = 0
    for (let i = 0; i < n; i++) {
      const weight = weights === null ? 1 : weights[i]!
      if (weight > 0 && Math.abs(eta[i]! - origin) > limit) likelihood = Number.NaN
      const mean = portableExp(Math.min(eta[i]!, origin + limit))
      fitted[i] = mean
      likelihood += weight * (y[i]! * eta[i]! - mean)
      score[i] = weight * (y[i]! - mean)
      information[i] = weight * mean
    }
    if (!(likelihood >= before - 1e-9 * Math.abs(before)) && round > 0) {
      for (let a = 0; a < k; a++) {
        step[a]! *= 0.5
        coefficients[a]! -= step[a]!
      }
      continue
    }
    before = likelihood
    const root = cholesky(weightedGram(x, n, k, information), k)
    if (!root.ok) return { ok: false }
    if (settled) return { ok: true, coefficients, fitted, factor: root.factor }
    step = solveCholesky(root.factor, k, transposedTimes(x, n, k, score)) as Float64Array<ArrayBuffer>
    let largest = 0
    for (let a = 0; a < k; a++) {
      coefficients[a]! += step[a]!
      largest = Math.max(largest, Math.abs(step[a]!))
    }
    settled = largest < 1e-7
  }
  return { ok: false }
}
