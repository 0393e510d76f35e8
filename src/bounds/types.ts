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
  /** The variables set in that world; the actual world when left out. */
  readonly do?: PotentialWorld<N>
}

/**
 * What is set in a world: each variable to a state, or to the value that it takes in another world, which nests
 * counterfactuals: `{ X: '1', M: { do: { X: '0' } } }` is treatment with the mediator of no treatment.
 *
 * @category Bounds
 */
export type PotentialWorld<N extends string = string> = {
  readonly [K in N]?: string | { readonly do: PotentialWorld<N> }
}

/**
 * A share of a weighted sum of probabilities.
 *
 * @category Bounds
 */
export interface WeightedEvent<N extends string = string> {
  /** What the probability is multiplied by. */
  readonly weight: number
  /** A statement: all its terms together, in any worlds. */
  readonly event: readonly PotentialOutcome<N>[]
}

/**
 * Something that is taken for granted of a probability, or of a weighted sum of several: give `event` or `sum`, and one limit
 * or both. No defiers: `{ event: [{ variable: 'X', value: '0', do: { Z: '1' } }, { variable: 'X', value: '1', do: { Z: '0' } }], atMost: 0 }`.
 *
 * @category Bounds
 */
export interface BoundsAssumption<N extends string = string> {
  /** The statement whose probability is limited. */
  readonly event?: readonly PotentialOutcome<N>[]
  /** Or a weighted sum of probabilities. */
  readonly sum?: readonly WeightedEvent<N>[]
  /** It is at least this. */
  readonly atLeast?: number
  /** It is at most this. */
  readonly atMost?: number
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
 * What is asked of `counterfactualBounds`: `event` or `sum`.
 *
 * @category Bounds
 */
export interface BoundsQuery<N extends string = string> {
  /** The statement whose probability is bounded: all its terms together, in any worlds. */
  readonly event?: readonly PotentialOutcome<N>[]
  /** Or a weighted sum of such probabilities: an effect is a difference of two. */
  readonly sum?: readonly WeightedEvent<N>[]
  /** What is known of the unit, in any worlds. */
  readonly given?: readonly PotentialOutcome<N>[]
  /** Pairs cause → effect in which no unit's effect goes down (in the order of its states) when the cause goes up. */
  readonly monotone?: readonly (readonly [N, N])[]
  /** What else is taken for granted: limits on probabilities of statements, such as that there are no defiers, or few. */
  readonly assume?: readonly BoundsAssumption<N>[]
  /** Called after each stage of the work. */
  readonly onProgress?: (progress: BoundsProgress) => void
  /** An AbortSignal: stops with the error `aborted`; looked at wherever `onProgress` is called. */
  readonly signal?: { readonly aborted: boolean }
}

/**
 * Where the work on bounds stands, for the option `onProgress`.
 *
 * @category Bounds
 */
export interface BoundsProgress {
  /** `types`: the response types are listed; `programmes`: linear programmes are solved. */
  readonly stage: 'types' | 'programmes'
  /** How many are done. */
  readonly done: number
  /** Of how many. */
  readonly total: number
}
