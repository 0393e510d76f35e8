import type { Estimand } from '../../estimand/terms/types.js'
import type { TargetPopulation, TreatmentContrast } from '../core/question/contrast.js'

/**
 * What every {@link Specification} says.
 *
 * @category Estimation
 */
export interface SpecificationOf<S extends string> {
  /** By what the effect is identified. */
  readonly strategy: S
  /** The column of the treatment. */
  readonly treatment: string
  /** The column of the outcome. */
  readonly outcome: string
  /** Which treatments are compared. */
  readonly contrast?: TreatmentContrast
  /** Whose effect is averaged. */
  readonly population?: TargetPopulation
  /** The category of the outcome that counts as 1. */
  readonly event?: string
  /** Rows that belong together: a column whose values name the clusters (in an experiment the units that were drawn). */
  readonly cluster?: string
  /** The columns adjusted for. */
  readonly adjustment: readonly string[]
}

/**
 * What is estimated and by which design, as plain data: `identify` makes it from a graph, or you write it for a design that a
 * graph does not draw. Every estimator takes it and gives it back, so that the design and the number can be checked apart.
 *
 * @category Estimation
 */
export type Specification =
  | (SpecificationOf<'experiment'> & {
      /** For a ratio metric: the column by whose sum that of the outcome is divided. */
      readonly denominator?: string
      /** For a switchback: the column of times. */
      readonly time?: string
      /** For a switchback: the column that names the periods for which treatment was drawn anew. */
      readonly period?: string
      /** For a switchback: the column that names the places. */
      readonly unit?: string
      /** The strata within which treatment was drawn. */
      readonly strata?: readonly string[]
    })
  | (SpecificationOf<'back-door'> & {
      /** The total effect, or the direct one. */
      readonly effect?: 'total' | 'direct'
    })
  | (SpecificationOf<'front-door'> & {
      /** The columns through which the whole effect goes. */
      readonly mediators: readonly string[]
    })
  | (SpecificationOf<'instrument'> & {
      /** The columns that move the outcome through the treatment alone, given the adjustment. */
      readonly instruments: readonly string[]
    })
  | (SpecificationOf<'regression-discontinuity'> & {
      /** The column of numbers that decides the treatment. */
      readonly runningVariable: string
      /** Where it decides. */
      readonly cutoff: number
    })
  | (SpecificationOf<'difference-in-differences' | 'synthetic-control'> & {
      /** The column that names the units. */
      readonly unit: string
      /** The column of times. */
      readonly time: string
    })
  | (SpecificationOf<'panel'> & {
      /** The column that names the units. */
      readonly unit: string
      /** The column of times. */
      readonly time?: string
    })
  | (SpecificationOf<'mediation'> & {
      /** The column through which part of the effect goes. */
      readonly mediator: string
    })
  | (SpecificationOf<'formula'> & {
      /** The distribution of the outcome under the treatment, from observed probabilities. */
      readonly estimand: Estimand
    })
