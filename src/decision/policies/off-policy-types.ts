import type { LogEstimator } from '../core/log-estimators.js'
import type { Policy } from './types.js'

/**
 * What a log holds, and what it is asked.
 *
 * @typeParam N - the names of the columns
 * @category Decisions
 */
export interface OffPolicyQuestion<N extends string = string> {
  /** The column of the action that was taken. */
  readonly action: N
  /** The columns that the policies look at. */
  readonly context?: N | readonly N[]
  /** The column of what was earned: numbers. */
  readonly reward: N
  /** The column of the chance with which the logged action was taken, as the system that took it knew it. */
  readonly propensity: N
  /** The policy to value: contexts come as texts, numbers as they print. */
  readonly policy: Policy
  /**
   * How (default `dr` with a model of the reward, else `snips`): `ips` weights by the ratio of chances, `clipped` by ratios up to `clip`,
   * `snips` divides by the sum of weights, `dm` believes the model, `dr` corrects it by weighting, `sndr` by weights that sum to n.
   */
  readonly estimator?: LogEstimator
  /** The largest weight of `clipped`. */
  readonly clip?: number
  /** The mean reward of an action in a context, by a model that was fitted to other rows: for `dm`, `dr` and `sndr`. */
  readonly rewardModel?: (context: Readonly<Record<string, string>>, action: string) => number
  /** The confidence level of the interval, between 0 and 1 (default 0.95). */
  readonly confidence?: number
}

/**
 * What a policy would have earned.
 *
 * @category Decisions
 */
export interface OffPolicyValue {
  /** There is a value. */
  readonly estimated: true
  /** The mean reward. */
  readonly value: number
  /** Its standard error over rows; null for `dm`, whose error is that of a model that this function does not see. */
  readonly standardError: number | null
  /** Its confidence interval; null likewise. */
  readonly interval: readonly [number, number] | null
  /** The level of the interval. */
  readonly confidence: number
  /** The estimator. */
  readonly estimator: LogEstimator
  /** How many rows. */
  readonly n: number
  /** How many rows the weights are worth: (Σ w)² / Σ w². */
  readonly effectiveSampleSize: number
  /** The largest weight. */
  readonly largestWeight: number
  /** What could be wrong, in words. */
  readonly warnings: readonly string[]
}

/**
 * Why a log does not tell what a policy would have earned.
 *
 * @category Decisions
 */
export interface NoOffPolicyValue {
  /** There is none. */
  readonly estimated: false
  /** `no-support`: the policy takes actions that were never logged, or all weights are zero. */
  readonly reason: 'no-support'
  /** The same in a sentence, with a way out. */
  readonly message: string
  /** The actions that were never logged with the contexts' rows, or the number of rows. */
  readonly witness: Readonly<Record<string, unknown>>
}
