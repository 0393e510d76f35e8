/**
 * A number with its uncertainty: what every estimator, design and panel method gives. Plots, tables, pooling and explanations
 * take whatever has this form.
 *
 * @category Estimation
 */
export interface Estimate {
  /** There is an estimate. */
  readonly estimated: true
  /** The effect. */
  readonly estimate: number
  /** Its standard error. */
  readonly standardError: number
  /** The confidence interval. */
  readonly interval: readonly [number, number]
  /** The confidence level of the interval. */
  readonly confidence: number
  /** Two-sided, of the hypothesis of no effect. */
  readonly pValue: number
  /** Degrees of freedom of the t distribution behind interval and p-value; null for the normal distribution. */
  readonly degreesOfFreedom: number | null
  /** Rows used. */
  readonly n: number
  /** What was computed, in symbols or in words. */
  readonly formula: string
  /** The estimator, in words. */
  readonly estimator: string
  /** How the standard error was computed, in words. */
  readonly standardErrorMethod: string
  /** Figures by which to judge the estimate; which, the estimator says. */
  readonly diagnostics: Readonly<Record<string, unknown>>
  /** What could be wrong, in words; empty when nothing was seen. */
  readonly warnings: readonly string[]
}
