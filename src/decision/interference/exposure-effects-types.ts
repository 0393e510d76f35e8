import type { ExposureQuestion } from './types.js'

/**
 * An experiment on a network, and what is asked of it.
 *
 * @typeParam N - the names of the columns
 * @category Decisions
 */
export interface ExposureEffectsQuestion<N extends string = string> extends ExposureQuestion<N> {
  /** The column of treatments: 1 or 0. */
  readonly treatment: N
  /** The column of outcomes: numbers. */
  readonly outcome: N
  /** The two exposures to compare (default: each against the first). */
  readonly contrast?: { readonly from: string; readonly to: string }
  /**
   * Units that come to one of two exposures with a smaller chance are left out of their contrast, as those that never come to it are
   * (default 0). Intervals need chances that are not tiny: units with many neighbours hardly ever have none treated.
   */
  readonly minChance?: number
  /** The confidence level of the intervals, between 0 and 1 (default 0.95). */
  readonly confidence?: number
}

/**
 * A mean or a contrast with its error.
 *
 * @category Decisions
 */
export interface ExposureNumber {
  /** The estimate; null where nobody had the exposure. */
  readonly estimate: number | null
  /** The standard error, too large rather than too small on average; null where there is none. */
  readonly standardError: number | null
  /** The interval by the normal distribution; null likewise. */
  readonly interval: readonly [number, number] | null
}

/**
 * The mean outcome under one exposure.
 *
 * @category Decisions
 */
export interface ExposureMean {
  /** The exposure. */
  readonly level: string
  /** How many units had it. */
  readonly count: number
  /** Σ y / π over those who had it, divided by all n units: right on average, whatever the outcomes. */
  readonly horvitzThompson: ExposureNumber
  /** The same divided by Σ 1 / π: slightly biased, mostly closer. */
  readonly hajek: ExposureNumber
  /** Whose mean it is, in words: all units, or those that can come to this exposure. */
  readonly target: string
}

/**
 * The difference of two exposures, over the units that can come to both.
 *
 * @category Decisions
 */
export interface ExposureContrast {
  /** The exposure that is subtracted. */
  readonly from: string
  /** The exposure that it is subtracted from. */
  readonly to: string
  /** How many units can come to both, with a chance of `minChance` at least: the difference is theirs. */
  readonly n: number
  /** How many units the design is worth for the rarer of the two exposures: m² / Σ 1 / π over these m units. Below 20 intervals are too narrow. */
  readonly effectiveUnits: number
  /** By weights 1 / π. */
  readonly horvitzThompson: ExposureNumber
  /** By weights 1 / π that sum to one. */
  readonly hajek: ExposureNumber
  /** Whose difference it is, in words. */
  readonly target: string
}

/**
 * What an experiment on a network says of each exposure.
 *
 * @category Decisions
 */
export interface ExposureEffects {
  /** The exposures, in order. */
  readonly levels: readonly string[]
  /** The exposure that each unit had, in the order of the rows. */
  readonly exposure: readonly string[]
  /** The mean outcome under each exposure. */
  readonly means: readonly ExposureMean[]
  /** The differences asked for. */
  readonly contrasts: readonly ExposureContrast[]
  /** For each level the units that never come to it. */
  readonly unreachable: Readonly<Record<string, readonly string[]>>
  /** `exact`, or `simulation` where chances were drawn. */
  readonly method: 'exact' | 'simulation'
  /** The largest standard error of a probability of exposure: 0 where they are exact. */
  readonly probabilityError: number
  /** The level of the intervals. */
  readonly confidence: number
  /** How many units. */
  readonly n: number
  /** What could be wrong, in words. */
  readonly warnings: readonly string[]
}
