import { bestReplies, type Continuation, leaderInstincts, leaderPlans, type Reply } from './backward-induction.js'
import { bestChoices, choicesOn } from './choices.js'
import type { GameTables } from './read-game.js'
import type { Strategies } from './strategies.js'

/** The equilibria on one plan: the first ones, and how far the payoffs of all reach. */
class OnPlan {
  readonly replies: Reply[] = []
  more = false
  readonly leader: [number, number] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  readonly welfare: [number, number] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
}

/** Which equilibria are wanted. */
interface Wanted {
  /** How many are kept for each plan; the ranges are those of all. */
  readonly kept: number
  /** What they leave the leader at least. */
  readonly atLeast: number
}

/**
 * The pure equilibria of the game in which the follower does not see the leader's strategy: of each strategy of the follower, the
 * leader's best plans, and of these the ones to which that strategy is a best reply.
 */
export function pureNash(
  game: GameTables,
  leaders: Strategies,
  followers: Strategies,
  { kept, atLeast }: Wanted,
): readonly Continuation[] {
  const plans = leaderPlans(game, leaders)
  const planOf = new Int32Array(leaders.count)
  for (const [k, { members }] of plans.entries()) for (const s of members) planOf[s] = k
  const bestOf = bestReplies(game, followers)
  const bestReply = Float64Array.from(plans, (plan) => bestOf(plan).best)
  const found = new Map<number, OnPlan>()
  const choices = choicesOn(leaders, leaderInstincts(game))
  for (let s = 0; s < followers.count; s++) {
    const { best, strategies } = bestChoices(leaderGains(game, followers, s), leaders, choices, game.tie)
    if (best < atLeast) continue
    for (const own of strategies) {
      const k = planOf[own]!
      const follower = followerValue(game, followers, s, plans[k]!.action)
      if (!(follower >= bestReply[k]! - game.tie)) continue
      const on = found.get(k) ?? new OnPlan()
      found.set(k, on)
      if (on.replies.length < kept) on.replies.push({ strategy: s, leader: best, follower })
      else on.more = true
      widen(on.leader, best)
      widen(on.welfare, best + follower)
    }
  }
  return plans.flatMap((plan, k) => {
    const on = found.get(k)
    return on === undefined ? [] : [{ plan, reached: null, ...on }]
  })
}

function widen(range: [number, number], value: number): void {
  if (value < range[0]) range[0] = value
  if (value > range[1]) range[1] = value
}

/** What each action on each instinct adds to the leader's mean against one strategy of the follower. */
function leaderGains(game: GameTables, { actions, does }: Strategies, s: number): Float64Array {
  const size = game.leaderActions.length
  const gain = new Float64Array(size * size)
  for (let u = 0; u < game.chances.length; u++) {
    for (let a = 0; a < size; a++) {
      const at = u * size + a
      const b = does[s * actions + game.followerInstinct[at]!]!
      gain[game.leaderInstinct[u]! * size + a]! += game.chances[u]! * game.leaderPayoffs[at * actions + b]!
    }
  }
  return gain
}

function followerValue(game: GameTables, { actions, does }: Strategies, s: number, action: Uint8Array): number {
  let sum = 0
  for (let u = 0; u < game.chances.length; u++) {
    const at = u * game.leaderActions.length + action[u]!
    sum += game.chances[u]! * game.followerPayoffs[at * actions + does[s * actions + game.followerInstinct[at]!]!]!
  }
  return sum
}
