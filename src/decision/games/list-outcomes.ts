import type { Continuation, Reply } from './backward-induction.js'
import { codeOf } from './choices.js'
import type { GameTables } from './read-game.js'
import { namedStrategy, type Strategies } from './strategies.js'
import type { GameEquilibria, GameOutcome } from './types.js'

/** The outcomes of continuations by the names of their actions: by the leader's strategy, then the follower's, up to `most`. */
export function listOutcomes(
  game: GameTables,
  ends: readonly Continuation[],
  leaders: Strategies,
  followers: Strategies,
  most: number,
): GameEquilibria {
  const equilibria: GameOutcome[] = []
  let complete = true
  const starts = ends
    .flatMap((end) => end.plan.members.map((s) => ({ s, end })))
    .sort((first, second) => first.s - second.s)
  const known = new Map<Continuation, readonly (readonly [number, Reply])[]>()
  for (const { s, end } of starts) {
    if (equilibria.length >= most) {
      complete = false
      break
    }
    const leader = namedStrategy(leaders, s, game.leaderActions)
    const replies = known.get(end) ?? repliesInOrder(end, followers, most + 1)
    known.set(end, replies)
    const room = most - equilibria.length
    if (end.more || replies.length > room) complete = false
    for (const [t, { leader: first, follower: second }] of replies.slice(0, room)) {
      equilibria.push(
        Object.freeze({
          leader,
          follower: namedStrategy(followers, t, game.followerActions),
          payoffs: Object.freeze([first, second] as const),
          welfare: first + second,
        }),
      )
    }
  }
  return Object.freeze({ equilibria: Object.freeze(equilibria), complete })
}

/** Every strategy that does what one of the replies does where it matters, up to `most` of them. */
function repliesInOrder(
  { replies, reached }: Continuation,
  followers: Strategies,
  most: number,
): readonly (readonly [number, Reply])[] {
  const codeIn = (s: number): number => (reached === null ? s : codeOf(followers.does, followers.actions, s, reached))
  const byCode = new Map(replies.map((reply) => [codeIn(reply.strategy), reply]))
  const found: (readonly [number, Reply])[] = []
  for (let t = 0; t < followers.count && found.length < most; t++) {
    const reply = byCode.get(codeIn(t))
    if (reply !== undefined) found.push([t, reply])
  }
  return found
}
