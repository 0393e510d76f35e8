/**
 * Groups of units that touch within the group alone, and two ways to treat them.
 *
 * @typeParam N - the names of the columns
 * @category Decisions
 */
export interface InterferenceQuestion<N extends string = string> {
  /** The column that names each unit's group (a household, a class, a village). */
  readonly group: N
  /** The column of treatments: 1 or 0. */
  readonly treatment: N
  /** The column of outcomes: numbers. */
  readonly outcome: N
  /** Two policies: the chance with which each would treat every unit, from 0 to 1. */
  readonly policies: readonly [number, number]
  /** The chance with which each unit was treated, given its covariates: one number above 0 and below 1, or the column that holds it. */
  readonly propensity: number | N
  /** `horvitz-thompson` (default): unbiased; `hajek`: weights that sum to one, a little biased and mostly much closer. */
  readonly estimator?: 'horvitz-thompson' | 'hajek'
  /** The confidence level of the intervals, between 0 and 1 (default 0.95). */
  readonly confidence?: number
}

/**
 * A number over groups with its error.
 *
 * @category Decisions
 */
export interface GroupNumber {
  /** The estimate; null where no unit tells. */
  readonly estimate: number | null
  /** Its standard error over groups; null with a single group. */
  readonly standardError: number | null
  /** Its interval by Student's t with groups − 1 degrees of freedom; null likewise. */
  readonly interval: readonly [number, number] | null
}

/**
 * What one policy would bring.
 *
 * @category Decisions
 */
export interface PolicyMeans {
  /** The chance with which it treats. */
  readonly policy: number
  /** The mean outcome of an untreated unit whose group follows the policy otherwise. */
  readonly untreated: GroupNumber
  /** The same of a treated one. */
  readonly treated: GroupNumber
  /** The mean outcome where all follow the policy. */
  readonly overall: GroupNumber
  /** Treated less untreated: the effect of a unit's own treatment under the policy. */
  readonly directEffect: GroupNumber
  /** How many groups the weights are worth: (Σ w)² / Σ w². */
  readonly effectiveGroups: number
}

/**
 * Direct effects, and what the treatment of others does.
 *
 * @category Decisions
 */
export interface InterferenceEffects {
  /** What each of the two policies would bring. */
  readonly policies: readonly [PolicyMeans, PolicyMeans]
  /** What changes for an untreated unit when its group goes from the first policy to the second. */
  readonly spilloverEffect: GroupNumber
  /** Treated under the second policy less untreated under the first: direct effect and spillover together. */
  readonly totalEffect: GroupNumber
  /** The mean outcome under the second policy less that under the first. */
  readonly overallEffect: GroupNumber
  /** How. */
  readonly estimator: 'horvitz-thompson' | 'hajek'
  /** The level of the intervals. */
  readonly confidence: number
  /** How many groups. */
  readonly groups: number
  /** How many units. */
  readonly n: number
  /** What could be wrong, in words. */
  readonly warnings: readonly string[]
}
