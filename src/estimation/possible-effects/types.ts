/**
 * How the graphs of the class are gone through: `local` by the parents that the treatments can have, `optimal` likewise with
 * the adjustment set of lowest variance in place of the parents, `global` graph by graph.
 *
 * @category Estimation
 */
export type PossibleEffectsMethod = 'local' | 'optimal' | 'global'

/**
 * The question of `possibleEffects`.
 *
 * @category Estimation
 */
export interface PossibleEffectsQuestion<N extends string = string, X extends N | readonly N[] = N | readonly N[]> {
  /** The treatment, or several that are set together: then the effects of each with the others held. */
  readonly treatment: X
  /** The outcome. */
  readonly outcome: N
  /** How the class is gone through (default `local`; `global` for a PAG). */
  readonly method?: PossibleEffectsMethod
  /** The most graphs, or combinations of parents, that are looked at (default 10,000). */
  readonly budget?: number
}

/**
 * One effect that some graphs of the class give.
 *
 * @category Estimation
 */
export interface PossibleEffect<N extends string = string, E = number | readonly number[]> {
  /** The change of the outcome's mean for one unit of the treatment; of several treatments, one for each. */
  readonly effect: E
  /**
   * The standard error of the regression that gave it, the graph taken as known; 0 where the graph says that there is no
   * effect, null for several treatments.
   */
  readonly standardError: number | null
  /** The parents of each treatment in these graphs. */
  readonly parents: readonly (readonly N[])[]
  /** What was adjusted for; null for several treatments, and where the graph says that there is no effect. */
  readonly adjustment: readonly N[] | null
  /** How many graphs of the class give it; null for `local` and `optimal`, which do not count them. */
  readonly graphs: number | null
}

/**
 * The effects that a class of graphs leaves possible.
 *
 * @category Estimation
 */
export interface PossibleEffects<N extends string = string, E = number | readonly number[], B = unknown> {
  /** The treatments. */
  readonly treatment: readonly N[]
  /** The outcome. */
  readonly outcome: N
  /** How the class was gone through. */
  readonly method: PossibleEffectsMethod
  /** Each set of parents with its effect (of a PAG: each adjustment set), in a fixed order. */
  readonly effects: readonly PossibleEffect<N, E>[]
  /** The multiset: one effect a set of parents (`local`, `optimal`), or one a graph (`global`), in ascending order. */
  readonly multiset: readonly E[]
  /**
   * The least and the greatest effect, of several treatments for each; null where graphs of a PAG leave the effect open, so
   * that there is no bound.
   */
  readonly bounds: B | null
  /** Whether all graphs agree, up to rounding: then the effect is identified. */
  readonly identified: boolean
  /** Graphs of a PAG in which no adjustment set gives the effect. */
  readonly open: number
  /** Rows behind the numbers. */
  readonly n: number
}
