/**
 * The value of a variable in an expression: free (`x`), bound under another name (`x'`), or a fixed state (`x = 1`).
 *
 * @category Estimands
 */
export interface EstimandValue<N extends string = string> {
  /** The variable whose value it is. */
  readonly variable: N
  /** 0 for `x`, 1 for `x'`, 2 for `x''` …: values of one variable that differ in it are different values. */
  readonly prime: number
  /** A fixed state; then `prime` is 0. */
  readonly state?: string
  /**
   * What is set in the world in which the value is taken, in proofs about counterfactuals alone: Y[X = 0]. In such a list, a value
   * with a world of its own is what the variable would be there.
   */
  readonly do?: readonly EstimandValue<N>[]
}

/**
 * A probability `P(of | do(do), given)` of a named distribution.
 *
 * @category Estimands
 */
export interface ProbabilityTerm<N extends string = string> {
  /** What kind of expression it is. */
  readonly type: 'probability'
  /** The event: values of these variables, at least one. */
  readonly of: readonly EstimandValue<N>[]
  /** The condition. */
  readonly given: readonly EstimandValue<N>[]
  /** The variables that the experiment sets. */
  readonly do: readonly EstimandValue<N>[]
  /** The population; the empty text for the only one. */
  readonly domain: string
}

/**
 * A product.
 *
 * @category Estimands
 */
export interface ProductTerm<N extends string = string> {
  /** What kind of expression it is. */
  readonly type: 'product'
  /** The factors. */
  readonly factors: readonly Estimand<N>[]
}

/**
 * A fraction.
 *
 * @category Estimands
 */
export interface RatioTerm<N extends string = string> {
  /** What kind of expression it is. */
  readonly type: 'ratio'
  /** What is divided. */
  readonly numerator: Estimand<N>
  /** By what. */
  readonly denominator: Estimand<N>
}

/**
 * A sum over the states of bound variables.
 *
 * @category Estimands
 */
export interface SumTerm<N extends string = string> {
  /** What kind of expression it is. */
  readonly type: 'sum'
  /** The bound values. */
  readonly over: readonly EstimandValue<N>[]
  /** What is summed; the bound values mean something only here. */
  readonly body: Estimand<N>
}

/**
 * An expression in which some values may be chosen freely: any with support give the same result.
 *
 * @category Estimands
 */
export interface AnyValueTerm<N extends string = string> {
  /** What kind of expression it is. */
  readonly type: 'any'
  /** The values to choose. */
  readonly over: readonly EstimandValue<N>[]
  /** The expression whose value does not depend on the choice. */
  readonly body: Estimand<N>
}

/**
 * A number.
 *
 * @category Estimands
 */
export interface ConstantTerm {
  /** What kind of expression it is. */
  readonly type: 'constant'
  /** The number. */
  readonly value: number
}

/**
 * A formula over probabilities: what is to be estimated, as a tree of frozen plain data.
 *
 * @category Estimands
 */
export type Estimand<N extends string = string> =
  | ProbabilityTerm<N>
  | ProductTerm<N>
  | RatioTerm<N>
  | SumTerm<N>
  | AnyValueTerm<N>
  | ConstantTerm
