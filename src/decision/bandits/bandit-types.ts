import type { Knowledge } from '../../discovery/index.js'
import type { Dag } from '../../graph/types.js'

/**
 * Pulls an arm in the world: the levers that are pulled, and the number of the pull from 0 on, to a value of each node.
 *
 * @typeParam N - the names of the nodes
 * @category Decisions
 */
export type Pull<N extends string = string> = (arm: readonly N[], pull: number) => Readonly<Record<N, number>>

/**
 * What a pull shows, and what can be pulled.
 *
 * @typeParam N - the names of the nodes
 * @category Decisions
 */
export interface PullQuestion<N extends string = string> {
  /** The nodes that a pull shows, the reward among them. */
  readonly nodes: readonly N[]
  /** The node whose mean is to be large. */
  readonly reward: N
  /** The nodes whose mechanisms a lever changes; every subset is an arm. */
  readonly levers: readonly N[]
}

/**
 * How to learn.
 *
 * @typeParam N - the names of the nodes
 * @category Decisions
 */
export interface CausalBanditOptions<N extends string = string> {
  /** How many pulls there are. */
  readonly pulls: number
  /** How often the arm without levers and each single lever are pulled first, and after a change (default 10, at least 5); a tenth of that each time the pulls have doubled. */
  readonly explore?: number
  /** The factor of the BIC's penalty for an edge (default 0.5): the lower, the fewer ancestors are missed, the more are false. */
  readonly penalty?: number
  /** What is known of the graph beforehand. */
  readonly knowledge?: Knowledge<NoInfer<N>>
  /** The factor of the width √(2 log t) standard errors by which an arm is hoped to be better than it seems (default 1). */
  readonly exploration?: number
  /** The chance of seeing a change where there is none, over all pulls (default 0.01); 0 looks for none. */
  readonly alpha?: number
  /** The same seed gives the same simulated pulls (default 0). */
  readonly seed?: number | string
  /** Called now and then with how many pulls are done. */
  readonly onProgress?: (progress: {
    readonly stage: 'explore' | 'play'
    readonly done: number
    readonly total: number
  }) => void
  /** An AbortSignal: stops with the error `aborted`; looked at wherever `onProgress` is called. */
  readonly signal?: { readonly aborted: boolean }
}

/**
 * What was pulled, earned and learned.
 *
 * @typeParam N - the names of the nodes
 * @category Decisions
 */
export interface CausalBanditRun<N extends string = string> {
  /** The levers, in the order in which they were given. */
  readonly levers: readonly N[]
  /** The arm of each pull: Σ 2^k over the levers k that were pulled. */
  readonly arms: Int32Array
  /** The reward of each pull. */
  readonly rewards: Float64Array
  /** The sum, up to each pull, of what the best arm earns on average less what the pulled one does; null where the truth is not known. */
  readonly regret: Float64Array | null
  /** The arm that seems best in the end, as the levers that are pulled. */
  readonly best: readonly N[]
  /** What it seems to earn on average. */
  readonly bestReward: number
  /** The graph that was learned last. */
  readonly graph: Dag<N>
  /** The ancestors of the reward in it. */
  readonly ancestors: readonly N[]
  /** The pulls at which a change was seen, and learning began anew. */
  readonly changes: readonly number[]
  /** How many pulls went into the arms of the beginning. */
  readonly explored: number
}
