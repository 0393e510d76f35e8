import type { Change } from '../../scm/models/types.js'
import type { LaggedGraph, LaggedNode } from '../types.js'

/**
 * How a variable of a {@link TemporalScm} comes about: a function of its parents plus noise.
 *
 * @category Time series
 */
export interface TemporalMechanism<N extends string = string> {
  /** The variable at time t. */
  readonly variable: N
  /** Its direct causes, each so many steps before t. */
  readonly parents: readonly LaggedNode<N>[]
  /**
   * The variable without its noise.
   *
   * @param values - the values of `parents`, in their order
   * @returns what they make of it; for a category the place of its most probable level
   */
  readonly predict: (values: ArrayLike<number>) => number
  /** For a category: its levels. Where values are numbers it stands as the place of its level in this list, from 0. */
  readonly levels?: readonly string[]
  /**
   * For a category: the chance of each of its levels.
   *
   * @param values - the values of `parents`, in their order
   * @returns a chance for each of `levels`
   */
  readonly chances?: (values: ArrayLike<number>) => Float64Array
}

/**
 * The noise of a {@link TemporalScm}, drawn anew at each step: residuals of a step as they occurred together (`residuals`), normal
 * numbers (`gaussian`) or numbers from each variable's own residual quantiles (`quantile`), both independent between variables.
 *
 * @category Time series
 */
export type TemporalNoiseKind = 'residuals' | 'gaussian' | 'quantile'

/**
 * Noise as a model of a series keeps it.
 *
 * @category Time series
 */
export interface TemporalNoise {
  /** How it is drawn. */
  readonly kind: TemporalNoiseKind
  /** Residuals with mean 0, a list for each variable, in the order of times; none for a category, which is drawn by its chances. */
  readonly residuals: readonly Float64Array[]
}

/**
 * How well a variable is forecast one step ahead, on times that were not learned from.
 *
 * @category Time series
 */
export interface ForecastError<N extends string = string> {
  /** The variable. */
  readonly variable: N
  /** The root mean square of value minus forecast. Of a category: of what occurred (a 1 for its level, else 0) minus the chances, summed over levels (Brier 1950). */
  readonly error: number
  /** The same where the mean, or the share of each level, is forecast: a model that says anything has an `error` below it. */
  readonly spread: number
}

/**
 * A structural model of a series, the same at every time: each variable a function of its causes in the past and at the same time, plus
 * noise that is independent over time. It is sampled from and intervened on (`sampleSeries`), asked what would have been
 * (`counterfactualSeries`) and what comes next (`forecastErrors`).
 *
 * @category Time series
 */
export interface TemporalScm<N extends string = string> {
  /** The variables, in order. */
  readonly names: readonly N[]
  /** Its graph: an edge for each parent. */
  readonly graph: LaggedGraph<N, 'lagged-dag'>
  /** One for each variable, in order. */
  readonly mechanisms: readonly TemporalMechanism<N>[]
  /** What is added. */
  readonly noise: TemporalNoise
  /** Where a roll-out starts unless told: the last `graph.maxLag` values of each variable in the data, the latest last; categories by the places of levels. */
  readonly start: readonly Float64Array[]
}

/**
 * Where a policy stands when it decides.
 *
 * @category Time series
 */
export interface SeriesSituation<N extends string = string> {
  /** The time, as the series counts it. */
  readonly time: number
  /** What the variable would be now if nothing were done now; a category by the place of its level. */
  readonly natural: number
  /**
   * Looks back.
   *
   * @param variable - a variable
   * @param lag - how many steps before, 1 or more; within the recording
   * @returns its value then, after all that was done; a category by the place of its level
   */
  readonly past: (variable: N, lag: number) => number
}

/**
 * What is done to a variable of a series at a time: a value, {@link shift} or {@link scale} of its natural value, or a function of
 * the past. A category is set to one of its levels, by name.
 *
 * @category Time series
 */
export type SeriesSetting<N extends string = string> =
  | number
  | string
  | Change
  | ((situation: SeriesSituation<N>) => number | string)

/**
 * Something that is done for a while.
 *
 * @category Time series
 */
export interface TimedAction<N extends string = string> {
  /** What is done. */
  readonly set: SeriesSetting<N>
  /** From this time on (default: from the first on). Times are counted as the series does: in stamps, or in steps from 0. */
  readonly from?: number
  /** Up to and with this time (default: to the last). */
  readonly to?: number
}

/**
 * What is done to which variable of a series, and when.
 *
 * @category Time series
 */
export type SeriesActions<N extends string = string> = {
  readonly [K in N]?: SeriesSetting<N> | TimedAction<N> | readonly TimedAction<N>[]
}
