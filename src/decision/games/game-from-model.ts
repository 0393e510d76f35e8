import { CausalError, calledAs } from '../../errors.js'
import { descendants } from '../../graph/relations/descendants.js'
import { checkedObject } from '../../names.js'
import { wholePower } from '../../numeric/special/portable-pow.js'
import { checkOptions } from '../../options.js'
import type { Factor } from '../../probability/types.js'
import { graphOf, queryTerms, type Scm } from '../../scm/index.js'
import { show } from '../../show.js'
import { cellOf } from '../core/cell-of.js'
import { worthOf } from '../core/decision-problem.js'
import { statesIn } from '../core/earnings.js'
import type { CausalGame } from './types.js'

/**
 * A player of a game in a model.
 *
 * @typeParam N - the names of the variables
 * @category Decisions
 */
export interface ModelPlayer<N extends string = string> {
  /** The variable that it may set; its own mechanism is the instinct. */
  readonly action: N
  /** The variable that it earns; its states are numbers, or `rewards` says what each is worth. */
  readonly reward: N
  /** What each state of the reward is worth. */
  readonly rewards?: Readonly<Record<string, number>>
}

/** The most cells of the joint distribution of instincts. */
const mostCells = 1_000_000

/**
 * A game of a leader and a follower from a causal model: contexts, instincts and payoffs by exact queries across worlds.
 *
 * A context is a way in which both instincts can answer: what the leader would do, and what the follower would do after each of the
 * leader's actions. Its payoffs are the mean rewards of each pair of actions among the units of that context, so that hidden causes of
 * instincts and rewards count. The leader's action may be a cause of the follower's, not the reverse.
 *
 * @param model - a discrete model that has counterfactuals
 * @param players - the variables of the leader and of the follower
 * @returns the game as tables, for {@link sequentialCausalGame}
 * @throws CausalError `unknown-name`; `overlap` for a variable in two roles; `invalid-argument` where the follower's action is a cause of the
 *   leader's, or a reward's states are no numbers; `not-supported` for a model that is not discrete or has no counterfactuals; `too-large`
 * @complexity two queries for each pair of actions over n × m^n cells, for n actions of the leader and m of the follower
 * @category Decisions
 * @example
 * const model = discreteScm({
 *   exogenous: [{ name: 'U', p: [0.5, 0.5] }],
 *   endogenous: [
 *     { name: 'A', parents: ['U'], table: [0, 1] },
 *     { name: 'B', parents: ['A'], table: [0, 1] },
 *     { name: 'R', parents: ['A', 'B', 'U'], table: [3, 0, 1, 0, 0, 1, 0, 3] },
 *   ],
 * })
 * const game = gameFromModel(model, { leader: { action: 'A', reward: 'R' }, follower: { action: 'B', reward: 'R' } })
 * game.leader.instinct
 * //=> ['0', '1']
 * game.leader.payoffs[1]
 * //=> [[0, 0], [1, 3]]
 */
export function gameFromModel<T>(
  model: Scm<T>,
  players: {
    readonly leader: ModelPlayer<keyof NoInfer<T> & string>
    readonly follower: ModelPlayer<keyof NoInfer<T> & string>
  },
): CausalGame {
  return calledAs('gameFromModel', () => {
    checkOptions('players', players, ['leader', 'follower'])
    const { leader, follower } = checkedObject('players', players)
    for (const [name, player] of Object.entries({ leader, follower }))
      checkOptions(name, checkedObject(name, player), ['action', 'reward', 'rewards'])
    const untyped = model as unknown as Scm
    checkRoles(untyped, leader, follower)
    const [first, second] = [leader, follower].map(({ action }) => statesIn(untyped, [action])[0]!.states) as [
      readonly string[],
      readonly string[],
    ]
    if (first.length * wholePower(second.length, first.length) > mostCells) {
      throw new CausalError(
        'too-large',
        `${first.length} and ${second.length} actions make ${first.length} × ${second.length}^${first.length} ways in which instincts can answer, more than ${mostCells}: give the game as tables.`,
        { leader: first.length, follower: second.length },
      )
    }
    const doing = (a: string, b?: string): Record<string, unknown> => ({
      [leader.action]: cellOf(untyped, leader.action, a),
      ...(b === undefined ? {} : { [follower.action]: cellOf(untyped, follower.action, b) }),
    })
    const instincts = [{ variable: leader.action }, ...first.map((a) => ({ variable: follower.action, do: doing(a) }))]
    const joint = answered(untyped, instincts)
    const contexts = [...joint.values.keys()].filter((cell) => joint.values[cell]! > 0)
    const chances = contexts.map((cell) => joint.values[cell]!)
    const answers = contexts.map((cell) => statesOf(cell, joint))
    const payoffs = ({ reward, rewards }: ModelPlayer): readonly (readonly (readonly number[])[])[] => {
      const worth = worthOf(statesIn(untyped, [reward])[0]!, rewards)
      const means = first.map((a) =>
        second.map((b) => {
          const { values } = answered(untyped, [...instincts, { variable: reward, do: doing(a, b) }])
          return contexts.map((cell, u) =>
            worth.reduce((sum, own, r) => sum + (own * values[cell * worth.length + r]!) / chances[u]!, 0),
          )
        }),
      )
      return contexts.map((_, u) => means.map((row) => row.map((cell) => cell[u]!)))
    }
    return Object.freeze({
      contexts: Object.freeze(chances),
      leader: Object.freeze({ actions: first, instinct: answers.map(([own]) => own!), payoffs: payoffs(leader) }),
      follower: Object.freeze({
        actions: second,
        instinct: answers.map(([, ...own]) => own),
        payoffs: payoffs(follower),
      }),
    })
  })
}

function checkRoles(model: Scm, leader: ModelPlayer, follower: ModelPlayer): void {
  statesIn(model, [leader.action, follower.action, leader.reward, follower.reward])
  const actions = [leader.action, follower.action]
  const twice = leader.action === follower.action || [leader.reward, follower.reward].some((r) => actions.includes(r))
  if (twice) {
    throw new CausalError('overlap', 'each action is a variable of its own, and no reward is an action.', {
      actions,
      rewards: [leader.reward, follower.reward],
    })
  }
  if (descendants(graphOf(model), follower.action).includes(leader.action)) {
    throw new CausalError(
      'invalid-argument',
      `${show(follower.action)} is a cause of ${show(leader.action)}: who moves first is the leader.`,
      { leader: leader.action, follower: follower.action },
    )
  }
}

function answered(model: Scm, terms: readonly unknown[]): Factor {
  const found: unknown = queryTerms(model, terms as never)
  if (typeof found === 'object' && found !== null && 'variables' in found) return found as Factor
  throw new CausalError(
    'not-supported',
    'the model gives no exact distribution of its instincts: give the game as tables.',
  )
}

/** The states of a cell, the last variable fastest. */
function statesOf(cell: number, { variables }: Factor): string[] {
  let left = cell
  return variables
    .map(({ states }) => states)
    .reverse()
    .map((states) => {
      const state = states[left % states.length]!
      left = Math.floor(left / states.length)
      return state
    })
    .reverse()
}
