import type { NodeSet } from '../../graph/core/node-sets.js'

/**
 * What every step of an identification says beside its rule.
 *
 * @category Identification
 */
export interface IdentificationStep<N extends string = string> {
  /** Where the rule is stated. */
  readonly reference: string
  /** The position of the step that led here; −1 for the first. */
  readonly from: number
  /** The outcomes of the query at hand. */
  readonly outcome: readonly N[]
  /** What is set in it. */
  readonly do: readonly N[]
  /** What is conditioned on in it. */
  readonly given: readonly N[]
  /** The nodes of the subgraph at hand, or those whose distribution is. */
  readonly nodes: readonly N[]
  /** What the rule found. */
  readonly sets: readonly (readonly N[])[]
}

/** A step in node sets. */
interface StepSets<R extends string> {
  readonly rule: R
  readonly from: number
  readonly outcome: NodeSet
  readonly act: NodeSet
  readonly given: NodeSet
  readonly nodes: NodeSet
  readonly sets: readonly NodeSet[]
}

/** The steps by name, frozen. */
export function namedSteps<R extends string, N extends string>(
  steps: readonly StepSets<R>[],
  references: Readonly<Record<R, string>>,
  names: (nodes: NodeSet) => readonly N[],
): readonly (IdentificationStep<N> & { readonly rule: R })[] {
  return Object.freeze(
    steps.map(({ rule, from, outcome, act, given, nodes, sets }) =>
      Object.freeze({
        rule,
        reference: references[rule],
        from,
        outcome: names(outcome),
        do: names(act),
        given: names(given),
        nodes: names(nodes),
        sets: Object.freeze(sets.map(names)),
      }),
    ),
  )
}
