import type { DesignEffect } from '../core/designs/types.js'
import type { TargetPopulation } from '../core/question/contrast.js'
import type { Specification } from '../specification/types.js'

/**
 * The specification of a panel regression.
 *
 * @category Estimation
 */
export type PanelSpecification = Extract<Specification, { readonly strategy: 'panel' }>

/**
 * What a panel regression is asked.
 *
 * @typeParam N - the names of the columns
 * @category Estimation
 */
export interface PanelQuestion<N extends string = string> {
  /** May be left out: `panel`, as in a specification. */
  readonly strategy?: 'panel'
  /** The column of the treatment, as numbers. */
  readonly treatment: N
  /** The outcome: a column of numbers. */
  readonly outcome: N
  /** The column that names the units. */
  readonly unit: N
  /** The column of times, as numbers; where it is given a unit must have one row at a time. */
  readonly time?: N
  /** What else is in the regression: numbers, or categories as indicators. */
  readonly adjustment?: readonly N[]
  /** The column that names what errors are shared within (default: the unit). */
  readonly cluster?: N
  /** May be left out: one effect for all. */
  readonly population?: TargetPopulation
}

/**
 * Options of panel regressions.
 *
 * @category Estimation
 */
export interface PanelOptions {
  /**
   * How to compute standard errors (default `CR1` by unit: with the factor G / (G − 1) · (n − 1) / (n − k) for G clusters and the k
   * coefficients told, so without effects of units that lie within clusters).
   */
  readonly standardErrors?: 'classical' | 'CR0' | 'CR1' | 'CR2' | 'CR3'
  /** The confidence level of the intervals, between 0 and 1 (default 0.95). */
  readonly confidence?: number
}

/**
 * One coefficient.
 *
 * @category Estimation
 */
export interface PanelCoefficient {
  /** The column, `column=category`, or `(intercept)`. */
  readonly name: string
  /** Its estimate. */
  readonly estimate: number
  /** Its standard error. */
  readonly standardError: number
  /** Its confidence interval. */
  readonly interval: readonly [number, number]
  /** Two-sided. */
  readonly pValue: number
}

/**
 * The effect in a panel: the treatment's coefficient, with all others.
 *
 * @category Estimation
 */
export interface PanelEffect extends DesignEffect<PanelSpecification> {
  /** All coefficients, the treatment's too. */
  readonly coefficients: readonly PanelCoefficient[]
  /** The variance of units' effects, of the rest, and how much of a unit's mean is taken off (least and most); null where the model has none. */
  readonly components: {
    /** The variance of units' effects. */
    readonly unit: number
    /** The variance of what is left in a row. */
    readonly row: number
    /** θ, the share of a unit's mean that is taken off. */
    readonly theta: readonly [number, number]
  } | null
}
