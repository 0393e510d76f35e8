import type { CausalGraph } from '../../graph/types.js'

/**
 * A world whose graph is known and whose mechanisms are not.
 *
 * @typeParam N - the names of the nodes
 * @category Decisions
 */
export interface StructuralWorld<N extends string = string> {
  /** The causal graph. */
  readonly graph: CausalGraph<'dag' | 'admg', N>
  /** The states that each node can be set to. */
  readonly states: Readonly<Partial<Record<N, readonly string[]>>>
  /** Sets nodes (none, for the arm that does nothing) and gives what was earned; the number of the pull counts from 0. */
  readonly pull: (act: Readonly<Partial<Record<N, string>>>, pull: number) => number
  /** The least and the most that can be earned (default [0, 1]). */
  readonly range?: readonly [least: number, most: number]
}

/**
 * What is earned, and which sets are arms.
 *
 * @typeParam N - the names of the nodes
 * @category Decisions
 */
export interface StructuralBanditQuestion<N extends string = string> {
  /** The reward. */
  readonly reward: N
  /** What each state of the reward is worth, from a model whose states are no numbers. */
  readonly rewards?: Readonly<Record<string, number>>
  /** The nodes that can be set (default: all measured ones but the reward). */
  readonly manipulable?: readonly N[]
  /** `possibly-optimal` (default): sets that some model with the graph makes best; `minimal`: none that is the same as a smaller; `all`. */
  readonly keep?: 'possibly-optimal' | 'minimal' | 'all'
}

/**
 * What was pulled and earned.
 *
 * @category Decisions
 */
export interface StructuralBanditRun {
  /** The arms: nodes with the states to which they are set. */
  readonly arms: readonly Readonly<Record<string, string>>[]
  /** How often each was pulled. */
  readonly pulls: Int32Array
  /** The mean reward of each; null for one that was not pulled. */
  readonly means: readonly (number | null)[]
  /** The arm of each pull, as a position in `arms`. */
  readonly chosen: Int32Array
  /** The reward of each pull. */
  readonly rewards: Float64Array
  /**
   * The sum, up to each pull, of what the best of all settings earns on average less what the pulled one does; null where the truth is not
   * known.
   */
  readonly regret: Float64Array | null
  /** The arm that was pulled most, in the end the best if the pulls sufficed. */
  readonly best: Readonly<Record<string, string>>
}
