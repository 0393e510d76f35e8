import type { Trend } from '../core/autoregression.js'
import type { LinearTemporalModel } from '../types.js'

/**
 * One coefficient of a vector autoregression.
 *
 * @category Time series
 */
export interface VarCoefficient<N extends string = string> {
  /** The variable that is forecast. */
  readonly to: N
  /** The variable that it is forecast from. */
  readonly from: N
  /** How many steps before. */
  readonly lag: number
  /** The coefficient. */
  readonly estimate: number
  /** Its standard error for errors that are independent over time and of one variance. */
  readonly standardError: number
  /** Of no coefficient, two-sided, by Student's t. */
  readonly pValue: number
}

/**
 * Information criteria of one order, all orders on the same steps: the smaller, the better.
 *
 * @category Time series
 */
export interface VarOrder {
  /** The order. */
  readonly lags: number
  /** Akaike's. */
  readonly aic: number
  /** Schwarz's. */
  readonly bic: number
  /** Hannan and Quinn's. */
  readonly hq: number
}

/**
 * A test that residuals have no autocorrelation left (portmanteau).
 *
 * @category Time series
 */
export interface PortmanteauTest {
  /** How many lags are looked at together. */
  readonly lags: number
  /** The statistic with the correction for few steps. */
  readonly statistic: number
  /** Degrees of freedom of its chi-square distribution. */
  readonly degreesOfFreedom: number
  /** A small one says that lags are missing. */
  readonly pValue: number
}

/**
 * A fitted vector autoregression: a {@link LinearTemporalModel} of the form `'reduced'`.
 *
 * @category Time series
 */
export interface VarModel<N extends string = string> extends LinearTemporalModel<N> {
  /** A vector autoregression forecasts. */
  readonly form: 'reduced'
  /** How many lags it has. */
  readonly lags: number
  /** What each equation has beside lags. */
  readonly trend: Trend
  /** By how much each variable rises in a step by itself; 0 without a linear trend. */
  readonly slope: Float64Array
  /** How many times t were fitted. */
  readonly n: number
  /** Residual degrees of freedom of each equation. */
  readonly degreesOfFreedom: number
  /** The coefficients one by one, sorted by `to`, lag, `from`. */
  readonly coefficients: readonly VarCoefficient<N>[]
  /** The inverse of the cross products of the lag terms, p lags × p lags, lag by lag: coefficients of the equations i and j have the covariance noise(i, j) times it. */
  readonly gramInverse: Float64Array
  /** The criteria of the orders that were compared, or of the one that was asked for. */
  readonly orders: readonly VarOrder[]
  /** The largest root of the companion matrix: stable below 1. */
  readonly spectralRadius: number
  /** Whether the model is stable: what happened long ago fades. */
  readonly stable: boolean
  /** Whether residuals are free of autocorrelation; null with too few steps to ask. */
  readonly whiteness: PortmanteauTest | null
  /** The residuals of each variable, one for each time in `rows`. */
  readonly residuals: readonly Float64Array[]
  /** The rows of the series that were fitted. */
  readonly rows: Int32Array
  /** What to know before it is used, in sentences. */
  readonly warnings: readonly string[]
}
