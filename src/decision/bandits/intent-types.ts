/**
 * An action whose own mechanism shares hidden causes with its reward.
 *
 * @typeParam N - the names of the variables
 * @category Decisions
 */
export interface IntentQuestion<N extends string = string> {
  /** The action; what its mechanism would do is the intent. */
  readonly action: N
  /** The variable that is earned; its states are numbers, or `rewards` says what each is worth. */
  readonly reward: N
  /** What each state of the reward is worth. */
  readonly rewards?: Readonly<Record<string, number>>
}

/**
 * What actions earn among those who intend one of them.
 *
 * @category Decisions
 */
export interface IntentValues {
  /** Of each intent that occurs: its chance, and what each action would earn there, E[reward if action were done | intent]. */
  readonly intents: readonly {
    /** What is intended. */
    readonly intent: string
    /** How often. */
    readonly probability: number
    /** By action. */
    readonly values: Readonly<Record<string, number>>
    /** The actions that earn most. */
    readonly best: readonly string[]
  }[]
  /** What acting best on one's own intent earns on average. */
  readonly value: number
  /** What following the intent earns: the mean of what was seen. */
  readonly observational: number
  /** What the best single action earns, taken by all: the best that an experiment finds. */
  readonly bestArm: number
}

/**
 * A run of a bandit that may look at its own intent.
 *
 * @category Decisions
 */
export interface ConfoundedBanditRun {
  /** The actions. */
  readonly actions: readonly string[]
  /** The intent of each pull, as a position in `actions`. */
  readonly intents: Int32Array
  /** What was done in each pull. */
  readonly chosen: Int32Array
  /** The reward of each pull. */
  readonly rewards: Float64Array
  /** The sum, up to each pull, of what the best action for the intent earns on average less what was done. */
  readonly regret: Float64Array
}
