import type { Estimand } from '../../estimand/terms/types.js'

/**
 * One move on diagrams. `nodes` are the boxes of the diagram that the move starts from: the other variables are inputs.
 *
 * - `cut`: the treatments become inputs; what the outcome then hears of are the boxes of `parts`, one c-component each
 * - `discard`: all outputs but `kept` are discarded; no box of `kept` heard of the others, so they vanish
 * - `split`: the diagram is split into combs by its c-components, of which `kept` is the one wanted
 * - `exchange`: a condition is set by hand instead of seen, which makes no difference here (rule 2)
 * - `stuck`: nothing can be discarded and nothing split: `kept` cannot be had from `nodes`
 *
 * @category Diagrams
 */
export interface CombMove<N extends string = string> {
  /** The move. */
  readonly move: 'cut' | 'discard' | 'split' | 'exchange' | 'stuck'
  /** The step whose result is taken further; null at the start. */
  readonly from: number | null
  /** The boxes before the move. */
  readonly nodes: readonly N[]
  /** The boxes after the move; for `exchange` the variable exchanged. */
  readonly kept: readonly N[]
  /** For `cut` the c-components that are then found one by one; else empty. */
  readonly parts: readonly (readonly N[])[]
  /** For `cut` what is set by hand: the treatments and the conditions exchanged; else empty. */
  readonly inputs: readonly N[]
  /** For `cut` what is asked: the outcome and the conditions only seen; else empty. */
  readonly outputs: readonly N[]
}

/**
 * What is asked of {@link identifyByCombs}.
 *
 * @category Diagrams
 */
export interface CombQuery<N extends string = string> {
  /** What is set: a variable or several. */
  readonly do: N | readonly N[]
  /** The outcome, or several. */
  readonly outcome: N | readonly N[]
  /** What is observed besides. */
  readonly given?: N | readonly N[]
}

/**
 * An effect found by moves on diagrams, or the proof that there is none.
 *
 * @category Diagrams
 */
export type CombIdentification<N extends string = string> =
  | {
      /** A formula gives the effect. */
      readonly identifiable: true
      /** The query, as lists. */
      readonly query: { readonly do: readonly N[]; readonly outcome: readonly N[]; readonly given: readonly N[] }
      /** The formula. */
      readonly estimand: Estimand<N>
      /** The moves, each of which {@link verifyTrace} can check. */
      readonly trace: readonly CombMove<N>[]
    }
  | {
      /** No formula can. */
      readonly identifiable: false
      /** The query, as lists. */
      readonly query: { readonly do: readonly N[]; readonly outcome: readonly N[]; readonly given: readonly N[] }
      /** The c-component that is stuck, inside the larger one that it cannot be told from: a hedge. */
      readonly hedge: { readonly F: readonly N[]; readonly Fprime: readonly N[] }
      /** The moves up to there. */
      readonly trace: readonly CombMove<N>[]
    }
