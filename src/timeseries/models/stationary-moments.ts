import { calledAs } from '../../errors.js'
import { squareProduct } from '../../numeric/square-product.js'
import { checkOptions } from '../../options.js'
import { inverseOfRest, transpose } from '../core/matrices.js'
import { readLag } from '../core/read-lag.js'
import { readTemporalModel } from '../core/read-temporal-model.js'
import { largestRoot, type ReducedForm, reducedForm } from '../core/responses.js'
import type { LinearTemporalModel } from '../types.js'

/**
 * Means and covariances over time of a linear model in equilibrium.
 *
 * @category Time series
 */
export interface StationaryMoments<N extends string = string> {
  /** It has an equilibrium. */
  readonly stationary: true
  /** The variables, in order. */
  readonly names: readonly N[]
  /** Their means. */
  readonly mean: Float64Array
  /** For each lag h from 0: entry (i, j) of p × p numbers, row-major, is the covariance of variable i at t + h and variable j at t. */
  readonly autocovariance: readonly Float64Array[]
  /** The largest root of the model. */
  readonly spectralRadius: number
}

/**
 * Why a linear model has no equilibrium.
 *
 * @category Time series
 */
export interface NotStationary {
  /** It has none. */
  readonly stationary: false
  /** Why, as a word. */
  readonly reason: 'unstable'
  /** Why, in a sentence. */
  readonly message: string
  /** The largest root: 1 or more. */
  readonly spectralRadius: number
}

/**
 * The means and autocovariances that a linear model implies: what data from it, or from a good model of it, must show.
 *
 * @param model - a linear model
 * @param options - `maxLag`: the largest lag (default: that of the model)
 * @returns the moments; or that the model is unstable
 * @throws CausalError `invalid-argument`, `cycle`
 * @complexity O((p lags)³ log(1 / (1 − root)))
 * @category Time series
 * @see Lütkepohl 2005, "New introduction to multiple time series analysis", section 2.1.4
 * @example
 * const model = linearTemporalModel({ names: ['X'], effects: [{ from: 'X', to: 'X', lag: 1, effect: 0.5 }], noise: { X: 3 } })
 * const implied = stationaryMoments(model, { maxLag: 1 })
 * implied.stationary && implied.autocovariance.map((matrix) => matrix[0])
 * //=> [12, 6]
 */
export function stationaryMoments<N extends string>(
  model: LinearTemporalModel<N>,
  options: {
    /** The largest lag (default: that of the model). */
    readonly maxLag?: number
  } = {},
): StationaryMoments<N> | NotStationary {
  return calledAs('stationaryMoments', () => {
    checkOptions('options', options, ['maxLag'])
    const read = readTemporalModel(model)
    const maxLag = readLag('maxLag', options.maxLag ?? read.lagged.length, 0)
    const { p } = read
    const solved = reducedForm(read)
    const radius = largestRoot(solved.lagged, p)
    if (!(radius < 1)) {
      const message = `the largest root is ${radius.toFixed(4)}, not below 1: what happens never dies out, so there are no moments in equilibrium.`
      return Object.freeze({ stationary: false, reason: 'unstable', message, spectralRadius: radius })
    }
    const steady = inverseOfRest(
      [read.contemporaneous, ...read.lagged].reduce((sum, b) => sum.map((v, k) => v + b[k]!)),
      p,
    )
    const mean = Float64Array.from({ length: p }, (_, i) =>
      model.intercept.reduce((sum, c, j) => sum + steady[i * p + j]! * c, 0),
    )
    const autocovariance = Object.freeze(autocovariances(solved, p, maxLag))
    return Object.freeze({ stationary: true, names: model.names, mean, autocovariance, spectralRadius: radius })
  })
}

/** Γ₀ … of the reduced form: the companion's S = F S Fᵀ + Q by doubling, then the Yule–Walker recursion. */
function autocovariances({ lagged, covariance }: ReducedForm, p: number, maxLag: number): Float64Array[] {
  const lags = Math.max(1, lagged.length)
  const m = p * lags
  let power = new Float64Array(m * m)
  let sum = new Float64Array(m * m)
  for (let i = 0; i < p; i++) {
    for (let j = 0; j < p; j++) {
      for (const [lag, matrix] of lagged.entries()) power[i * m + lag * p + j] = matrix[i * p + j]!
      sum[i * m + j] = covariance[i * p + j]!
    }
  }
  for (let i = p; i < m; i++) power[i * m + i - p] = 1
  // after k rounds the sum has 2^k terms; where roots are near 1 there are thousands
  for (let round = 0; round < 60 && power.some((v) => Math.abs(v) > 1e-18); round++) {
    const more = squareProduct(squareProduct(power, sum, m), transpose(power, m), m)
    sum = sum.map((v, k) => v + more[k]!)
    power = squareProduct(power, power, m) as Float64Array<ArrayBuffer>
  }
  const block = (row: number, column: number): Float64Array =>
    Float64Array.from({ length: p * p }, (_, k) => sum[(row * p + Math.floor(k / p)) * m + column * p + (k % p)]!)
  const found = Array.from({ length: Math.min(lags, maxLag + 1) }, (_, h) => block(0, h))
  for (let h = lags; h <= maxLag; h++) {
    const next = new Float64Array(p * p)
    for (const [lag, matrix] of lagged.entries()) {
      const back = h - lag - 1
      const past = back >= 0 ? found[back]! : transpose(found[-back]!, p)
      const part = squareProduct(matrix, past, p)
      for (let k = 0; k < p * p; k++) next[k]! += part[k]!
    }
    found.push(next)
  }
  return found
}
