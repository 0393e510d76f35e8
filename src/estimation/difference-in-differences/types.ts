import type { TargetPopulation } from '../core/question/contrast.js'
import type { ErrorRule } from '../core/regression/sandwich.js'
import type { Specification } from '../specification/types.js'

/**
 * The specification of a difference-in-differences design.
 *
 * @category Estimation
 */
export type DifferenceInDifferencesSpecification = Omit<
  Extract<Specification, { readonly strategy: 'difference-in-differences' | 'synthetic-control' }>,
  'strategy'
> & {
  /** Always `difference-in-differences`. */
  readonly strategy: 'difference-in-differences'
  /** Units whose errors belong together. */
  readonly cluster?: string
}

/**
 * What a difference-in-differences design is asked.
 *
 * @typeParam N - the names of the columns
 * @category Estimation
 */
export interface DifferenceInDifferencesQuestion<N extends string = string> {
  /** May be left out: `difference-in-differences`, as in a specification. */
  readonly strategy?: 'difference-in-differences'
  /** The column that is 1 in the rows of a unit that is treated by then, else 0. */
  readonly treatment: N
  /** The outcome: a column of numbers. */
  readonly outcome: N
  /** The column that names the units. */
  readonly unit: N
  /** The column of times, as numbers. */
  readonly time: N
  /** Columns on which trends may depend; taken as they were before treatment. */
  readonly adjustment?: readonly N[]
  /** The column that names what errors are shared within (default: the unit). */
  readonly cluster?: N
  /** May be left out: the effect on the treated. */
  readonly population?: TargetPopulation
}

/**
 * Options of `differenceInDifferences`.
 *
 * @category Estimation
 */
export interface DifferenceInDifferencesOptions {
  /** How to compute the standard error (default `CR2` by unit). */
  readonly standardErrors?: ErrorRule
  /** Whether a unit may have many rows at a time, of people who are others each time (default false). */
  readonly crossSections?: boolean
  /** The confidence level of the interval, between 0 and 1 (default 0.95). */
  readonly confidence?: number
}
