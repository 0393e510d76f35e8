import type { Factor } from '../probability/types.js'

/**
 * "This variable takes this value in the world in which those are set": one term of a counterfactual statement.
 *
 * @category Bounds
 */
export interface PotentialOutcome<N extends string = string> {
  /** The variable spoken of. */
  readonly variable: N
  /** One of its states. */
  readonly value: string
  /** The variables set in that world, and to which states; the actual world when left out. */
  readonly do?: { readonly [K in N]?: string }
}

/**
 * Lower and upper bound.
 *
 * @category Bounds
 */
export type Interval = readonly [number, number]

/**
 * No model fits: the data contradict the assumptions.
 *
 * @category Bounds
 */
export interface NoModel {
  /** That no model fits. */
  readonly status: 'no-model'
  /** Which assumption the data contradict, in words. */
  readonly reason: string
}

/**
 * No bounds were found that stand their check: the linear programme was too badly conditioned for double precision.
 *
 * @category Bounds
 */
export interface Unresolved {
  /** That there is no answer. */
  readonly status: 'unresolved'
  /** What failed, in words. */
  readonly reason: string
}

/**
 * A distribution that is known: observed, or from an experiment.
 *
 * @category Bounds
 */
export interface KnownDistribution<N extends string = string> {
  /** A joint distribution or counts over some of the variables; it is normalised here. */
  readonly distribution: Factor<N>
  /** What the experiment set; nothing for observations. */
  readonly do?: { readonly [K in N]?: string }
}

/**
 * What is asked of `counterfactualBounds`.
 *
 * @category Bounds
 */
export interface BoundsQuery<N extends string = string> {
  /** The statement whose probability is bounded: all its terms together, in any worlds. */
  readonly event: readonly PotentialOutcome<N>[]
  /** What is known of the unit, in any worlds. */
  readonly given?: readonly PotentialOutcome<N>[]
  /** Pairs cause → effect in which no unit's effect goes down (in the order of its states) when the cause goes up. */
  readonly monotone?: readonly (readonly [N, N])[]
}
