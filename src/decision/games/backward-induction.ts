import { bestChoices, type Choices, choicesOn, codeOf, earned } from './choices.js'
import type { GameTables } from './read-game.js'
import type { Strategies } from './strategies.js'

/** Strategies of the leader that do the same in every context. */
export interface LeaderPlan {
  /** What is done in each context. */
  readonly action: Uint8Array
  /** The strategies, in their order. */
  readonly members: readonly number[]
}

/** A plan of the leader with the replies that may follow. */
export interface Continuation {
  readonly plan: LeaderPlan
  /** The instincts of the follower that occur: all that do the same there are as good. Null where each strategy stands for itself. */
  readonly reached: readonly number[] | null
  /** The replies with what both players earn, those that are kept for the list. */
  readonly replies: readonly Reply[]
  /** Whether there are replies that are not kept. */
  readonly more: boolean
  /** The least and the most over all replies, kept or not. */
  readonly leader: Range
  readonly welfare: Range
}

export interface Reply {
  readonly strategy: number
  readonly leader: number
  readonly follower: number
}

export type Range = readonly [least: number, most: number]

/** The instincts of the leader that occur. */
export function leaderInstincts({ chances, leaderInstinct }: GameTables): readonly number[] {
  return [...new Set(leaderInstinct.filter((_, u) => chances[u]! > 0))].sort((a, b) => a - b)
}

/** The plans of the leader, in the order of their first strategies; what is done where nothing occurs does not count. */
export function leaderPlans(game: GameTables, { actions, count, does }: Strategies): readonly LeaderPlan[] {
  const reached = leaderInstincts(game)
  const plans = new Map<number, { action: Uint8Array; members: number[] }>()
  for (let s = 0; s < count; s++) {
    const code = codeOf(does, actions, s, reached)
    const known = plans.get(code)
    if (known !== undefined) {
      known.members.push(s)
      continue
    }
    const action = Uint8Array.from(game.leaderInstinct, (i) => does[s * actions + i]!)
    plans.set(code, { action, members: [s] })
  }
  return [...plans.values()]
}

/** The best replies to a plan: the follower's strategies are told apart only where its instinct can lead. */
export function bestReplies(
  game: GameTables,
  followers: Strategies,
): (plan: LeaderPlan) => Gains & { readonly best: number; readonly strategies: Int32Array } {
  const known = new Map<string, Choices>()
  return ({ action }) => {
    const gains = gainsAfter(game, action)
    const key = gains.reached.join()
    const choices = known.get(key) ?? choicesOn(followers, gains.reached)
    known.set(key, choices)
    return { ...gains, ...bestChoices(gains.followerGain, followers, choices, game.tie) }
  }
}

/** After a plan: which instincts of the follower occur, and what each action on each of them adds to the players' means. */
interface Gains {
  readonly reached: readonly number[]
  readonly leaderGain: Float64Array
  readonly followerGain: Float64Array
}

function gainsAfter(
  { chances, leaderActions, followerActions, followerInstinct, leaderPayoffs, followerPayoffs }: GameTables,
  action: Uint8Array,
): Gains {
  const size = followerActions.length
  const [leaderGain, followerGain] = [new Float64Array(size * size), new Float64Array(size * size)]
  const isReached = new Uint8Array(size)
  for (let u = 0; u < chances.length; u++) {
    if (chances[u] === 0) continue
    const at = u * leaderActions.length + action[u]!
    const i = followerInstinct[at]!
    isReached[i] = 1
    for (let b = 0; b < size; b++) {
      leaderGain[i * size + b]! += chances[u]! * leaderPayoffs[at * size + b]!
      followerGain[i * size + b]! += chances[u]! * followerPayoffs[at * size + b]!
    }
  }
  return { reached: [...isReached.keys()].filter((i) => isReached[i] === 1), leaderGain, followerGain }
}

/**
 * Backward induction: of each plan the replies that the rule for ties leaves, then the plans that the leader likes best. A plan is worth
 * to the leader what the replies leave it that it may count on.
 */
export function backwardInduction(
  game: GameTables,
  leaders: Strategies,
  followers: Strategies,
  ties: 'strong' | 'weak',
  satisficing: number | null,
): readonly Continuation[] {
  const bestOf = bestReplies(game, followers)
  const sign = ties === 'strong' ? 1 : -1
  const instinct = satisficing === null ? -1 : followers.layer.indexOf(1)
  let most = Number.NEGATIVE_INFINITY
  const ends = leaderPlans(game, leaders).map((plan) => {
    const { reached, leaderGain, followerGain, best, strategies } = bestOf(plan)
    const stays = instinct >= 0 && earned(followerGain, followers, instinct, reached) >= best - satisficing! - game.tie
    const replies = stays ? Int32Array.of(instinct) : strategies
    let worth = Number.NEGATIVE_INFINITY
    for (const s of replies) worth = Math.max(worth, sign * earned(leaderGain, followers, s, reached))
    most = Math.max(most, sign * worth)
    const finish = (): Continuation => {
      const kept = Array.from(replies, (strategy) => ({
        strategy,
        leader: earned(leaderGain, followers, strategy, reached),
        follower: earned(followerGain, followers, strategy, reached),
      })).filter(({ leader }) => sign * leader >= worth - game.tie)
      return { plan, reached: stays ? null : reached, replies: kept, more: false, ...rangesOf(kept) }
    }
    return { worth: sign * worth, finish }
  })
  return ends.filter(({ worth }) => worth >= most - game.tie).map(({ finish }) => finish())
}

/** The ranges of the leader's payoff and of the sum. */
export function rangesOf(replies: readonly Reply[]): { readonly leader: Range; readonly welfare: Range } {
  const range = (of: (reply: Reply) => number): Range => {
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (const reply of replies) {
      least = Math.min(least, of(reply))
      most = Math.max(most, of(reply))
    }
    return [least, most]
  }
  return { leader: range(({ leader }) => leader), welfare: range(({ leader, follower }) => leader + follower) }
}

/** The range over several continuations. */
export function overall(ends: readonly Continuation[], of: 'leader' | 'welfare'): Range {
  return [
    ends.reduce((least, end) => Math.min(least, end[of][0]), Number.POSITIVE_INFINITY),
    ends.reduce((most, end) => Math.max(most, end[of][1]), Number.NEGATIVE_INFINITY),
  ]
}
