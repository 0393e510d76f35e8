import { CausalError, calledAs } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { backwardInduction, type Continuation, overall } from './backward-induction.js'
import { listOutcomes } from './list-outcomes.js'
import { pureNash } from './pure-nash.js'
import { type GameTables, readGame } from './read-game.js'
import { type Strategies, strategiesOf } from './strategies.js'
import type {
  CausalGame,
  CausalLayer,
  NoGameEquilibrium,
  SequentialGameOptions,
  SequentialGameSolution,
} from './types.js'

/**
 * The equilibria of a game of a leader and a follower who may follow their instincts, intervene, or act on what their instincts say, and
 * what they gain over the Stackelberg equilibria of intervening alone.
 *
 * By default the follower sees the leader's strategy and replies best; the leader counts on it (backward induction). Where the follower
 * sees only the layer, or nothing, a pair is an equilibrium if neither would leave it; a game may have none, and the answer says so.
 * More layers never hurt a leader who is seen; more layers of the follower can. The paper reports no gain in welfare in any of its
 * simulations; by enumeration welfare can rise or fall, as the guide shows.
 *
 * @param game - contexts, instincts and payoffs, as tables; `gameFromModel` makes one from a causal model
 * @param options - layers, what the follower sees, the rule for ties, satisficing
 * @returns the equilibria, the baseline, and the gains; or that there is no equilibrium in pure strategies
 * @throws CausalError `invalid-argument`, `not-probability`, `unknown-name`, `duplicate-name` for a game of the wrong form; `too-large`
 *   for layer 3 of more than 7 actions
 * @complexity O(n^c × m^c) for n and m actions in c contexts where the strategy is seen, and m^m × n^c where it is not
 * @category Decisions
 * @see Thumm 2025, "Sequential causal normal form games: theory, computation, and strategic signaling", arXiv 2511.06934
 * @example
 * const same = [[[1, 0], [0, 1]], [[1, 0], [0, 1]]]
 * const meet = [[[1, 1], [0, 0]], [[0, 0], [1, 1]]]
 * const game = {
 *   contexts: [0.5, 0.5],
 *   leader: { actions: ['left', 'right'], instinct: ['left', 'right'], payoffs: meet },
 *   follower: { actions: ['left', 'right'], instinct: [['left', 'left'], ['right', 'right']], payoffs: same },
 * } as const
 * const solved = sequentialCausalGame(game)
 * solved.equilibria.map(({ leader, follower, payoffs }) => [leader.layer, follower.layer, payoffs])
 * //=> [[1, 1, [1, 1]]]
 * solved.welfareGain
 * //=> [0.5, 0.5]
 */
export function sequentialCausalGame<L extends string, F extends string>(
  game: CausalGame<L, F>,
  options?: SequentialGameOptions & { readonly sees?: 'strategy' },
): SequentialGameSolution
export function sequentialCausalGame<L extends string, F extends string>(
  game: CausalGame<L, F>,
  options?: SequentialGameOptions,
): SequentialGameSolution | NoGameEquilibrium
export function sequentialCausalGame(
  game: CausalGame,
  options: SequentialGameOptions = {},
): SequentialGameSolution | NoGameEquilibrium {
  return calledAs('sequentialCausalGame', () => {
    checkOptions(
      'options',
      options,
      ['leaderLayers', 'followerLayers', 'maps', 'sees', 'ties', 'satisficing', 'maxListed'],
      { satisficing: 'number', maxListed: 'number' },
    )
    const {
      sees = 'strategy',
      ties = 'strong',
      maxListed = 1000,
      satisficing = null,
    } = checkedObject('options', options)
    checkWay(options)
    const tables = readGame(game)
    const followers = strategiesOf(tables.followerActions.length, options.followerLayers, options.maps)
    const leadersOn = (layers: SequentialGameOptions['leaderLayers']): Strategies =>
      strategiesOf(tables.leaderActions.length, layers, options.maps)
    const leaders = leadersOn(options.leaderLayers)
    if (satisficing !== null && !followers.layer.includes(1))
      throw new CausalError('invalid-argument', 'a satisficing follower stays on layer 1: put it among followerLayers.')
    const ends = endsOf(tables, leaders, followers, { sees, ties, satisficing, kept: maxListed + 1 })
    if ('found' in ends) return ends
    const only = [2] as const
    const baseLeaders = leadersOn(only)
    const baseFollowers = strategiesOf(tables.followerActions.length, only)
    const base = backwardInduction(tables, baseLeaders, baseFollowers, ties, null)
    const gain = (of: 'leader' | 'welfare'): readonly [number, number] => {
      const [mine, theirs] = [overall(ends, of), overall(base, of)]
      return Object.freeze([mine[0] - theirs[1], mine[1] - theirs[0]] as const)
    }
    return Object.freeze({
      found: true,
      ...listOutcomes(tables, ends, leaders, followers, maxListed),
      stackelberg: listOutcomes(tables, base, baseLeaders, baseFollowers, maxListed),
      leaderGain: gain('leader'),
      welfareGain: gain('welfare'),
    })
  })
}

