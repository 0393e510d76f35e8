import type { Cell, Moments, Table } from '../data/types.js'
import type { Mark } from '../graph/types.js'
import type { TestResult } from '../independence/index.js'

/**
 * Steps of one recording that follow each other without a gap. No lag reaches out of a stretch.
 *
 * @category Time series
 */
export interface Stretch {
  /** The recording that it belongs to, or null where there is one only. */
  readonly unit: string | null
  /** The row of its first step. */
  readonly start: number
  /** How many steps it has. */
  readonly length: number
  /** The stamp of its first step, as the table holds it (days since 1970 for dates); 0 where no stamps were given. */
  readonly time: number
}

/**
 * A time series at regular steps: the rows of a table in the order of recordings and of time, and where they hang together.
 * Several recordings are never joined: no lag reaches from one into another, nor across a gap.
 *
 * @category Time series
 */
export interface Series<T = Record<string, Cell>, N extends string = keyof T & string> {
  /** The variables, in order: the columns without time and unit. */
  readonly names: readonly N[]
  /** Their values, one row a step, stretch after stretch. A value that is missing or masked is NaN, a category −1. */
  readonly table: Table<T, N>
  /** The distance of two stamps that follow each other (in days for dates), 1 where none were given. */
  readonly every: number
  /** The stretches, in the order of rows. */
  readonly stretches: readonly Stretch[]
  /** What to know before a lag is read off: gaps, missing and masked cells, in sentences. */
  readonly warnings: readonly string[]
}

/**
 * Means and covariances of all variables at all lags 0 … maxLag: column lag · N + i is variable i, so many steps before t.
 * Every row behind it is a time t whose window t − maxLag … t is complete. It is a record of {@link Moments}, so that whatever takes moments takes it.
 *
 * @category Time series
 */
export interface LaggedMoments<N extends string = string> extends Moments {
  /** The N (maxLag + 1) columns by name: `X[t]`, `Y[t]`, … `X[t-1]`, … */
  readonly names: readonly string[]
  /** The N variables, in order. */
  readonly variables: readonly N[]
  /** The largest lag. */
  readonly maxLag: number
}

/**
 * An edge of a graph over time: `from` at time t − lag, `to` at time t, at every t.
 *
 * @category Time series
 */
export interface LaggedEdge<N extends string = string> {
  /** The earlier variable; of two at the same time, either. */
  readonly from: N
  /** The variable at time t. */
  readonly to: N
  /** How many steps before `to` its partner is: 0 for the same time. */
  readonly lag: number
  /** The mark at `from`: a tail for a cause, an arrow for no cause, a circle for unknown. */
  readonly fromMark: Mark
  /** The mark at `to`. */
  readonly toMark: Mark
  /** That rules contradicted each other about its direction, so that none is given. */
  readonly conflict?: true
}

/**
 * What a graph over time is: a `lagged-dag` has directed edges only (`from` → `to`), a `lagged-cpdag` may leave edges of lag 0
 * without direction (tails at both ends), a `lagged-pag` has all marks, hidden causes included.
 *
 * @category Time series
 */
export type LaggedKind = 'lagged-dag' | 'lagged-cpdag' | 'lagged-pag'

/**
 * A graph that repeats at every time: variables as nodes, edges with lags.
 *
 * @category Time series
 */
export interface LaggedGraph<N extends string = string, K extends LaggedKind = LaggedKind> {
  /** Its kind. */
  readonly kind: K
  /** The variables, in order. */
  readonly nodes: readonly N[]
  /** The largest lag that an edge may have; at least that of every edge. */
  readonly maxLag: number
  /** The edges, each once: sorted by `to`, lag and `from` in the order of `nodes`. */
  readonly edges: readonly LaggedEdge<N>[]
}

/**
 * A variable at a time: so many steps before t.
 *
 * @category Time series
 */
export interface LaggedNode<N extends string = string> {
  /** The variable. */
  readonly name: N
  /** How many steps before t: 0 for t itself. */
  readonly lag: number
}

/**
 * A test of conditional independence over time: one answer for all t, so only differences of lags matter.
 *
 * @category Time series
 */
export interface LaggedTest<N extends string = string> {
  /**
   * Tests x ⊥ y given a set.
   *
   * @param x - a variable at a time
   * @param y - another
   * @param given - the conditioning set, empty unless told; x and y are not in it
   * @returns the statistic and its p-value, or why the test could not be made
   */
  (x: LaggedNode<N>, y: LaggedNode<N>, given?: readonly LaggedNode<N>[]): TestResult
  /** The variables that the test knows, in order. */
  readonly variables: readonly N[]
  /** The largest difference of lags that it can be asked about; left out where there is no limit. */
  readonly maxLag?: number
  /** A faster way to the same answers, if there is one. */
  readonly plan?: LaggedPlan
  /** What speaks against the data in this test, in sentences. */
  readonly warnings?: readonly string[]
}

/**
 * What a lagged test lets a search use in place of single calls: positions in place of names, no result objects. Variable i of N at
 * lag k has the position k · N + i. The numbers must equal those of the calls.
 *
 * @category Time series
 */
export interface LaggedPlan {
  /**
   * Asks a question.
   *
   * @param x - position of a variable at a time
   * @param y - position of another
   * @param given - positions of the conditioning set come first in it
   * @param size - how many of them count
   * @returns whether the test could be made; if not, the test itself, asked the same, says why
   */
  readonly ask: (x: number, y: number, given: Int32Array, size: number) => boolean
  /** The p-value of the last question. */
  readonly pValue: () => number
  /** The strength of dependence in the last question: the estimate of the test, or else its statistic. */
  readonly value: () => number
}

/**
 * A linear model of a series, the same at every time: x(t) = intercept + B₀ x(t) + B₁ x(t − 1) + … + e(t), with noise e that is
 * independent over time.
 *
 * @category Time series
 */
export interface LinearTemporalModel<N extends string = string> {
  /** The p variables, in order. */
  readonly names: readonly N[]
  /**
   * Whether its coefficients are direct effects. `'structural'`: they are, and noises of different variables are taken for
   * independent. `'reduced'`: a forecast of each variable from the past of all (B₀ = 0), with noise that may be correlated.
   */
  readonly form: 'structural' | 'reduced'
  /** p constants. */
  readonly intercept: Float64Array
  /** B₀, p × p row-major: entry (i, j) is the direct effect of variable j on variable i at the same time; without cycles. */
  readonly contemporaneous: Float64Array
  /** B₁, B₂ …: for lag 1, 2, …, p × p row-major, entry (i, j) the direct effect of variable j that many steps before on variable i. */
  readonly lagged: readonly Float64Array[]
  /** The covariance of the noise, p × p row-major. */
  readonly noise: Float64Array
}
