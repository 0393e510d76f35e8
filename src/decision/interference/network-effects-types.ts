import type { Learner } from '../../learners/core/types.js'

/**
 * Units with what their neighbours are like, one row each (see `neighborSummaries`), or one row for each kind of unit with its weight.
 *
 * @typeParam N - the names of the columns
 * @category Decisions
 */
export interface NetworkEffectsQuestion<N extends string = string> {
  /** The column of the unit's own treatment: 1 or 0. */
  readonly treatment: N
  /** The column of what neighbours' treatments sum up to. */
  readonly neighborTreatment: N
  /** How that column was summed up (default `level`: 0 none of them, 1 some, 2 all). */
  readonly neighborSummary?: 'any' | 'level' | 'count' | 'mean'
  /** The column of the number of neighbours. */
  readonly degree: N
  /** The column of outcomes: numbers. */
  readonly outcome: N
  /** Columns that treatment and outcome may share as causes: the unit's own covariates, and what those of its neighbours sum up to. */
  readonly covariates?: N | readonly N[]
  /** The column of weights, such as the share of each kind of unit (default: all rows count the same). */
  readonly weights?: N
  /** Learns the mean outcome of a unit; when left out, means of cells: for discrete columns, without a model. */
  readonly learner?: Learner
}

/**
 * The mean outcome over all units, under what is set. Null where no row shows what would be.
 *
 * @category Decisions
 */
export interface NetworkMeans {
  /** Everybody treated. */
  readonly all1: number | null
  /** Nobody treated. */
  readonly all0: number | null
  /** Each unit in turn treated, the others as they are. */
  readonly own1: number | null
  /** Each unit in turn untreated, the others as they are. */
  readonly own0: number | null
  /** Each unit treated, its neighbours untreated. */
  readonly own1neighbors0: number | null
  /** Each unit untreated, its neighbours treated. */
  readonly own0neighbors1: number | null
}

/**
 * A mean that no row supports.
 *
 * @category Decisions
 */
export interface UnsupportedMean {
  /** Which mean. */
  readonly mean: keyof NetworkMeans
  /** A cell that was never seen. */
  readonly cell: Readonly<Record<string, string>>
}

/**
 * What setting treatments in a network does, by standardisation.
 *
 * @category Decisions
 */
export interface NetworkEffects {
  /** The mean outcome under what is set. */
  readonly means: NetworkMeans
  /** Everybody treated less nobody. */
  readonly totalEffect: number | null
  /** The unit's own treatment, its neighbours untreated. */
  readonly directEffect: number | null
  /** The unit's own treatment, the others as they are. */
  readonly directEffectNeighborsNatural: number | null
  /** The neighbours' treatment, for an untreated unit. */
  readonly spilloverOnUntreated: number | null
  /** Mean outcome of the treated less that of the untreated, for comparison: no effect of anything. */
  readonly naiveContrast: number | null
  /** `cells`, or the name of the learner. */
  readonly method: string
  /** How many rows. */
  readonly n: number
  /** The means that no row supports, each with a cell that is missing. */
  readonly unsupported: readonly UnsupportedMean[]
}
