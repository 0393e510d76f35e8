import type { SeriesChange } from '../series-change.js'

/**
 * What is asked of {@link interruptedSeries}.
 *
 * @category Time series
 */
export interface InterruptedSeriesQuestion<N extends string = string> {
  /** The variable that may have changed. */
  readonly outcome: NoInfer<N>
  /**
   * The stamp of the first step under the intervention, in the unit of the series' time (days since 1970 for dates; without stamps the
   * number of the row, from 0).
   */
  readonly event: number
  /** Variables that the intervention does not touch, taken into the regression (default none). */
  readonly predictors?: readonly NoInfer<N>[]
  /** Whether the slope may change too (default true). */
  readonly slopeChange?: boolean
  /**
   * `'autoregressive'` (default): errors follow an autoregression of order 1, by restricted maximum likelihood. `'newey-west'`: least squares, with
   * standard errors that allow for any autocorrelation up to `bandwidth`.
   */
  readonly errors?: 'autoregressive' | 'newey-west'
  /** For `'newey-west'`: how many lags (default ⌈1.3 √n⌉ − 1). */
  readonly bandwidth?: number
  /** The level of intervals (default 0.95). */
  readonly confidence?: number
}

/**
 * A segmented regression.
 *
 * @category Time series
 */
export interface InterruptedSeries<N extends string = string> {
  /** The variable. */
  readonly outcome: N
  /** The stamp of the first step under the intervention. */
  readonly event: number
  /** The jump at the event, beyond the trend from before. */
  readonly level: SeriesChange
  /** The change of the slope, in outcome per step; null where none was allowed. */
  readonly slope: SeriesChange | null
  /** The slope before the event, in outcome per step. */
  readonly trendBefore: SeriesChange
  /** By how much the fit is above the continued trend, on average over the steps from the event on. */
  readonly averageEffect: SeriesChange
  /** The stamps of the fitted steps. */
  readonly times: Float64Array
  /** The outcome at these steps. */
  readonly observed: Float64Array
  /** What the regression fits. */
  readonly fitted: Float64Array
  /** What it would be without jump and change of slope. */
  readonly withoutEvent: Float64Array
  /** How errors were taken. */
  readonly errors: 'autoregressive' | 'newey-west'
  /** The autocorrelation of errors one step apart; null for `'newey-west'`. */
  readonly autocorrelation: number | null
  /** How many lags the standard errors allow for; null for `'autoregressive'`. */
  readonly bandwidth: number | null
  /** Degrees of freedom of Student's t: (n − k) (1 − ρ) / (1 + ρ) with ρ the autocorrelation; or 3 n / (2 (bandwidth + 1)), at most n − k. */
  readonly degreesOfFreedom: number
  /** Steps before the event. */
  readonly before: number
  /** Steps from the event on. */
  readonly after: number
  /** The level of intervals. */
  readonly confidence: number
  /** What to know before it is read, in sentences. */
  readonly warnings: readonly string[]
}
