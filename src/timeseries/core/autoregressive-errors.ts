import { cholesky, invertCholesky, logDeterminant } from '../../numeric/cholesky.js'
import { leastSquares } from '../../numeric/least-squares.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { wholePower } from '../../numeric/special/portable-pow.js'
import { weightedGram } from '../../numeric/weighted-gram.js'

/** A regression whose errors follow an autoregression of order 1. */
export interface AutoregressiveErrors {
  readonly coefficients: Float64Array
  /** The covariance of the coefficients, k × k. */
  readonly covariance: Float64Array
  /** The autocorrelation of errors one step apart. */
  readonly autocorrelation: number
}

/**
 * Generalised least squares with errors of correlation ρ^d at a distance of d steps, ρ by restricted maximum likelihood
 * (on a grid and by golden section). Negative ρ is not considered.
 *
 * @param distance - how many steps each row lies after the one before it; infinity where they have nothing to do with each other
 * @returns the fit, or the column that those before it determine
 */
export function autoregressiveErrors(
  x: Float64Array,
  k: number,
  y: Float64Array,
  distance: Float64Array,
): AutoregressiveErrors | { readonly column: number } {
  const likelihood = (rho: number): number => {
    const fit = fitAt(x, k, y, distance, rho)
    return 'column' in fit ? Number.NEGATIVE_INFINITY : fit.likelihood
  }
  let best = 0
  let most = likelihood(0)
  for (let i = 1; i <= 33; i++) {
    const value = likelihood(0.03 * i)
    if (value > most) {
      most = value
      best = 0.03 * i
    }
  }
  const golden = (Math.sqrt(5) - 1) / 2
  let [low, high] = [Math.max(0, best - 0.03), Math.min(0.999, best + 0.03)]
  for (let round = 0; round < 25; round++) {
    const [a, b] = [high - golden * (high - low), low + golden * (high - low)]
    if (likelihood(a) > likelihood(b)) high = b
    else low = a
  }
  const inner = fitAt(x, k, y, distance, (low + high) / 2)
  if ('column' in inner) return inner
  return inner.likelihood > most || best > 0 ? inner : fitAt(x, k, y, distance, 0)
}

function fitAt(
  x: Float64Array,
  k: number,
  y: Float64Array,
  distance: Float64Array,
  rho: number,
): (AutoregressiveErrors & { readonly likelihood: number }) | { readonly column: number } {
  const n = y.length
  const scaled = x.slice()
  const target = y.slice()
  let logSum = 0
  for (let t = 1; t < n; t++) {
    const power = rho === 0 ? 0 : powerOf(rho, distance[t]!)
    const variance = 1 - power * power
    const root = Math.sqrt(variance)
    logSum += portableLog(variance)
    target[t] = (y[t]! - power * y[t - 1]!) / root
    for (let a = 0; a < k; a++) scaled[t * k + a] = (x[t * k + a]! - power * x[(t - 1) * k + a]!) / root
  }
  const fit = leastSquares(scaled, n, k, target)
  if (!fit.ok) return { column: fit.column }
  const root = cholesky(weightedGram(scaled, n, k, null), k)
  if (!root.ok) return { column: root.column }
  let rest = 0
  for (const r of fit.residuals) rest += r * r
  const scale = rest / (n - k)
  return {
    coefficients: fit.coefficients,
    covariance: invertCholesky(root.factor, k).map((v) => v * scale),
    autocorrelation: rho,
    // an exact fit is the most likely of all
    likelihood:
      scale > 0
        ? -0.5 * ((n - k) * portableLog(scale) + logSum + logDeterminant(root.factor, k))
        : Number.POSITIVE_INFINITY,
  }
}

/** ρ^d for a whole number d, 0 at an infinite distance. */
export function powerOf(rho: number, distance: number): number {
  return distance === Number.POSITIVE_INFINITY ? 0 : wholePower(rho, distance)
}
