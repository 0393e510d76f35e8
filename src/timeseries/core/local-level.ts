import { cholesky, logDeterminant } from '../../numeric/cholesky.js'
import { leastSquares } from '../../numeric/least-squares.js'
import { portableExp } from '../../numeric/special/portable-exp.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { weightedGram } from '../../numeric/weighted-gram.js'

/** A regression whose constant wanders: y(t) = μ(t) + x(t) b + e(t), μ(t + 1) = μ(t) + w(t). */
export interface LocalLevel {
  /** Var w / (Var w + Var e): 0 for a fixed level, 1 for a random walk. */
  readonly share: number
  /** The level at the first step, then b. */
  readonly coefficients: Float64Array
  /** Var w + Var e, estimated with n − k degrees of freedom. */
  readonly scale: number
  readonly degreesOfFreedom: number
  /** (X* ᵀ X*)⁻¹ c on standardised innovations. */
  readonly inverseTimes: (c: Float64Array) => Float64Array
  /** The outcome less its forecast one step ahead, by the coefficients found. */
  readonly errors: Float64Array
  /** The variances of these in units of `scale`, coefficients held for known. */
  readonly errorVariance: Float64Array
  /** What the level is known to be after the last step, per column of [y, 1, x]. */
  readonly state: Float64Array
  /** The variance of that, in units of `scale`. */
  readonly stateVariance: number
}

/** y and regressors (a column of ones first) at complete steps, each with its time in steps. */
export interface LocalLevelData {
  readonly y: Float64Array
  /** n × k row-major. */
  readonly x: Float64Array
  readonly k: number
  readonly step: Float64Array
}

/**
 * Restricted maximum likelihood of the local level model with regressors, the first level and all coefficients diffuse: the
 * Kalman filter runs on y and on each regressor with the same gain, and least squares of the standardised innovations is what
 * generalised least squares would give (de Jong 1991). The likelihood has one free parameter, found on a grid and by golden section.
 *
 * @returns the fit, or the regressor that those before it determine
 */
export function localLevel(data: LocalLevelData): LocalLevel | { readonly column: number } {
  // evenly in log odds, and the end that is a fixed level
  const odds = (u: number): number => {
    const e = portableExp(u)
    return e / (1 + e)
  }
  const likelihood = (share: number): number => {
    const fit = fitAt(data, share)
    return 'column' in fit ? Number.NEGATIVE_INFINITY : fit.likelihood
  }
  let best = Number.NaN
  let most = Number.NEGATIVE_INFINITY
  for (let u = -12; u <= 6; u++) {
    const value = likelihood(odds(u))
    if (value > most) {
      most = value
      best = u
    }
  }
  const fixed = fitAt(data, 0)
  if ('column' in fixed) return fixed
  const golden = (Math.sqrt(5) - 1) / 2
  let [low, high] = [best - 1, best + 1]
  for (let round = 0; round < 30; round++) {
    const [a, b] = [high - golden * (high - low), low + golden * (high - low)]
    if (likelihood(odds(a)) > likelihood(odds(b))) high = b
    else low = a
  }
  const inner = fitAt(data, odds((low + high) / 2))
  if ('column' in inner) return inner
  return fixed.likelihood >= inner.likelihood ? fixed : inner
}

function fitAt(
  data: LocalLevelData,
  share: number,
): (LocalLevel & { readonly likelihood: number }) | { column: number } {
  const { y, x, k, step } = data
  const n = y.length
  const width = k + 1
  const state = new Float64Array(width)
  const scaled = new Float64Array(n * k)
  const target = new Float64Array(n)
  // the first level is the first coefficient: what is filtered is the distance from it, known to be 0 at the first step
  const errorVariance = new Float64Array(n)
  let variance = 0
  let logSum = 0
  for (let t = 0; t < n; t++) {
    if (t > 0) variance += share * (step[t]! - step[t - 1]!)
    const error = variance + (1 - share)
    errorVariance[t] = error
    const root = Math.sqrt(error)
    const gain = variance / error
    logSum += portableLog(error)
    const innovation = y[t]! - state[0]!
    target[t] = innovation / root
    state[0]! += gain * innovation
    for (let a = 0; a < k; a++) {
      const v = x[t * k + a]! - state[a + 1]!
      scaled[t * k + a] = v / root
      state[a + 1]! += gain * v
    }
    variance -= gain * variance
  }
  const fit = leastSquares(scaled, n, k, target)
  if (!fit.ok) return { column: fit.column }
  let rest = 0
  for (const r of fit.residuals) rest += r * r
  const degreesOfFreedom = n - k
  const scale = rest / degreesOfFreedom
  const root = cholesky(weightedGram(scaled, n, k, null), k)
  if (!root.ok) return { column: root.column }
  return {
    share,
    coefficients: fit.coefficients,
    scale,
    degreesOfFreedom,
    inverseTimes: fit.inverseTimes,
    errors: fit.residuals.map((r, t) => r * Math.sqrt(errorVariance[t]!)),
    errorVariance,
    state,
    stateVariance: variance,
    // an exact fit is the most likely of all
    likelihood:
      scale > 0
        ? -0.5 * (degreesOfFreedom * portableLog(scale) + logSum + logDeterminant(root.factor, k))
        : Number.POSITIVE_INFINITY,
  }
}

/** Forecasts of later steps: means, and the variances of each forecast and of running sums of (outcome − forecast). */
export interface LocalLevelForecast {
  readonly mean: Float64Array
  readonly variance: Float64Array
  readonly sumVariance: Float64Array
}

/**
 * What the model forecasts at later steps, given what was fitted. The error has three independent parts: the noise of each step, the
 * level's walk since the last fitted step, and what coefficients and level are not known exactly.
 *
 * @param x - m × k regressors at these steps
 * @param ahead - how many steps each is after the last that was fitted
 */
export function forecastLevel(fit: LocalLevel, x: Float64Array, k: number, ahead: Float64Array): LocalLevelForecast {
  const m = ahead.length
  const { share, coefficients, state, scale } = fit
  const mean = new Float64Array(m)
  const variance = new Float64Array(m)
  const sumVariance = new Float64Array(m)
  const total = new Float64Array(k)
  // Σ over pairs of the covariance of the level at two steps: stateVariance + share · the shorter distance
  let walk = 0
  let ends = 0
  for (let j = 0; j < m; j++) {
    const z = new Float64Array(k)
    mean[j] = state[0]!
    for (let a = 0; a < k; a++) {
      z[a] = x[j * k + a]! - state[a + 1]!
      mean[j]! += z[a]! * coefficients[a]!
      total[a]! += z[a]!
    }
    const own = fit.stateVariance + share * ahead[j]!
    variance[j] = scale * (own + (1 - share) + quadratic(fit, z))
    // each earlier step shares with this one the walk up to itself
    walk += own + 2 * (j * fit.stateVariance + share * ends)
    ends += ahead[j]!
    sumVariance[j] = scale * (walk + (j + 1) * (1 - share) + quadratic(fit, total))
  }
  return { mean, variance, sumVariance }
}

function quadratic({ inverseTimes }: LocalLevel, z: Float64Array): number {
  const image = inverseTimes(z)
  let sum = 0
  for (let a = 0; a < z.length; a++) sum += z[a]! * image[a]!
  return sum
}
