/**
 * Who is who for {@link anchorRegression}.
 *
 * @typeParam N - the names of the columns
 * @category Discovery
 */
export interface AnchorQuestion<N extends string = string> {
  /** The column to predict. */
  readonly outcome: N
  /** The columns of what differs between environments and nothing else moves: numbers, or categories such as a label of the environment. */
  readonly anchors: N | readonly N[]
  /** The predictors (default: all other columns). */
  readonly predictors?: readonly N[]
  /**
   * How far the protection goes: from 0 on, `Infinity` too. Shifts in the directions in which the anchors move the data, up to √gamma times as
   * strong as those that were seen.
   */
  readonly gamma: number
  /** The level of the intervals (default 0.95). */
  readonly confidence?: number
}

/**
 * A coefficient of anchor regression.
 *
 * @typeParam N - the names of the columns
 * @category Discovery
 */
export interface AnchorCoefficient<N extends string = string> {
  /** The predictor. */
  readonly name: N
  /** Its weight, in units of the outcome per unit of the predictor. */
  readonly estimate: number
  /** Robust to unequal variances, for rows that are independent. */
  readonly standardError: number
  /** For the coefficient that endless data would give at this gamma: a causal effect only where `protects` says so. */
  readonly interval: readonly [number, number]
}

/**
 * A regression that is protected against shifts.
 *
 * @typeParam N - the names of the columns
 * @category Discovery
 */
export interface AnchorRegression<N extends string = string> {
  /** As asked. */
  readonly gamma: number
  /** The weights of the predictors. */
  readonly coefficients: readonly AnchorCoefficient<N>[]
  /** The constant term: the prediction is right on average over the rows. */
  readonly intercept: number
  /** What the coefficients are best for, in words and numbers. */
  readonly protects: AnchorProtection
  /** The mean squared error in the rows. */
  readonly observedRisk: number
  /** Its part that the anchors do not explain. */
  readonly withinRisk: number
  /** Its part that they do: how far the residuals differ between environments. */
  readonly betweenRisk: number
  /** The number of rows. */
  readonly n: number
  /** What stands against the answer. */
  readonly warnings: readonly string[]
}

/**
 * What the coefficients of an anchor regression are best for.
 *
 * @category Discovery
 */
export interface AnchorProtection {
  /** √gamma: how many times stronger than in the data shifts along the anchors may be. */
  readonly shiftFactor: number
  /** The largest mean squared error under such shifts, withinRisk + gamma betweenRisk: estimated; null for an infinite gamma. */
  readonly worstRisk: number | null
  /** Where all is jointly Gaussian: the quantile over environments of the mean squared error that no other coefficients make smaller. */
  readonly gaussianQuantile: number
  /** The same in a sentence. */
  readonly meaning: string
}
