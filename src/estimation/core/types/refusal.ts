/**
 * How a refusal came about:
 *
 * - `not-identifiable`: the graph offers no way that this estimator can go
 * - `invalid-adjustment`: the set asked for does not identify the effect
 * - `irrelevant-instrument`: the instruments do not move the treatment in these data
 * - `no-overlap`: some kinds of units all had the same treatment, so the data say nothing of the other
 * - `weak-overlap`: the arms overlap so little that an interval by weighting alone would not hold what it promises
 * - `undefined-ratio`: a mean outcome is 0 (or 1, for odds), so that the ratio has no value
 *
 * @category Estimation
 */

export type RefusalReason =
  | 'not-identifiable'
  | 'invalid-adjustment'
  | 'irrelevant-instrument'
  | 'no-overlap'
  | 'weak-overlap'
  | 'undefined-ratio'

/**
 * Why there is no estimate.
 *
 * @category Estimation
 */
export interface RefusedEffect<R extends string = RefusalReason> {
  /** No estimate: the data and the graph do not determine it. */
  readonly estimated: false
  /** The kind of obstacle. */
  readonly reason: R
  /** What stands in the way and what would help, in words. */
  readonly message: string
  /** The names and cells that show it. */
  readonly witness: Readonly<Record<string, unknown>>
}
