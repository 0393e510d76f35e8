/**
 * One conditional of a comb: how a variable is made from those before it.
 *
 * @category Diagrams
 */
export interface Tooth<N extends string = string> {
  /** The variable. */
  readonly variable: N
  /** What it is conditioned on: of the variables before it those that matter to it. */
  readonly given: readonly N[]
  /** Whether it belongs to the comb that holds the treatment (f), not to the other one (g). */
  readonly withTreatment: boolean
}

/**
 * The four parts of a decomposition into two combs.
 *
 * @category Diagrams
 */
export interface CombRoles<N extends string = string> {
  /** A: what comes before the treatment. */
  readonly context: readonly N[]
  /** X: the treatment. */
  readonly treatment: N
  /** B: what g makes of the context and the treatment. */
  readonly screen: readonly N[]
  /** C: what f makes of the context, the screen and what is hidden. */
  readonly outcome: readonly N[]
}

/**
 * A joint distribution seen as two combs plugged into each other, one of them with a tooth for the treatment that can be cut.
 *
 * @category Diagrams
 */
export interface Comb<N extends string = string> {
  /** There is one. */
  readonly applicable: true
  /** The variable set by the intervention. */
  readonly treatment: N
  /** The variables asked for. */
  readonly outcome: readonly N[]
  /** All variables of the combs, causes first. */
  readonly order: readonly N[]
  /** The boxes of the treatment's comb f: its c-component. */
  readonly component: readonly N[]
  /** The boxes of the other comb g. */
  readonly complement: readonly N[]
  /** Variables that are discarded first: ancestors neither of the outcome nor of the treatment. */
  readonly discarded: readonly N[]
  /** The teeth of both, in order. */
  readonly teeth: readonly Tooth<N>[]
  /** The decomposition into two combs of two teeth, where there is one. */
  readonly roles: CombRoles<N> | null
}

/**
 * Why there is no comb: a hidden path from the treatment to one of its children.
 *
 * @category Diagrams
 */
export interface NoComb<N extends string = string> {
  /** There is none. */
  readonly applicable: false
  /** The variable set by the intervention. */
  readonly treatment: N
  /** The child of the treatment that is confounded with it. */
  readonly child: N
  /** The certificate: `treatment ↔ … ↔ child`, each pair sharing a hidden cause. */
  readonly path: readonly N[]
}
