import type { SeriesChange } from '../series-change.js'

/**
 * What is asked of {@link eventImpact}.
 *
 * @category Time series
 */
export interface EventImpactQuestion<N extends string = string> {
  /** The variable that the event may have moved. */
  readonly outcome: NoInfer<N>
  /**
   * The stamp of the first step under the event, in the unit of the series' time (days since 1970 for dates; without stamps the
   * number of the row, from 0).
   */
  readonly event: number
  /** Variables that move with the outcome and that the event does not touch (default none). */
  readonly predictors?: readonly NoInfer<N>[]
  /**
   * How the predictors are used: `'structural'` (default) by regression, `'synthetic-control'` by a mixture of them with weights of 0 or
   * more that sum to 1. In both the level may wander.
   */
  readonly method?: 'structural' | 'synthetic-control'
  /** The length of a season in steps, such as 7 for days: each place in it has a constant of its own (default no season). */
  readonly season?: number
  /** The stamp of the last step that is counted (default the end of the series). */
  readonly until?: number
  /** The level of intervals (default 0.95). */
  readonly confidence?: number
}

/**
 * The impact of a pretended event before the real one: should be 0.
 *
 * @category Time series
 */
export interface PlaceboEvent extends SeriesChange {
  /** The stamp at which the event was pretended. */
  readonly event: number
  /** Steps before it. */
  readonly before: number
  /** Steps from it on, all before the real event. */
  readonly after: number
}

/**
 * Whether a predictor itself moved at the event.
 *
 * @category Time series
 */
export interface PredictorShift<N extends string = string> extends SeriesChange {
  /** The predictor. */
  readonly predictor: N
}

/**
 * The impact of an event on a series.
 *
 * @category Time series
 */
export interface EventImpact<N extends string = string> {
  /** The variable. */
  readonly outcome: N
  /** The stamp of the first step under the event. */
  readonly event: number
  /** How predictors were used. */
  readonly method: 'structural' | 'synthetic-control'
  /** The effect on average over the steps from the event on. */
  readonly average: SeriesChange
  /** Their sum. */
  readonly cumulative: SeriesChange
  /** The average effect as a share of what was to be expected; null where that is 0 or below. */
  readonly relative: number | null
  /** The coefficients of the predictors, or their weights in the mixture. */
  readonly predictors: readonly { readonly name: N; readonly value: number }[]
  /** How much of the unexplained variance is a level that wanders: 0 for a fixed level, 1 for a random walk. */
  readonly levelShare: number
  /** The stamps of all steps that were used. */
  readonly times: Float64Array
  /** The outcome at these steps. */
  readonly observed: Float64Array
  /** What was to be expected: before the event one step ahead, from it on without it. */
  readonly expected: Float64Array
  /** The lower ends of the intervals of single steps around what was to be expected. */
  readonly lower: Float64Array
  /** The upper ends. */
  readonly upper: Float64Array
  /** The sum of effects up to each step from the event on. */
  readonly cumulativeEffect: Float64Array
  /** The lower ends of its intervals. */
  readonly cumulativeLower: Float64Array
  /** The upper ends. */
  readonly cumulativeUpper: Float64Array
  /** Pretended events before the real one. */
  readonly placebos: readonly PlaceboEvent[]
  /** Whether each predictor moved at the event, each by itself. */
  readonly predictorShifts: readonly PredictorShift<N>[]
  /** Steps before the event. */
  readonly before: number
  /** Steps from the event on. */
  readonly after: number
  /** Degrees of freedom of Student's t. */
  readonly degreesOfFreedom: number
  /** The level of intervals. */
  readonly confidence: number
  /** What speaks against it, in sentences. */
  readonly warnings: readonly string[]
}
