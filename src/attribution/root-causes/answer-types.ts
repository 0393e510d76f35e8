/**
 * A variable with its score, and what stands behind it.
 *
 * @category Attribution
 */
export interface RankedCause<N extends string = string> {
  /** The variable whose mechanism is suspected. */
  readonly variable: N
  /** Its place, from 1 on; variables with the same score share one. */
  readonly rank: number
  /** The method's score, the larger the more suspect. */
  readonly score: number
  /** Whether the method accuses it, or only ranks it. */
  readonly accused: boolean
  /** What the data say of its own mechanism, whatever the method; null where it could not be checked. */
  readonly evidence: CauseEvidence<N> | null
  /** The shortest path to the alert, both ends included; null where none leads there, or no alert was named. */
  readonly path: readonly N[] | null
  /** The others with the same score. */
  readonly tiedWith: readonly N[]
}

/**
 * What was tested of a suspect, and what came out.
 *
 * @category Attribution
 */
export interface CauseEvidence<N extends string = string> {
  /** The variables, with their lags, that it was predicted from. */
  readonly given: readonly { readonly variable: N; readonly lag: number }[]
  /** The median of what is left after, in robust standard deviations of what was left before. */
  readonly residual: number
  /** The t statistic of a change of the mean. */
  readonly z: number
  /** The spread after over that before. */
  readonly spread: number
  /** The p-value of a change of mean or spread. */
  readonly pValue: number
  /** The same, adjusted for all variables that were tested (Holm). */
  readonly adjusted: number
  /** The share of the steps after in which a direct cause lies outside all that was seen before: there the prediction is a guess. */
  readonly outside: number
}

/**
 * A variable of which something could not be told.
 *
 * @category Attribution
 */
export interface UntoldCause<N extends string = string> {
  /** The variable. */
  readonly variable: N
  /**
   * `constant`: it did not vary before. `determined`: its direct causes leave nothing of it. `too-few-rows`: fewer steps than
   * its prediction needs. `no-path`: it changed, but nothing leads from it to the alert. `undirected`: the direction of its edges
   * is not known. `outside`: its causes after lie outside all that was seen before.
   */
  readonly reason: 'constant' | 'determined' | 'too-few-rows' | 'no-path' | 'undirected' | 'outside'
  /** The same in a sentence. */
  readonly message: string
}

/**
 * The causes, ranked.
 *
 * @category Attribution
 */
export interface FoundCauses<N extends string = string> {
  /** Something changed, and the method accuses at least one variable. */
  readonly found: true
  /** The accused, the most suspect first. */
  readonly causes: readonly RankedCause<N>[]
  /** All variables that have a score, accused or not, the most suspect first. */
  readonly ranking: readonly RankedCause<N>[]
  /** What could not be told. */
  readonly untold: readonly UntoldCause<N>[]
  /** The method, in words. */
  readonly method: string
  /** The steps before and after that were used. */
  readonly n: { readonly before: number; readonly after: number }
  /** What to mind, in sentences. */
  readonly warnings: readonly string[]
}

/**
 * That there is nothing to rank.
 *
 * @category Attribution
 */
export interface NoCauses<N extends string = string> {
  /** No cause is named. */
  readonly found: false
  /**
   * `no-anomaly`: no mechanism changed beyond chance. `no-path`: some did, but none of them leads to the alert. `not-accused`: some
   * did, but the method accuses none. `untested`: no mechanism could be checked.
   */
  readonly reason: 'no-anomaly' | 'no-path' | 'not-accused' | 'untested'
  /** The same in a sentence. */
  readonly message: string
  /** The variable with the smallest p-value, and how many were tested; null where none was. */
  readonly witness: {
    readonly variable: N
    readonly pValue: number
    readonly adjusted: number
    readonly tested: number
  } | null
  /** What could not be told. */
  readonly untold: readonly UntoldCause<N>[]
  /** The method, in words. */
  readonly method: string
  /** The steps before and after that were used. */
  readonly n: { readonly before: number; readonly after: number }
  /** What to mind, in sentences. */
  readonly warnings: readonly string[]
}

/**
 * The answer of `rootCauses`: look at `found` first.
 *
 * @category Attribution
 */
export type RootCauses<N extends string = string> = FoundCauses<N> | NoCauses<N>
