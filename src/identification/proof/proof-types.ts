import type { Estimand, ProbabilityTerm } from '../../estimand/terms/types.js'
import type { CounterfactualQuery } from '../counterfactual/query.js'
import type { AvailableDistribution } from '../id/available.js'
import type { CausalQuery } from '../id/causal-query.js'
import type { MissingnessQuery } from '../recovery/recover-from-missingness.js'
import type { SelectionQuery } from '../recovery/selection-query.js'
import type { TransportQuery } from '../transport/transport.js'

/**
 * A separation that licenses a step: `nodes` and `outcome` are separated by `given` in the graph without the edges into
 * `withoutInto` and out of `withoutOutOf`. Where there are several populations, the graph has indicators of those that are not asked
 * about: one above each node that may differ there (a selection node), or one below the nodes that selection depends on.
 *
 * @category Identification
 */
export interface LicensingSeparation<N extends string = string> {
  /**
   * The rule of the do-calculus that asks for it; `population`: the outcome is the same in both populations; `independence`: no
   * hidden cause joins the variables of two factors.
   */
  readonly rule: 1 | 2 | 3 | 'population' | 'independence'
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
 * - `divide`: P(y | …) = P(y, z | …) / P(z | y, …)
 * - `chain`: P(y, z | …) = P(y | z, …) P(z | …)
 * - `population`: a term of one population is that of another, by the one separation from the indicator of the other (S-separation)
 * - `districts`: a joint under do is the product over its districts, each with all else set: the chain rule along `order`, then
 *   rules 2 and 3 for each factor
 * - `district`: a district with all else set is the product of P(v | what is before it), along `order`: the same backwards
 * - `consistency`: a conjunction over worlds as a sum over conjunctions in which each variable stands with its parents at the values that
 *   they take: consistency, exclusion of what has no effect, unnesting, and the law of total probability
 * - `independence`: such a conjunction is the product of conjunctions that share no hidden causes
 * - `one world`: a conjunction in which no variable has two values is that of one experiment: consistency again
 * - `certain`, `impossible`: by consistency alone the probability is 1, or 0
 *
 * A value with `do` is that of another world: Y[X = 0] is what Y had been, had X been 0.
 *
 * @category Identification
 */
export interface ProofLine<N extends string = string> {
  /** The left side. */
  readonly before: ProbabilityTerm<N>
  /** The right side; terms that are not known are the left side of another line. */
  readonly after: Estimand<N>
  /** The rule. */
  readonly rule:
    | 'rule 1'
    | 'rule 2'
    | 'rule 3'
    | 'sum'
    | 'cases'
    | 'condition'
    | 'divide'
    | 'chain'
    | 'districts'
    | 'district'
    | 'population'
    | 'consistency'
    | 'independence'
    | 'one world'
    | 'certain'
    | 'impossible'
  /** The separations that license it; none for the rules of probability. */
  readonly separations: readonly LicensingSeparation<N>[]
  /** The order of the chain rule, causes first; empty for other rules. */
  readonly order: readonly N[]
}

/**
 * A proof that a formula gives an effect or another distribution: each line is an equation of its own, and the lines put into one another
 * lead from what is asked to the formula.
 *
 * @category Identification
 */
export interface IdentificationProof<N extends string = string> {
  /** What is asked: an effect, a distribution, or the probability of a counterfactual. */
  readonly effect: ProbabilityTerm<N>
  /** The equations, each before those of its right side. */
  readonly lines: readonly ProofLine<N>[]
  /** The formula: what the lines make of the effect, simplified by probability and by separation in the graph. */
  readonly conclusion: Estimand<N>
}

/**
 * A question that can be proved: that of {@link identify}, {@link identifyFromExperiments}, {@link transport},
 * {@link identifyCounterfactual}, {@link recoverFromSelection} or {@link recoverFromMissingness}, told apart by its fields.
 *
 * @category Identification
 */
export type ProofQuery<N extends string = string> =
  | CausalQuery<N>
  | (CausalQuery<N> & { readonly available: readonly AvailableDistribution<N>[] })
  | TransportQuery<N>
  | CounterfactualQuery<N>
  | SelectionQuery<N>
  | MissingnessQuery<N>
