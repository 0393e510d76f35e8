import type { DesignEffect } from '../core/designs/types.js'
import type { TargetPopulation } from '../core/question/contrast.js'
import type { Specification } from '../specification/types.js'

/**
 * The specification of a synthetic control.
 *
 * @category Estimation
 */
export type SyntheticControlSpecification = Omit<
  Extract<Specification, { readonly strategy: 'difference-in-differences' | 'synthetic-control' }>,
  'strategy' | 'adjustment'
> & {
  /** Nothing but earlier outcomes. */
  readonly adjustment: readonly []
  /** Always `synthetic-control`. */
  readonly strategy: 'synthetic-control'
}

/**
 * What a synthetic control is asked.
 *
 * @typeParam N - the names of the columns
 * @category Estimation
 */
export interface SyntheticControlQuestion<N extends string = string> {
  /** May be left out: `synthetic-control`, as in a specification. */
  readonly strategy?: 'synthetic-control'
  /** The column that is 1 in the rows of a treated unit from the beginning of its treatment on, else 0. */
  readonly treatment: N
  /** The outcome: a column of numbers. */
  readonly outcome: N
  /** The column that names the units. */
  readonly unit: N
  /** The column of times, as numbers. */
  readonly time: N
  /** May be left out: nothing but earlier outcomes is adjusted for. */
  readonly adjustment?: readonly []
  /** May be left out: the effect on the treated. */
  readonly population?: TargetPopulation
}

/**
 * Options of synthetic controls.
 *
 * @category Estimation
 */
export interface SyntheticControlOptions {
  /** The most placebos (default 500); with a single treated unit and no more donors than this, each donor is one. */
  readonly placebos?: number
  /** Seed of the placebos that are drawn (default 1). */
  readonly seed?: number | string
  /** The confidence level of the interval, between 0 and 1 (default 0.95). */
  readonly confidence?: number
}

/**
 * The treated units and their synthetic control at one time.
 *
 * @category Estimation
 */
export interface SyntheticPoint {
  /** The time. */
  readonly time: number
  /** The mean outcome of the treated. */
  readonly treated: number
  /** The outcome of the synthetic control. */
  readonly synthetic: number
  /** Their difference: after treatment, its effect. */
  readonly gap: number
}

/**
 * The effect found where nothing happened.
 *
 * @category Estimation
 */
export interface Placebo {
  /** The donors that stood in for the treated. */
  readonly units: readonly string[]
  /** Their "effect". */
  readonly estimate: number
  /** How far gaps after treatment exceed those before: the ratio of root mean squares. */
  readonly ratio: number
}

/**
 * The effect by a synthetic control.
 *
 * @category Estimation
 */
export interface SyntheticControlEffect extends DesignEffect<SyntheticControlSpecification> {
  /** The weight of each donor that has one, largest first. */
  readonly weights: Readonly<Record<string, number>>
  /** The weight of each time before treatment that has one; null where all count alike. */
  readonly timeWeights: Readonly<Record<string, number>> | null
  /** Treated and synthetic at each time. */
  readonly path: readonly SyntheticPoint[]
  /** The root mean squared gap before treatment. */
  readonly preRmse: number
  /** The placebos. */
  readonly placebos: readonly Placebo[]
}
