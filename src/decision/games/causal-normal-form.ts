import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { type GameTables, readGame } from './read-game.js'
import { namedStrategy, type Strategies, strategiesOf } from './strategies.js'
import type { CausalGame, GameLayers, GameStrategy } from './types.js'

/**
 * A game as two matrices over causal strategies.
 *
 * @category Decisions
 */
export interface CausalNormalForm {
  /** The leader's strategies: rows. */
  readonly leader: readonly GameStrategy[]
  /** The follower's strategies: columns. */
  readonly follower: readonly GameStrategy[]
  /** What the leader earns on average. */
  readonly leaderPayoffs: readonly (readonly number[])[]
  /** What the follower earns on average. */
  readonly followerPayoffs: readonly (readonly number[])[]
}

/** The most cells of a matrix. */
const mostCells = 1_000_000

/**
 * The payoffs of every pair of causal strategies: follow the instinct, intervene, or act on what the instinct says.
 *
 * @param game - contexts, instincts and payoffs
 * @param options - which layers there are, and whether layer 3 holds every map
 * @returns the strategies of both players and two matrices
 * @throws CausalError `invalid-argument`, `not-probability`, `unknown-name`, `duplicate-name` for a game of the wrong form; `too-large`
 *   for more than a million pairs
 * @complexity O(contexts × pairs); n actions have n^n strategies
 * @category Decisions
 * @see Thumm 2025, "Sequential causal normal form games", arXiv 2511.06934; the strategies are ours, in the words of its abstract
 * @example
 * const same = [[[1, 0], [0, 1]], [[1, 0], [0, 1]]]
 * const game = {
 *   contexts: [0.5, 0.5],
 *   leader: { actions: ['left', 'right'], instinct: ['left', 'right'], payoffs: same },
 *   follower: { actions: ['left', 'right'], instinct: [['left', 'left'], ['right', 'right']], payoffs: same },
 * } as const
 * causalNormalForm(game, { leaderLayers: [1, 2], followerLayers: [1] }).leaderPayoffs
 * //=> [[1], [0.5], [0.5]]
 */
export function causalNormalForm<L extends string, F extends string>(
  game: CausalGame<L, F>,
  options: GameLayers = {},
): CausalNormalForm {
  return calledAs('causalNormalForm', () => {
    checkOptions('options', options, ['leaderLayers', 'followerLayers', 'maps'])
    const { leaderLayers, followerLayers, maps } = checkedObject('options', options)
    const tables = readGame(game)
    const leaders = strategiesOf(tables.leaderActions.length, leaderLayers, maps)
    const followers = strategiesOf(tables.followerActions.length, followerLayers, maps)
    if (leaders.count * followers.count > mostCells) {
      throw new CausalError(
        'too-large',
        `${leaders.count} times ${followers.count} strategies are more than ${mostCells} pairs: leave out layer 3, or ask sequentialCausalGame.`,
        { leader: leaders.count, follower: followers.count },
      )
    }
    const matrix = (payoffs: Float64Array): readonly (readonly number[])[] =>
      Object.freeze(
        Array.from({ length: leaders.count }, (_, s) =>
          Object.freeze(
            Array.from({ length: followers.count }, (_, t) => meanPayoff(tables, leaders, followers, s, t, payoffs)),
          ),
        ),
      )
    const named = (strategies: Strategies, names: readonly string[]): readonly GameStrategy[] =>
      Object.freeze(Array.from({ length: strategies.count }, (_, s) => namedStrategy(strategies, s, names)))
    return Object.freeze({
      leader: named(leaders, tables.leaderActions),
      follower: named(followers, tables.followerActions),
      leaderPayoffs: matrix(tables.leaderPayoffs),
      followerPayoffs: matrix(tables.followerPayoffs),
    })
  })
}

function meanPayoff(
  { chances, leaderInstinct, followerInstinct }: GameTables,
  leaders: Strategies,
  followers: Strategies,
  s: number,
  t: number,
  payoffs: Float64Array,
): number {
  let sum = 0
  for (let u = 0; u < chances.length; u++) {
    const a = leaders.does[s * leaders.actions + leaderInstinct[u]!]!
    const at = u * leaders.actions + a
    const b = followers.does[t * followers.actions + followerInstinct[at]!]!
    sum += chances[u]! * payoffs[at * followers.actions + b]!
  }
  return sum
}
