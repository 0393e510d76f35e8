import type { UntestedReason } from '../core/types.js'

/**
 * What the data say of something that a graph implies: look at `tested` first.
 *
 * @category Independence tests
 */
export type ImpliedTest =
  | {
      /** The test was made. */
      readonly tested: true
      /** Its statistic. */
      readonly statistic: number
      /** Its p-value by itself. */
      readonly pValue: number
      /** The p-value corrected for the number of tests that were made. */
      readonly corrected: number
      /** Whether the corrected p-value is at most `alpha`. */
      readonly rejected: boolean
      /**
       * How strong the dependence is, between −1 and 1: a partial correlation with its sign; for tests of counts and
       * likelihoods the informational correlation √(1 − exp(−λ / n)) of the estimated non-centrality λ, which has no sign
       * (Linfoot 1957). Null for tests that measure no strength on this scale.
       */
      readonly effect: number | null
      /** The interval of `effect`, at the confidence asked for; null where there is none. */
      readonly interval: readonly [number, number] | null
      /** How many rows were used; null where the test does not know. */
      readonly n: number | null
      /** The test in words. */
      readonly method: string
    }
  | {
      /** The test was not made: this counts neither for the graph nor against it. */
      readonly tested: false
      /** Why not, as a word. */
      readonly reason: UntestedReason | 'no-p-value' | 'no-table' | 'not-discrete' | 'missing-values' | 'too-large'
      /** Why not, in a sentence with a way out. */
      readonly message: string
      /** The test in words. */
      readonly method: string
    }
