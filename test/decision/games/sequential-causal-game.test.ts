import { describe, expect, it } from 'vitest'
import { causalNormalForm, discreteScm, gameFromModel, sequentialCausalGame } from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'

/** Matching pennies in one context: who leads wants to match. */
const pennies = {
  contexts: [1],
  leader: {
    actions: ['head', 'tail'],
    instinct: ['head'],
    payoffs: [
      [
        [1, 0],
        [0, 1],
      ],
    ],
  },
  follower: {
    actions: ['head', 'tail'],
    instinct: [['head', 'tail']],
    payoffs: [
      [
        [0, 1],
        [1, 0],
      ],
    ],
  },
} as const

describe('sequentialCausalGame', () => {
  it('says that a game has no equilibrium in pure strategies, and where', () => {
    const found = sequentialCausalGame(pennies, { leaderLayers: [2], followerLayers: [2], sees: 'nothing' })
    expect(found).toMatchObject({ found: false, reason: 'no-pure-equilibrium', witness: { layers: [2], pairs: 4 } })
    expect(sequentialCausalGame(pennies, { leaderLayers: [2], followerLayers: [2], sees: 'layer' }).found).toBe(false)
    expect(sequentialCausalGame(pennies).found).toBe(true)
  })

  it('lets the leader choose among the games that its layers announce', () => {
    // on layer 1 the follower knows what is done; on layer 2 it does not, and each pair is an equilibrium of its layer or none
    const game = {
      contexts: [1],
      leader: {
        actions: ['a', 'b'],
        instinct: ['a'],
        payoffs: [
          [
            [2, 0],
            [0, 3],
          ],
        ],
      },
      follower: {
        actions: ['a', 'b'],
        instinct: [['a', 'a']],
        payoffs: [
          [
            [1, 0],
            [0, 1],
          ],
        ],
      },
    }
    const found = sequentialCausalGame(game, { leaderLayers: [1, 2], followerLayers: [2], sees: 'layer' })
    expect(
      found.found && found.equilibria.map(({ leader, payoffs }) => [leader.layer, leader.does[0], payoffs]),
    ).toEqual([
      [1, 'a', [2, 1]],
      [2, 'a', [2, 1]],
      [2, 'b', [3, 1]],
    ])
  })

  it('keeps a satisficing follower on its instinct while that is nearly as good', () => {
    const instinct = (satisficing: number) =>
      sequentialCausalGame(pennies, { satisficing }).equilibria.map(({ follower }) => follower.layer)
    expect(instinct(1)).toEqual([1, 1, 1, 1])
    expect(new Set(instinct(0.5))).not.toEqual(new Set([1]))
  })

  it('lists no more than asked and says so, with the gains over all', () => {
    const flat = {
      contexts: [1],
      leader: {
        actions: ['a', 'b', 'c'],
        instinct: ['a'],
        payoffs: [
          [
            [1, 1, 1],
            [1, 1, 1],
            [1, 1, 1],
          ],
        ],
      },
      follower: {
        actions: ['a', 'b', 'c'],
        instinct: [['a', 'a', 'a']],
        payoffs: [
          [
            [1, 2, 1],
            [2, 1, 1],
            [1, 1, 2],
          ],
        ],
      },
    }
    const some = sequentialCausalGame(flat, { maxListed: 3 })
    expect(some.equilibria.length).toBe(3)
    expect(some.complete).toBe(false)
    expect(some.welfareGain).toEqual([0, 0])
    expect(sequentialCausalGame(flat, { maxListed: 1e6 }).complete).toBe(true)
  })

  it('comes from a model, with hidden causes of instincts and rewards', () => {
    const model = discreteScm({
      exogenous: [{ name: 'U', p: [0.5, 0.5] }],
      endogenous: [
        { name: 'A', parents: ['U'], table: [0, 1] },
        { name: 'B', parents: ['A'], table: [0, 1] },
        { name: 'R', parents: ['A', 'B', 'U'], table: [3, 0, 1, 0, 0, 1, 0, 3] },
      ],
    })
    const game = gameFromModel(model, { leader: { action: 'A', reward: 'R' }, follower: { action: 'B', reward: 'R' } })
    expect(causalNormalForm(game, { leaderLayers: [1, 2], followerLayers: [1] }).leaderPayoffs).toEqual([
      [3],
      [1.5],
      [1.5],
    ])
    const players = { leader: { action: 'B', reward: 'R' }, follower: { action: 'A', reward: 'R' } } as const
    expectCausalError(() => gameFromModel(model, players), 'gameFromModel', 'invalid-argument')
    const same = { leader: { action: 'A', reward: 'R' }, follower: { action: 'A', reward: 'R' } } as const
    expectCausalError(() => gameFromModel(model, same), 'gameFromModel', 'overlap')
  })

  it('refuses games of the wrong form', () => {
    const wrong = (change: object, code: Parameters<typeof expectCausalError>[2], options = {}): unknown =>
      expectCausalError(() => sequentialCausalGame({ ...pennies, ...change }, options), 'sequentialCausalGame', code)
    wrong({ contexts: [0.5] }, 'not-probability')
    wrong({ contexts: [Number.NaN] }, 'not-probability')
    wrong(
      {
        leader: {
          ...pennies.leader,
          payoffs: [
            [
              [Number.NaN, 0],
              [0, 1],
            ],
          ],
        },
      },
      'invalid-argument',
    )
    wrong({ leader: { ...pennies.leader, payoffs: [[[1, 0]]] } }, 'invalid-argument')
    wrong({ leader: { ...pennies.leader, instinct: ['edge'] } }, 'unknown-name')
    wrong({ leader: { ...pennies.leader, actions: ['head', 'head'] } }, 'duplicate-name')
    wrong({ chance: 1 }, 'unknown-option')
    wrong({}, 'invalid-argument', { leaderLayers: [] })
    wrong({}, 'invalid-argument', { leaderLayers: [4] })
    wrong({}, 'invalid-argument', { followerLayers: [2], satisficing: 0.1 })
    wrong({}, 'invalid-argument', { satisficing: Number.NaN })
    const many = Array.from({ length: 8 }, (_, k) => `a${k}`)
    const row = many.map(() => 0)
    const large = {
      contexts: [1],
      leader: { actions: many, instinct: ['a0'], payoffs: [many.map(() => row)] },
      follower: { actions: many, instinct: [many.map(() => 'a0')], payoffs: [many.map(() => row)] },
    }
    expectCausalError(() => sequentialCausalGame(large), 'sequentialCausalGame', 'too-large')
    expect(sequentialCausalGame(large, { leaderLayers: [1, 2], followerLayers: [1, 2] }).complete).toBe(true)
  })
})
