import { cholesky, solveCholesky } from './cholesky.js'
import { portableExp } from './special/portable-exp.js'
import { portableLog1p } from './special/portable-log.js'
import { times, transposedTimes, weightedGram } from './weighted-gram.js'

/** A logistic fit by maximum likelihood, or none: a column is determined by those before it, or (`column` null) some combination of columns parts zeros and ones. */
export type LogisticRegression =
  | {
      readonly ok: true
      /** k coefficients. */
      readonly coefficients: Float64Array
      /** n probabilities of a one. */
      readonly fitted: Float64Array
      /** The Cholesky factor of the information Xᵀ diag(w e (1 − e)) X. */
      readonly factor: Float64Array
    }
  | { readonly ok: false; readonly column: number | null }

/**
 * Where no prediction is farther from its zero or one than this, the columns part them completely. Where they part some of them
 * alone, the information about that direction fades, and its Cholesky factor says so. A single row far out is neither: its chance
 * may well be 1e-20 at the maximum.
 */
const perfect = 1e-9

/**
 * Logistic regression of zeros and ones on a row-major n × k matrix whose first column is 1, by Newton's method with
 * step halving; `start` saves steps when a near problem was solved before.
 */
export function logisticRegression(
  x: Float64Array,
  n: number,
  k: number,
  t: Float64Array,
  weights: Float64Array | null,
  start?: Float64Array,
): LogisticRegression {
  const coefficients = start === undefined ? new Float64Array(k) : start.slice()
  const fitted = new Float64Array(n)
  const score = new Float64Array(n)
  const information = new Float64Array(n)
  let step = new Float64Array(k)
  let before: Float64Array | null = null
  /** The likelihood at `before`, once it was needed. */
  let reached: number | null = null
  let settled = false
  for (let round = 0; round < 100; round++) {
    const eta = times(x, n, k, coefficients)
    // A step that moves every predictor by at most ½ cannot lower the likelihood: the curvature changes by a factor below
    // e^½ on its way. So only long steps are judged.
    if (before !== null && isLong(eta, before)) {
      reached ??= logLikelihood(before, t, weights)
      const now = logLikelihood(eta, t, weights)
      if (!(now >= reached)) {
        for (let a = 0; a < k; a++) {
          step[a]! *= 0.5
          coefficients[a]! -= step[a]!
        }
        continue
      }
      reached = now
    } else reached = null
    before = eta
    let farthest = 0
    for (let i = 0; i < n; i++) {
      const weight = weights === null ? 1 : weights[i]!
      const e = 1 / (1 + portableExp(-eta[i]!))
      fitted[i] = e
      score[i] = weight * (t[i]! - e)
      information[i] = weight * e * (1 - e)
      if (weight > 0) farthest = Math.max(farthest, Math.abs(t[i]! - e))
    }
    if (farthest < perfect) return { ok: false, column: null }
    const root = cholesky(weightedGram(x, n, k, information), k)
    // where all chances are still one half, only columns that determine one another can be at fault
    if (!root.ok) return { ok: false, column: round === 0 && start === undefined ? root.column : null }
    if (settled) return { ok: true, coefficients, fitted, factor: root.factor }
    step = solveCholesky(root.factor, k, transposedTimes(x, n, k, score)) as Float64Array<ArrayBuffer>
    let largest = 0
    for (let a = 0; a < k; a++) {
      coefficients[a]! += step[a]!
      largest = Math.max(largest, Math.abs(step[a]!))
    }
    // Newton's steps shrink quadratically: after a step below 1e-6 the error is below 1e-12
    settled = largest < 1e-6
  }
  return { ok: false, column: null }
}

function isLong(eta: Float64Array, before: Float64Array): boolean {
  for (let i = 0; i < eta.length; i++) if (Math.abs(eta[i]! - before[i]!) > 0.5) return true
  return false
}

function logLikelihood(eta: Float64Array, t: Float64Array, weights: Float64Array | null): number {
  let sum = 0
  for (let i = 0; i < eta.length; i++) {
    const z = eta[i]!
    // log(1 + exp z) without overflow
    const log = z > 0 ? z + portableLog1p(portableExp(-z)) : portableLog1p(portableExp(z))
    sum += (weights === null ? 1 : weights[i]!) * (t[i]! * z - log)
  }
  return sum
}
