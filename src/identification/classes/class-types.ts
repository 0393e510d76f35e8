import type { Estimand } from '../../estimand/terms/types.js'
import type { IdentificationStep } from '../derivation/identification-step.js'

/**
 * One step of the identification of an effect in a class of graphs. With `nodes` T, the nodes whose distribution is at hand, the
 * rules are
 *
 * - `no-effect`: no possibly causal path leads from what is set to the outcome
 * - `adjustment`: `sets` holds the set to adjust for, valid in every member
 * - `exchange`: the nodes of `sets` may as well be set as seen; `observe`: they may as well be seen as set
 * - `irrelevant`: the nodes of `sets` are seen in vain
 * - `condition`: joint over marginal, for the condition in `sets`
 * - `buckets`: the outcome's ancestors fall into the buckets in `sets`, each given its parents
 * - `possible-ancestors`: only the possible ancestors, in `sets`, matter
 * - `marginal`: the distribution of T is summed to `sets`
 * - `without-bucket`: the bucket in the first of `sets` is set too, for it shares no district with a possible child; the second
 *   is the part of T that it certainly shares a district with
 * - `split`: the distribution of `outcome` is that of the first of `sets` times that of the second over that of the third
 * - `whole`: T is what is asked for
 *
 * @category Identification
 */
export interface ClassStep<N extends string = string> extends IdentificationStep<N> {
  /** The rule. */
  readonly rule:
    | 'no-effect'
    | 'adjustment'
    | 'irrelevant'
    | 'exchange'
    | 'observe'
    | 'condition'
    | 'buckets'
    | 'possible-ancestors'
    | 'marginal'
    | 'without-bucket'
    | 'split'
    | 'whole'
}

/**
 * What is known about an effect when only a class of graphs is known (an MPDAG, a MAG or a PAG): one formula that holds in
 * every member, or what stands in the way.
 *
 * @category Identification
 */
export type ClassIdentification<N extends string = string> =
  | {
      /** One formula gives the effect in every model of every graph of the class. */
      readonly identifiable: true
      /** The formula, in terms of the observed distribution. */
      readonly estimand: Estimand<N>
      /** The first of these ways that works. */
      readonly strategy: 'no-effect' | 'adjustment' | 'general'
      /** The set adjusted for; empty for the other strategies. */
      readonly set: readonly N[]
      /** The steps that lead to it. */
      readonly derivation: readonly ClassStep<N>[]
    }
  | {
      /** No formula was found. */
      readonly identifiable: false
      /**
       * `possibly-causal-path`: members disagree, for a possibly causal path begins with an open edge; `possible-confounding`: a
       * possible child may share a district with its cause, and algorithm IDP ends; `open-condition`: no rule of the do-calculus
       * that holds in every member settles the condition. The first two say that no formula holds in every member.
       */
      readonly reason: 'possibly-causal-path' | 'possible-confounding' | 'open-condition'
      /** The same as a sentence that names the edge. */
      readonly message: string
      /** The path, or the nodes of the part that cannot be told. */
      readonly witness: readonly N[]
      /** The edge that stands in the way, if there is one. */
      readonly edge: readonly [N, N] | null
      /** The steps that lead to it. */
      readonly derivation: readonly ClassStep<N>[]
    }
