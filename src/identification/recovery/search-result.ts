import type { Estimand } from '../../estimand/terms/types.js'

/**
 * One step of a search by the do-calculus: P(of | do(do), given) from earlier steps. `condition` is P(a | b) = P(a, b) / P(b),
 * `divide` P(a) = P(a, b) / P(b | a), `population` that another one agrees on the term. Of districts: `factor` is Tian's product of conditionals for one whose nodes do not cause
 * the selection, `rest` what such factors leave, `subfactor` ID within a factor. Of incomplete data:
 * `ordered` is a law as a product in an order of causes, `weighted` complete cases divided by their chance.
 *
 * @category Identification
 */
export interface CalculusStep<N extends string = string> {
  /** The rule: of the do-calculus, or of probability. */
  readonly rule:
    | 'known'
    | 'rule 1'
    | 'rule 2'
    | 'rule 3'
    | 'population'
    | 'sum'
    | 'condition'
    | 'product'
    | 'divide'
    | 'factor'
    | 'rest'
    | 'subfactor'
    | 'ordered'
    | 'weighted'
  /** The event of the term. */
  readonly of: readonly N[]
  /** What is set. */
  readonly do: readonly N[]
  /** What is seen. */
  readonly given: readonly N[]
  /** The population; left out for the only one. */
  readonly domain?: string
  /** The positions of the steps that it uses. */
  readonly from: readonly number[]
}

/**
 * What a search by the do-calculus found.
 *
 * @category Identification
 */
export type SearchResult<N extends string = string> =
  | {
      /** A formula was derived. */
      readonly status: 'identifiable'
      /** The formula. */
      readonly estimand: Estimand<N>
      /** Its derivation. */
      readonly derivation: readonly CalculusStep<N>[]
    }
  | {
      /** `not-derivable`: the search came to its end; `undecided`: it was cut off by the budget. */
      readonly status: 'not-derivable' | 'undecided'
      /** How many terms were derived. */
      readonly terms: number
    }
