import type { Estimand } from '../../estimand/index.js'
import type { CausalGraph } from '../../graph/types.js'
import type { Factor } from '../../probability/types.js'

/**
 * A policy: what is done in a context, as one action or as the chances of several.
 *
 * The context holds the state of each variable that the policy looks at.
 *
 * @typeParam X - the names of the context's variables
 * @category Decisions
 */
export type Policy<X extends string = string> = (
  context: Readonly<Record<X, string>>,
) => string | Readonly<Record<string, number>>

/**
 * A graph with the joint distribution (or counts) of what is measured in it.
 *
 * @typeParam N - the names of the nodes
 * @category Decisions
 */
export interface GraphWithJoint<N extends string = string> {
  /** The causal graph: a DAG or an ADMG. */
  readonly graph: CausalGraph<'dag' | 'admg', N>
  /** The distribution of its measured nodes. */
  readonly joint: Factor<N>
}

/**
 * What a policy decides, sees and earns.
 *
 * @typeParam N - the names of the variables
 * @category Decisions
 */
export interface DecisionQuestion<N extends string = string, X extends N = N> {
  /** The variable that is set. */
  readonly action: N
  /** What is seen before: no effects of the action. */
  readonly context?: X | readonly X[]
  /** The variable that is earned; its states are numbers, or `rewards` says what each is worth. */
  readonly reward: N
  /** What each state of the reward is worth. */
  readonly rewards?: Readonly<Record<string, number>>
}

/**
 * That no value follows from what is known, and why.
 *
 * @category Decisions
 */
export interface NoPolicyValue {
  /** There is none. */
  readonly identifiable: false
  /** `not-identifiable`: models with this graph and these data give it different values; `no-support`: what it does was never seen done. */
  readonly reason: 'not-identifiable' | 'no-support'
  /** The same in a sentence, with a way out. */
  readonly message: string
  /** What stands in the way: the answer of `identifyPolicy`, or the contexts and actions that were never seen together. */
  readonly witness: Readonly<Record<string, unknown>>
}

/**
 * What a policy earns on average.
 *
 * @category Decisions
 */
export interface FoundPolicyValue {
  /** There is one. */
  readonly identifiable: true
  /** The mean reward under the policy. */
  readonly value: number
  /** The formula that was valued, with the policy as a term `P^policy`; null from a model, which needs none. */
  readonly estimand: Estimand | null
  /** Its text. */
  readonly formula: string | null
}
