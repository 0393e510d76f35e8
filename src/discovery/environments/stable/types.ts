/**
 * What a mutable variable's mechanism does in one state of its parents.
 *
 * @category Discovery
 */
export interface MechanismRow {
  /** The states of its parents in the graph. */
  readonly given: Readonly<Record<string, string>>
  /** The state that it takes. */
  readonly state: string
}

/**
 * Stable subsets that make the same prediction, and so have one risk in every environment.
 *
 * @typeParam N - the names of the variables
 * @category Discovery
 */
export interface StableClass<N extends string = string> {
  /** The smallest of them: what the others have beside it says nothing of the outcome once the mutable variables are set. */
  readonly subset: readonly N[]
  /** All of them, the smallest first. */
  readonly members: readonly (readonly N[])[]
  /** The largest mean squared error found over all mechanisms of the mutable variables: one that is reached. */
  readonly worstRisk: number
  /** No mechanism makes it larger than this; equals `worstRisk` where `exact`. */
  readonly atMost: number
  /** Whether `worstRisk` is the maximum, and not only a lower bound of it. */
  readonly exact: boolean
  /** The mean squared error in the environment that the model or the joint describes. */
  readonly observedRisk: number
  /** Mechanisms that reach `worstRisk`, by mutable variable; others may be as bad. Null in a linear model, where all are equally bad. */
  readonly worstMechanisms: Readonly<Record<string, readonly MechanismRow[]>> | null
}

/**
 * The stable predictors with the least worst-case error.
 *
 * @typeParam N - the names of the variables
 * @category Discovery
 */
export interface InvariantSubset<N extends string = string> {
  /** There is one. */
  readonly found: true
  /** The smallest subset with the least worst-case risk; the predictor is E[outcome | best, do(mutable)]. */
  readonly best: readonly N[]
  /** All subsets with that risk, the smallest first. */
  readonly bestSubsets: readonly (readonly N[])[]
  /** Their worst-case risk. */
  readonly minimaxRisk: number
  /** Whether it is proved that no other subset has a smaller worst-case risk. */
  readonly exact: boolean
  /** The candidates: all variables but the outcome and the mutable ones. */
  readonly stable: readonly N[]
  /** Whether the whole stable set is among the best; null where the search was cut short and cannot tell. */
  readonly wholeSetOptimal: boolean | null
  /**
   * `holds`: the outcome has no child among `descendantsOfMutableChildren`, and so the whole stable set is optimal whatever the
   * numbers. `does not decide`: the condition is sufficient only; the whole set may be optimal all the same.
   */
  readonly graphicalCondition: 'holds' | 'does not decide'
  /** The mutable children of the outcome. */
  readonly mutableChildren: readonly N[]
  /** Their descendants beside them. */
  readonly descendantsOfMutableChildren: readonly N[]
  /** Every class of subsets, the least worst-case risk first. */
  readonly classes: readonly StableClass<N>[]
  /** `discrete`: a maximum over deterministic mechanisms. `gaussian`: covariance algebra; no mechanism changes the risk. */
  readonly method: 'discrete' | 'gaussian'
}

/**
 * That the worst case does not follow from what is known, and why.
 *
 * @category Discovery
 */
export interface NoInvariantSubset {
  /** There is none. */
  readonly found: false
  /**
   * `hidden-cause`: a mutable variable shares a hidden cause with another variable, which a new mechanism might read as well;
   * `no-support`: a state of a mutable variable was never seen where the predictor needs it.
   */
  readonly reason: 'hidden-cause' | 'no-support'
  /** The same in a sentence, with a way out. */
  readonly message: string
  /** The variables, or the states, that stand in the way. */
  readonly witness: Readonly<Record<string, unknown>>
}
