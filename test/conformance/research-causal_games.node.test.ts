import { expect } from 'vitest'
import {
  type CausalGame,
  causalNormalForm,
  type GameOutcome,
  type GameStrategy,
  sequentialCausalGame,
} from '../../src/index.js'
import { conformance, expectClose } from './harness.js'

interface Outcome {
  readonly leader: string
  readonly follower: string
  readonly payoffs: readonly [string, string]
  readonly welfare: string
}
interface Way {
  readonly sequentialCausalEquilibria: readonly Outcome[]
  readonly stackelberg: readonly Outcome[]
  readonly leaderGain: string
  readonly welfareGainRange: readonly [string, string]
}
interface Item {
  readonly kind: string
  readonly game: {
    readonly card: readonly [number, number]
    readonly pU: readonly string[]
    readonly leaderInstinct: readonly number[]
    readonly followerInstinct: readonly (readonly number[])[]
    readonly utilityLeader: readonly (readonly (readonly (number | string)[])[])[]
    readonly utilityFollower: readonly (readonly (readonly (number | string)[])[])[]
  }
  readonly expected: {
    readonly leaderStrategies: readonly string[]
    readonly followerStrategies: readonly string[]
    readonly payoffLeader: readonly (readonly string[])[]
    readonly payoffFollower: readonly (readonly string[])[]
    readonly strong: Way
    readonly weak: Way
    readonly pureNashCausalNormalForm: readonly Outcome[]
    readonly satisficing?: { readonly epsilon: string; readonly equilibria: readonly Outcome[] }
  }
}

const number = (fraction: string | number): number => {
  const [a, b = '1'] = String(fraction).split('/')
  return Number(a) / Number(b)
}
const label = ({ layer, does }: GameStrategy): string =>
  layer === 1 ? 'L1' : layer === 2 ? `L2:${does[0]}` : `L3:${does.join('')}`

function gameOf({
  card,
  pU,
  leaderInstinct,
  followerInstinct,
  utilityLeader,
  utilityFollower,
}: Item['game']): CausalGame {
  const actions = card.map((count) => Array.from({ length: count }, (_, k) => String(k)))
  const payoffs = (table: Item['game']['utilityLeader']) => table.map((rows) => rows.map((row) => row.map(number)))
  return {
    contexts: pU.map(number),
    leader: { actions: actions[0]!, instinct: leaderInstinct.map(String), payoffs: payoffs(utilityLeader) },
    follower: {
      actions: actions[1]!,
      instinct: followerInstinct.map((row) => row.map(String)),
      payoffs: payoffs(utilityFollower),
    },
  }
}

function expectOutcomes(found: readonly GameOutcome[], wanted: readonly Outcome[], what: string): void {
  const key = (leader: string, follower: string): string => `${leader} ${follower}`
  const ours = new Map(found.map((each) => [key(label(each.leader), label(each.follower)), each]))
  expect([...ours.keys()].sort(), what).toEqual(wanted.map(({ leader, follower }) => key(leader, follower)).sort())
  for (const { leader, follower, payoffs, welfare } of wanted) {
    const own = ours.get(key(leader, follower))!
    for (const k of [0, 1] as const) expectClose(own.payoffs[k], number(payoffs[k]), 1e-9, 1e-9, what)
    expectClose(own.welfare, number(welfare), 1e-9, 1e-9, what)
  }
}

conformance<Item, Item[]>(
  'research/sequentialCausalGame',
  'research/causal_games.json',
  (all) => all.filter(({ kind }) => kind === 'sequentialCausalGame'),
  ({ game: given, expected }) => {
    const game = gameOf(given)
    const form = causalNormalForm(game)
    expect(form.leader.map(label).sort()).toEqual([...expected.leaderStrategies].sort())
    expect(form.follower.map(label).sort()).toEqual([...expected.followerStrategies].sort())
    for (const [s, leader] of form.leader.entries()) {
      for (const [t, follower] of form.follower.entries()) {
        const row = expected.leaderStrategies.indexOf(label(leader))
        const column = expected.followerStrategies.indexOf(label(follower))
        expectClose(form.leaderPayoffs[s]![t]!, number(expected.payoffLeader[row]![column]!), 1e-9, 1e-9, 'leader')
        expectClose(
          form.followerPayoffs[s]![t]!,
          number(expected.payoffFollower[row]![column]!),
          1e-9,
          1e-9,
          'follower',
        )
      }
    }
    for (const ties of ['strong', 'weak'] as const) {
      const { sequentialCausalEquilibria, stackelberg, leaderGain, welfareGainRange } = expected[ties]
      const found = sequentialCausalGame(game, { ties })
      expect(found.complete && found.stackelberg.complete).toBe(true)
      expectOutcomes(found.equilibria, sequentialCausalEquilibria, ties)
      expectOutcomes(found.stackelberg.equilibria, stackelberg, `${ties} Stackelberg`)
      for (const k of [0, 1] as const) {
        expectClose(found.leaderGain[k], number(leaderGain), 1e-9, 1e-9, 'gain of the leader')
        expectClose(found.welfareGain[k], number(welfareGainRange[k]), 1e-9, 1e-9, 'gain in welfare')
      }
    }
    const nash = sequentialCausalGame(game, { sees: 'nothing' })
    expectOutcomes(nash.found ? nash.equilibria : [], expected.pureNashCausalNormalForm, 'Nash')
    if (expected.satisficing === undefined) return
    const { epsilon, equilibria } = expected.satisficing
    expectOutcomes(sequentialCausalGame(game, { satisficing: number(epsilon) }).equilibria, equilibria, 'satisficing')
  },
)
