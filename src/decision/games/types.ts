/**
 * A game of a leader and a follower whose actions come about by mechanisms of their own unless they reason.
 *
 * Each context is a state of everything that neither chooses. The instinct is what a player's own mechanism would do.
 *
 * @typeParam L - the leader's actions
 * @typeParam F - the follower's actions
 * @category Decisions
 */
export interface CausalGame<L extends string = string, F extends string = string> {
  /** The chance of each context; they sum to 1. */
  readonly contexts: readonly number[]
  /** Who moves first. */
  readonly leader: {
    /** What it can do. */
    readonly actions: readonly L[]
    /** What its mechanism does in each context. */
    readonly instinct: readonly L[]
    /** What it earns: context, leader's action, follower's action. */
    readonly payoffs: readonly (readonly (readonly number[])[])[]
  }
  /** Who moves second. */
  readonly follower: {
    /** What it can do. */
    readonly actions: readonly F[]
    /** What its mechanism does in each context after each action of the leader. */
    readonly instinct: readonly (readonly F[])[]
    /** What it earns: context, leader's action, follower's action. */
    readonly payoffs: readonly (readonly (readonly number[])[])[]
  }
}

/**
 * A layer of the causal hierarchy: 1 follows the instinct, 2 intervenes with one action, 3 acts on what the instinct says.
 *
 * @category Decisions
 */
export type CausalLayer = 1 | 2 | 3

/**
 * What a player does about its instinct.
 *
 * @category Decisions
 */
export interface GameStrategy {
  /** 1: as the instinct says; 2: one action whatever it says; 3: an action for each thing that it may say. */
  readonly layer: CausalLayer
  /** What is done when the instinct says each of the player's actions, in their order. */
  readonly does: readonly string[]
}

/**
 * A pair of strategies with what they earn.
 *
 * @category Decisions
 */
export interface GameOutcome {
  /** The leader's strategy. */
  readonly leader: GameStrategy
  /** The follower's. */
  readonly follower: GameStrategy
  /** What the leader earns on average, and the follower. */
  readonly payoffs: readonly [leader: number, follower: number]
  /** Their sum. */
  readonly welfare: number
}

/**
 * Which strategies there are.
 *
 * @category Decisions
 */
export interface GameLayers {
  /** The layers that the leader may reason on (default all three). */
  readonly leaderLayers?: readonly CausalLayer[]
  /** The layers of the follower (default all three). */
  readonly followerLayers?: readonly CausalLayer[]
  /**
   * Whether layer 3 holds every map from instincts to actions (`all`), or those alone that are neither constant nor the instinct itself
   * (`proper`, the default). It matters where layer 1 or 2 is left out.
   */
  readonly maps?: 'proper' | 'all'
}

/**
 * How a sequential game is played.
 *
 * @category Decisions
 */
export interface SequentialGameOptions extends GameLayers {
  /**
   * What the follower sees before it chooses a strategy: the leader's `strategy` (default), its `layer` alone, or `nothing`. Its
   * instinct reads the leader's action in any case.
   */
  readonly sees?: 'strategy' | 'layer' | 'nothing'
  /** Whether the follower breaks its ties for the leader (`strong`, default) or against it (`weak`); where it sees the strategy. */
  readonly ties?: 'strong' | 'weak'
  /** The follower stays with its instinct where that earns at most this much less than its best reply; left out, it optimises. */
  readonly satisficing?: number
  /** How many equilibria are listed at most (default 1,000). */
  readonly maxListed?: number
}

/**
 * The equilibria of a game.
 *
 * @category Decisions
 */
export interface GameEquilibria {
  /** The equilibria, by the leader's strategy, then the follower's. */
  readonly equilibria: readonly GameOutcome[]
  /** Whether all are listed. */
  readonly complete: boolean
}

/**
 * The solution of a sequential causal game, beside the one without reasoning on instincts.
 *
 * @category Decisions
 */
export interface SequentialGameSolution extends GameEquilibria {
  /** There is an equilibrium in the class. */
  readonly found: true
  /** The baseline: the Stackelberg equilibria of the same game where both may only intervene, with the same rule for ties. */
  readonly stackelberg: GameEquilibria
  /** What the leader earns more than in the baseline: from the lowest of one less the highest of the other to the reverse. */
  readonly leaderGain: readonly [low: number, high: number]
  /** The same for the sum of both payoffs. */
  readonly welfareGain: readonly [low: number, high: number]
}

/**
 * That a game has no equilibrium of the class that was asked for.
 *
 * @category Decisions
 */
export interface NoGameEquilibrium {
  /** There is none. */
  readonly found: false
  /** Every pair of pure strategies has a player who would leave it. */
  readonly reason: 'no-pure-equilibrium'
  /** The same in a sentence, with a way out. */
  readonly message: string
  /** For each leader's layer in which there is none, the layer; and how many pairs of strategies were judged. */
  readonly witness: { readonly layers: readonly CausalLayer[]; readonly pairs: number }
}
