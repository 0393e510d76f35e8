import type { TreatmentContrast } from '../../estimation/core/question/contrast.js'
import type { CausalGraph } from '../../graph/types.js'
import type { SuggestedCall } from '../calls/call-types.js'

/**
 * What is to be found out.
 *
 * - `'graph'` or `{ ask: 'graph' }`: which column causes which; with `hiddenCauses` where common causes may not be in the table
 * - `'test'`: which test of conditional independence
 * - `{ ask: 'effect' }`: the effect of a treatment on an outcome, by a graph that you give, or within what the data can tell
 * - `{ ask: 'root cause' }`: what broke, in a series: `target` raised the alert, at row `step` (counting from 0)
 *
 * @category Advice
 */
export type AdviceQuestion<N extends string = string> =
  | 'graph'
  | 'test'
  | { readonly ask: 'graph'; readonly hiddenCauses?: boolean }
  | { readonly ask: 'test' }
  | {
      readonly ask: 'effect'
      readonly treatment: N
      readonly outcome: N
      readonly graph?: CausalGraph
      readonly contrast?: TreatmentContrast
    }
  | { readonly ask: 'root cause'; readonly target: N; readonly step: number }

/** A question about an effect. */
export type EffectAsked = Extract<AdviceQuestion, { ask: 'effect' }>

/**
 * What a call is expected to take, without a word of seconds: in units of a baseline measured in the same run.
 *
 * @category Advice
 */
export interface ExpectedTime {
  /** From the middle measured figure over 3 to three times it; a unit is what `moments` takes for 100,000 rows of 10 columns. */
  readonly units: readonly [lower: number, upper: number]
  /** What was measured, and how it was scaled, in a sentence. */
  readonly message: string
}

/**
 * One way to answer, ready to run.
 *
 * @category Advice
 */
export interface Suggestion {
  /** The method, in words. */
  readonly method: string
  /** The call as plain data, for {@link runSuggestion}. */
  readonly call: SuggestedCall
  /** The call as it would be written, `table` being the data, and `graph` the graph that was given. */
  readonly code: string
  /** Why this for these data, in a sentence that names the findings. */
  readonly reason: string
  /** What it takes for granted: what the data cannot show. */
  readonly assumes: string
  /** Where it is published. */
  readonly reference: string
  /** How long it should take; null where it was not measured. */
  readonly expected: ExpectedTime | null
}

/**
 * What is better left, and why.
 *
 * @category Advice
 */
export interface AdvisedAgainst {
  /** The function, or the step. */
  readonly method: string
  /** Why, in a sentence. */
  readonly reason: string
}

/**
 * What {@link suggest} advises.
 *
 * @category Advice
 */
export interface Advice {
  /** The question, with all its words. */
  readonly question: Exclude<AdviceQuestion, string>
  /** Ways to answer, the one to begin with first; none where `against` says why nothing fits. */
  readonly suggestions: readonly Suggestion[]
  /** What is advised against. */
  readonly against: readonly AdvisedAgainst[]
  /** What to mind whichever is taken, in sentences. */
  readonly warnings: readonly string[]
}
