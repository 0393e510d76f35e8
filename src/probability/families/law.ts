/** What is known of a distribution over numbers. */
export interface Law {
  /** The logarithm of the density, or of the probability where single numbers have one. */
  readonly logDensity: (x: number) => number
  /** P(X ≤ x). */
  readonly cdf: (x: number) => number
  /** P(X > x), with its own digits. */
  readonly upper: (x: number) => number
  /** The least x with P(X ≤ x) ≥ p, 0 ≤ p ≤ 1. */
  readonly quantile: (p: number) => number
  /** NaN where there is none. */
  readonly mean: number
  /** NaN where there is none; it can be infinite. */
  readonly variance: number
}
