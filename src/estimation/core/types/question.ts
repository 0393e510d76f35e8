import type { Moments, Table } from '../../../data/types.js'
import type { CausalGraph } from '../../../graph/types.js'
import type { Factor } from '../../../probability/types.js'
import type { Specification } from '../../specification/types.js'
import type { TreatmentContrast } from '../question/contrast.js'
import type { Estimator } from './estimator.js'
import type { AnyIdentification, ClusterErrors, EffectMeasure } from './terms.js'

/**
 * What an effect is estimated from: rows, counts of whole rows (a factor), or moments. An estimator that needs less than rows
 * takes less: any takes counts, regression without interactions and two-stage least squares take moments.
 *
 * @category Estimation
 */
export type EffectSource<T = Record<string, unknown>> = Table<T> | Factor<keyof T & string> | Moments<keyof T & string>

/**
 * What is asked of data about an effect, whatever says how it is identified.
 *
 * @category Estimation
 */
export interface EffectRequest<T = Record<string, unknown>> {
  /** How to estimate, such as `aipw()`. */
  readonly estimator: Estimator
  /** How the mean outcomes are compared (default `difference`). */
  readonly measure?: EffectMeasure
  /** The category of the outcome that counts as 1 (when left out, the second; `warnings` says so where only the alphabet ordered them). */
  readonly event?: string
  /** A column of sampling weights, above or equal to 0: each row stands for so many of the population. */
  readonly weights?: NoInfer<keyof T & string>
  /** Rows that depend on one another: a column whose values name their cluster, or two such columns for both ways. */
  readonly cluster?: NoInfer<keyof T & string> | readonly [NoInfer<keyof T & string>, NoInfer<keyof T & string>]
  /**
   * The strata of a survey, within each of which clusters (or rows, where no `cluster` is named) were drawn: a column, or several
   * whose values together name the stratum. The standard error is then that of Taylor's linearisation.
   */
  readonly strata?: NoInfer<keyof T & string> | readonly NoInfer<keyof T & string>[]
  /** How the clusters' standard error is made (default `CR1`; two ways take `CR0` and `CR1`; strata have their own). */
  readonly clusterErrors?: ClusterErrors
  /** The confidence level of the interval, between 0 and 1 (default 0.95). */
  readonly confidence?: number
}

/**
 * A question whose design stands in a specification: nothing is read from a graph.
 *
 * @category Estimation
 */
export interface SpecifiedQuestion<T = Record<string, unknown>> extends EffectRequest<T> {
  /** Treatment, outcome, contrast and how the effect is identified. */
  readonly specification: Specification
}

/**
 * What is asked of data and graph together.
 *
 * @category Estimation
 */
export interface EstimationQuestion<G extends string = string, T = Record<string, unknown>> extends EffectRequest<T> {
  /**
   * Your causal assumptions: a DAG, ADMG, CPDAG, MAG or PAG. Nodes without a column count as unmeasured. It may be left out
   * where `identification` is given.
   */
  readonly graph?: CausalGraph<CausalGraph['kind'], G>
  /** What `identify` found, to be used as it is. */
  readonly identification?: AnyIdentification<G>
  /** The treatment: a column of categories, or of numbers. */
  readonly treatment: NoInfer<G & keyof T & string>
  /** The outcome: a column of numbers, or with two categories. */
  readonly outcome: NoInfer<G & keyof T & string>
  /**
   * Which treatments are compared: two categories, or two numbers. Left out, the second of two values is compared with the
   * first (`warnings` says so where only the alphabet ordered them), and numbers by one unit. Of more than two categories it
   * picks two; for estimators that take a treatment of numbers it says from where to where to go.
   */
  readonly contrast?: TreatmentContrast
  /** The total effect (when left out), or the direct one: along the edge from treatment to outcome alone. */
  readonly effect?: 'total' | 'direct'
  /** What to adjust for, for back-door estimators; it is checked against the graph. Left out, the set of lowest variance is chosen. */
  readonly adjustment?: readonly NoInfer<G & keyof T & string>[]
}
