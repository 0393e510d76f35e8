/** The values of the columns before a treatment, by name. */
export type Past = Readonly<Record<string, string | number>>

/**
 * How one treatment is set: a value; a rule by what came before; or the chance of each value, by a rule too.
 *
 * @category Estimation
 */
export type RegimeRule =
  | string
  | number
  | Readonly<Record<string, number>>
  | ((past: Readonly<Record<string, string | number>>) => string | number | Readonly<Record<string, number>>)

/**
 * What the g-formula is asked of.
 *
 * @category Estimation
 */
export interface GFormulaQuestion<N extends string = string> {
  /** Covariates and treatments in order of time. What comes before a treatment may decide it. */
  readonly order: readonly N[]
  /** How each treatment is set; the treatments are those that are named here. */
  readonly regime: Readonly<Partial<Record<N, RegimeRule>>>
  /** Another regime, with which the first is compared. */
  readonly reference?: Readonly<Partial<Record<N, RegimeRule>>>
  /** The outcome, after all of these: numbers, or two categories. */
  readonly outcome: N
  /** The category of the outcome that counts as 1. */
  readonly event?: string
  /** A column of weights. */
  readonly weights?: N
  /** The confidence level of the interval, between 0 and 1 (default 0.95). */
  readonly confidence?: number
}

/**
 * The mean outcome under a regime, or the difference of two.
 *
 * @category Estimation
 */
export interface RegimeEffect {
  /** The data determine it. */
  readonly estimated: true
  /** The mean under the regime, less that under the reference where there is one. */
  readonly estimate: number
  /** Its standard error. */
  readonly standardError: number
  /** Its confidence interval. */
  readonly interval: readonly [number, number]
  /** The level of the interval. */
  readonly confidence: number
  /** The mean under the regime. */
  readonly mean: number
  /** The mean under the reference; null without one. */
  readonly referenceMean: number | null
  /** Rows. */
  readonly n: number
  /** What could be wrong, in words. */
  readonly warnings: readonly string[]
  /** Each row's influence on the estimate. Left out of JSON, where `omitted` names it instead. */
  readonly influence: Float64Array
}
