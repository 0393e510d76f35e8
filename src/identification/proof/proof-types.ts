import type { Estimand, ProbabilityTerm } from '../../estimand/terms/types.js'

/**
 * A separation that licenses a step: `nodes` and `outcome` are separated by `given` in the graph without the edges into
 * `withoutInto` and out of `withoutOutOf`.
 *
 * @category Identification
 */
export interface LicensingSeparation<N extends string = string> {
  /** The rule of the do-calculus that asks for it. */
  readonly rule: 1 | 2 | 3
  /** One side: the event whose probability it is. */
  readonly outcome: readonly N[]
  /** The other: what is dropped, or exchanged between do and see. */
  readonly nodes: readonly N[]
  /** What is set and seen throughout. */
  readonly given: readonly N[]
  /** The nodes whose incoming edges are cut. */
  readonly withoutInto: readonly N[]
  /** The nodes whose outgoing edges are cut. */
  readonly withoutOutOf: readonly N[]
}

/**
 * One equation of a proof, `before = after`, and why it holds:
 *
 * - `rule 1`, `rule 2`, `rule 3`: do-calculus, by the one separation
 * - `sum`: the law of total probability, Σ over a joint
 * - `cases`: Σ_w P(y | w, …) P(w | …)
 * - `condition`: P(y | z, …) = P(y, z | …) / P(z | …)
 * - `districts`: a joint under do is the product over its districts, each with all else set: the chain rule along `order`, then
 *   rules 2 and 3 for each factor
 * - `district`: a district with all else set is the product of P(v | what is before it), along `order`: the same backwards
 *
 * @category Identification
 */
export interface ProofLine<N extends string = string> {
  /** The left side. */
  readonly before: ProbabilityTerm<N>
  /** The right side; terms under `do` on it are the left side of another line. */
  readonly after: Estimand<N>
  /** The rule. */
  readonly rule: 'rule 1' | 'rule 2' | 'rule 3' | 'sum' | 'cases' | 'condition' | 'districts' | 'district'
  /** The separations that license it; none for the rules of probability. */
  readonly separations: readonly LicensingSeparation<N>[]
  /** The order of the chain rule, causes first; empty for other rules. */
  readonly order: readonly N[]
}

/**
 * A proof that a formula gives an effect: each line is an equation of its own, and the lines put into one another lead from the
 * effect to the formula.
 *
 * @category Identification
 */
export interface IdentificationProof<N extends string = string> {
  /** The effect. */
  readonly effect: ProbabilityTerm<N>
  /** The equations, each before those of its right side. */
  readonly lines: readonly ProofLine<N>[]
  /** The formula: what the lines make of the effect, simplified by probability and by separation in the graph. */
  readonly conclusion: Estimand<N>
}
