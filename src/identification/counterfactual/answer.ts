import type { Expr } from '../../estimand/terms/expr.js'
import type { Estimand } from '../../estimand/terms/types.js'
import type { IndexedGraph } from '../../graph/core/indexed.js'
import { show } from '../../show.js'
import type { Hedge } from '../id/identify.js'
import type { CtfAnswer } from './ctf-id.js'
import { type CounterfactualValue, factorTerms, factorText } from './witness.js'

/**
 * What is known about a counterfactual probability.
 *
 * @category Identification
 */
export type CounterfactualIdentification<N extends string = string> =
  | {
      /** A formula gives it in every model of the graph. */
      readonly identifiable: true
      /** Whether observations suffice, or experiments are needed. */
      readonly from: 'observations' | 'experiments'
      /** The formula in the observed distribution, or, where that is impossible, in experiments. */
      readonly estimand: Estimand<N>
      /** The formula in experiments, one for each district with its parents set. */
      readonly experimental: Estimand<N>
      /** Why observations do not suffice. */
      readonly hedge: Hedge<N> | null
    }
  | {
      /** No formula can. */
      readonly identifiable: false
      /** `conflict`: a factor needs a variable at two values at once; `impossible-condition`: `given` has probability 0. */
      readonly reason: 'conflict' | 'impossible-condition'
      /** The same in a sentence, with the factor. */
      readonly message: string
      /** The variables of that factor; empty for an impossible condition. */
      readonly district: readonly N[]
      /** The variable that would have two values. */
      readonly variable: N
      /**
       * The factor: what a set of variables with common hidden causes would be, each with its parents set, in more than
       * one world. For an impossible condition, the one term that would have two values.
       */
      readonly witness: readonly CounterfactualValue<N>[]
    }

/** Why there is no formula, in names. */
export function refusal<N extends string>(
  g: IndexedGraph,
  answer: Exclude<CtfAnswer, { readonly experimental: Expr }>,
): CounterfactualIdentification<N> {
  if ('conflict' in answer) {
    const { members, variable } = answer.conflict
    const witness = factorTerms<N>(g, answer.copies, members)
    const name = g.names[variable] as N
    const whose = answer.part === 'given' ? 'the probability of the conditions' : 'the event beside the conditions'
    const district = [...new Set(members.map((i) => answer.copies[i]!.variable))].sort((a, b) => a - b)
    return Object.freeze({
      identifiable: false,
      reason: 'conflict',
      message: `${whose} depends on ${factorText(witness)}, which has ${show(name)} at two values at once: no experiment shows both.`,
      district: Object.freeze(district.map((i) => g.names[i] as N)),
      variable: name,
      witness,
    })
  }
  const impossible = (variable: N, witness: readonly CounterfactualValue<N>[], why: string) =>
    Object.freeze({
      identifiable: false as const,
      reason: 'impossible-condition' as const,
      message: `the conditions have probability 0: ${why}.`,
      district: Object.freeze([]),
      variable,
      witness,
    })
  if ('contradiction' in answer) {
    const last = answer.contradiction.length - 1
    const witness = factorTerms<N>(g, answer.contradiction, [last - 1, last])
    const name = g.names[answer.contradiction[last]!.variable] as N
    return impossible(name, witness, `they need ${factorText(witness)}`)
  }
  const variable = g.names[answer.variable] as N
  const value = (state: string) => Object.freeze({ variable, prime: 0, state })
  const term = Object.freeze({ value: value(answer.value), do: Object.freeze([value(answer.set)]) })
  const why = `${show(variable)} is set to ${answer.set}, and is to be ${answer.value}`
  return impossible(variable, Object.freeze([term]), why)
}
