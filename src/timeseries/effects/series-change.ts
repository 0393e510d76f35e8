import { inference } from '../../estimation/core/inference/inference.js'

/**
 * A change of a series, with its uncertainty.
 *
 * @category Time series
 */
export interface SeriesChange {
  /** The change. */
  readonly estimate: number
  /** Its standard error. */
  readonly standardError: number
  /** The interval, by Student's t. */
  readonly interval: readonly [lower: number, upper: number]
  /** Of no change, two-sided. */
  readonly pValue: number
}

/** A change from an estimate and its variance. */
export function seriesChange(estimate: number, variance: number, df: number, confidence: number): SeriesChange {
  const standardError = Math.sqrt(Math.max(0, variance))
  const { interval, pValue } = inference(estimate, standardError, df, confidence)
  return Object.freeze({ estimate, standardError, interval, pValue })
}

/** wᵀ b and its variance wᵀ V w. */
export function combination(
  weights: ArrayLike<number>,
  coefficients: Float64Array,
  covariance: Float64Array,
  df: number,
  confidence: number,
): SeriesChange {
  const k = coefficients.length
  let [estimate, variance] = [0, 0]
  for (let a = 0; a < k; a++) {
    estimate += weights[a]! * coefficients[a]!
    for (let b = 0; b < k; b++) variance += weights[a]! * weights[b]! * covariance[a * k + b]!
  }
  return seriesChange(estimate, variance, df, confidence)
}
