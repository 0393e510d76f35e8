import { CausalError } from '../../errors.js'
import { checkedList, checkedObject, indexNames, lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import type { CausalGame } from './types.js'

/** A game in numbers: contexts u, leader's actions a, follower's b; tables are row-major in this order. */
export interface GameTables {
  readonly chances: Float64Array
  readonly leaderActions: readonly string[]
  readonly followerActions: readonly string[]
  /** The leader's instinct, by u. */
  readonly leaderInstinct: Int32Array
  /** The follower's instinct, by (u, a). */
  readonly followerInstinct: Int32Array
  readonly leaderPayoffs: Float64Array
  readonly followerPayoffs: Float64Array
  /** Payoffs closer than this are ties. */
  readonly tie: number
}

/** Of the largest payoff, what is rounding. */
const rounding = 1e-9

/** A game that was checked: chances, known actions, payoffs that are numbers. */
export function readGame(game: CausalGame): GameTables {
  checkOptions('game', checkedObject('game', game), ['contexts', 'leader', 'follower'])
  const { contexts, leader, follower } = game
  for (const [name, player] of Object.entries({ leader, follower }))
    checkOptions(name, checkedObject(name, player), ['actions', 'instinct', 'payoffs'])
  const chances = readChances(contexts)
  const leaderIndex = indexNames('leader action', leader.actions)
  const followerIndex = indexNames('follower action', follower.actions)
  if (leaderIndex.size === 0 || followerIndex.size === 0)
    throw new CausalError('invalid-argument', 'each player needs an action at least.')
  const sizes = [chances.length, leaderIndex.size, followerIndex.size]
  const leaderPayoffs = readPayoffs('leader', leader.payoffs, sizes)
  const followerPayoffs = readPayoffs('follower', follower.payoffs, sizes)
  checkLength("leader's instinct", leader.instinct, chances.length, 'context')
  checkLength("follower's instinct", follower.instinct, chances.length, 'context')
  for (const row of follower.instinct) checkLength("follower's instinct", row, leaderIndex.size, 'action of the leader')
  const largest = [...leaderPayoffs, ...followerPayoffs].reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  return {
    chances,
    leaderActions: [...leaderIndex.keys()],
    followerActions: [...followerIndex.keys()],
    leaderInstinct: Int32Array.from(leader.instinct, (name) =>
      lookUp("action of the leader's instinct", leaderIndex, name),
    ),
    followerInstinct: Int32Array.from(follower.instinct.flat(), (name) =>
      lookUp("action of the follower's instinct", followerIndex, name),
    ),
    leaderPayoffs,
    followerPayoffs,
    tie: rounding * largest,
  }
}

function readChances(contexts: readonly number[]): Float64Array {
  const chances = Float64Array.from(checkedList('contexts', contexts))
  const wrong = chances.findIndex((chance) => !(chance >= 0 && chance <= 1))
  const sum = chances.reduce((all, chance) => all + chance, 0)
  if (chances.length > 0 && wrong < 0 && Math.abs(sum - 1) <= rounding) return chances
  throw new CausalError(
    'not-probability',
    wrong < 0
      ? `the chances of the contexts sum to ${sum}, not to 1.`
      : `the chance of context ${wrong} (counting from 0) is ${show(contexts[wrong])}: chances lie between 0 and 1.`,
    { sum },
  )
}

function readPayoffs(who: string, payoffs: CausalGame['leader']['payoffs'], sizes: readonly number[]): Float64Array {
  const [contexts, first, second] = sizes as [number, number, number]
  const out = new Float64Array(contexts * first * second)
  checkLength(`${who}'s payoffs`, payoffs, contexts, 'context')
  for (const [u, table] of payoffs.entries()) {
    checkLength(`${who}'s payoffs in context ${u}`, table, first, 'action of the leader')
    for (const [a, row] of table.entries()) {
      checkLength(`${who}'s payoffs in context ${u}`, row, second, 'action of the follower')
      for (const [b, value] of row.entries()) {
        if (typeof value !== 'number' || !Number.isFinite(value)) {
          throw new CausalError(
            'invalid-argument',
            `the ${who} earns ${show(value)} in context ${u} after actions ${a} and ${b} (counting from 0): payoffs are finite numbers.`,
            { context: u, leader: a, follower: b },
          )
        }
        out[(u * first + a) * second + b] = value
      }
    }
  }
  return out
}

function checkLength(what: string, list: readonly unknown[], length: number, each: string): void {
  if (checkedList(what, list).length === length) return
  throw new CausalError(
    'invalid-argument',
    `the ${what} has ${list.length} entries: one for each ${each} is needed, ${length}.`,
    { length: list.length, needed: length },
  )
}