function checkWay({ sees, ties, satisficing, maxListed }: SequentialGameOptions): void {
  const wrong = (message: string): never => {
    throw new CausalError('invalid-argument', message)
  }
  if (sees !== undefined && !['strategy', 'layer', 'nothing'].includes(sees))
    wrong(`sees must be 'strategy', 'layer' or 'nothing', got ${show(sees)}.`)
  if (ties !== undefined && ties !== 'strong' && ties !== 'weak')
    wrong(`ties must be 'strong' or 'weak', got ${show(ties)}.`)
  if (satisficing !== undefined && !(Number.isFinite(satisficing) && satisficing >= 0))
    wrong(`satisficing is ${show(satisficing)}: give what the follower forgoes, a number from 0 on.`)
  if (satisficing !== undefined && sees !== undefined && sees !== 'strategy')
    wrong(`a satisficing follower replies to a strategy that it sees, not to ${show(sees)}.`)
  if (maxListed !== undefined && !(Number.isInteger(maxListed) && maxListed >= 1))
    wrong(`maxListed is ${show(maxListed)}: give a whole number from 1 on.`)
}

type Way = Required<Pick<SequentialGameOptions, 'sees' | 'ties'>> & {
  readonly satisficing: number | null
  readonly kept: number
}

function endsOf(
  tables: GameTables,
  leaders: Strategies,
  followers: Strategies,
  { sees, ties, satisficing, kept }: Way,
): readonly Continuation[] | NoGameEquilibrium {
  if (sees === 'strategy') return backwardInduction(tables, leaders, followers, ties, satisficing)
  if (sees === 'nothing') {
    const ends = pureNash(tables, leaders, followers, { kept, atLeast: Number.NEGATIVE_INFINITY })
    return ends.length > 0 ? ends : none(leaders, followers, layersOf(leaders))
  }
  // each layer announces a game of its own; the leader takes one that it would not leave for the worst equilibrium of another
  const games = layersOf(leaders).map((layer) => {
    const own = onLayer(leaders, layer)
    return { layer, own, ends: pureNash(tables, own, followers, { kept: 0, atLeast: Number.NEGATIVE_INFINITY }) }
  })
  const lacking = games.flatMap(({ layer, ends }) => (ends.length === 0 ? [layer] : []))
  if (lacking.length > 0) return none(leaders, followers, lacking)
  const worst = games.map(({ ends }) => overall(ends, 'leader')[0])
  return games.flatMap(({ layer, own }, k) => {
    const least = worst.reduce((most, value, j) => (j === k ? most : Math.max(most, value)), Number.NEGATIVE_INFINITY)
    const first = leaders.layer.indexOf(layer)
    return pureNash(tables, own, followers, { kept, atLeast: least - tables.tie }).map((end) => ({
      ...end,
      plan: { ...end.plan, members: end.plan.members.map((s) => s + first) },
    }))
  })
}

function layersOf({ layer }: Strategies): readonly CausalLayer[] {
  return [...new Set(layer)] as CausalLayer[]
}

/** The strategies of one layer, which stand together. */
function onLayer({ actions, layer, does }: Strategies, own: CausalLayer): Strategies {
  const [first, end] = [layer.indexOf(own), layer.lastIndexOf(own) + 1]
  return {
    actions,
    count: end - first,
    layer: layer.subarray(first, end),
    does: does.subarray(first * actions, end * actions),
  }
}

function none(leaders: Strategies, followers: Strategies, layers: readonly CausalLayer[]): NoGameEquilibrium {
  const pairs = leaders.count * followers.count
  return Object.freeze({
    found: false,
    reason: 'no-pure-equilibrium',
    message: `of ${pairs} pairs of pure strategies none is stable${layers.length < 3 ? ` (leader on layer ${layers.join(', ')})` : ''}: in each a player would do something else. Let the follower see the strategy, or allow other layers.`,
    witness: Object.freeze({ layers: Object.freeze([...layers]), pairs }),
  })
}
