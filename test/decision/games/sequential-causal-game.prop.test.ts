import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type CausalGame,
  type CausalLayer,
  causalNormalForm,
  type GameOutcome,
  type GameStrategy,
  sequentialCausalGame,
} from '../../../src/index.js'

const sizes = fc.record({
  contexts: fc.integer({ min: 1, max: 3 }),
  a: fc.integer({ min: 1, max: 3 }),
  b: fc.integer({ min: 1, max: 3 }),
})
const bits = fc.array(fc.nat({ max: 1000 }), { minLength: 120, maxLength: 120 })
const layers = fc.subarray<CausalLayer>([1, 2, 3], { minLength: 1 })

/** A game whose payoffs are of few sizes, so that ties are many, or of a thousand. */
function gameOf({ contexts, a, b }: { contexts: number; a: number; b: number }, draws: readonly number[]): CausalGame {
  let at = 0
  const levels = draws[draws.length - 1]! % 2 === 0 ? 4 : 1001
  const next = (n: number): number => draws[at++ % draws.length]! % n
  const [first, second] = [a, b].map((n) => Array.from({ length: n }, (_, k) => `pick${n}-${k}`)) as [
    string[],
    string[],
  ]
  const list = <V>(n: number, of: () => V): V[] => Array.from({ length: n }, of)
  const payoffs = () => list(contexts, () => list(a, () => list(b, () => next(levels))))
  return {
    contexts: list(contexts, () => 1 / contexts),
    leader: { actions: first, instinct: list(contexts, () => first[next(a)]!), payoffs: payoffs() },
    follower: {
      actions: second,
      instinct: list(contexts, () => list(a, () => second[next(b)]!)),
      payoffs: payoffs(),
    },
  }
}

const key = (leader: GameStrategy, follower: GameStrategy): string => JSON.stringify([leader, follower])
const keys = (outcomes: readonly GameOutcome[]): string[] => outcomes.map((o) => key(o.leader, o.follower)).sort()
const near = (x: number, y: number): boolean => Math.abs(x - y) < 1e-9

describe('a sequential causal game', () => {
  it('has the equilibria of its matrices: with what is seen, for and against the leader, and with nothing seen', () => {
    let partial = 0
    fc.assert(
      fc.property(
        sizes,
        bits,
        layers,
        layers,
        fc.constantFrom('proper', 'all'),
        (size, draws, leaderLayers, followerLayers, maps) => {
          const game = gameOf(size, draws)
          const options = { leaderLayers, followerLayers, maps } as const
          // layer 3 alone may hold nothing
          if (
            maps === 'proper' &&
            [
              [leaderLayers, size.a],
              [followerLayers, size.b],
            ].some(([l, n]) => String(l) === '3' && n === 1)
          )
            return
          const { leader, follower, leaderPayoffs: L, followerPayoffs: F } = causalNormalForm(game, options)
          const [rows, columns] = [leader.keys(), follower.keys()].map((all) => [...all]) as [number[], number[]]
          if (leaderLayers.length < 3) partial++
          for (const ties of ['strong', 'weak'] as const) {
            const pick = ties === 'strong' ? Math.max : Math.min
            const replies = rows.map((s) => columns.filter((t) => near(F[s]![t]!, Math.max(...F[s]!))))
            const worth = rows.map((s) => pick(...replies[s]!.map((t) => L[s]![t]!)))
            const wanted = rows.flatMap((s) =>
              near(worth[s]!, Math.max(...worth))
                ? replies[s]!.flatMap((t) => (near(L[s]![t]!, worth[s]!) ? [key(leader[s]!, follower[t]!)] : []))
                : [],
            )
            const found = sequentialCausalGame(game, { ...options, ties, maxListed: 100_000 })
            expect(found.complete).toBe(true)
            expect(keys(found.equilibria)).toEqual(wanted.sort())
          }
          const stable = rows.flatMap((s) =>
            columns.flatMap((t) =>
              near(L[s]![t]!, Math.max(...rows.map((r) => L[r]![t]!))) && near(F[s]![t]!, Math.max(...F[s]!))
                ? [key(leader[s]!, follower[t]!)]
                : [],
            ),
          )
          const found = sequentialCausalGame(game, { ...options, sees: 'nothing', maxListed: 100_000 })
          expect(found.found ? keys(found.equilibria) : []).toEqual(stable.sort())
        },
      ),
      { numRuns: 60 },
    )
    expect(partial).toBeGreaterThan(10)
  })

  it('is as good for a leader who is seen with more of its own layers, and the same under other names', () => {
    fc.assert(
      fc.property(sizes, bits, fc.constantFrom('strong', 'weak'), (size, draws, ties) => {
        const game = gameOf(size, draws)
        const value = (leaderLayers: readonly CausalLayer[]): number =>
          sequentialCausalGame(game, { leaderLayers, ties }).equilibria[0]!.payoffs[0]
        expect(value([1, 2, 3])).toBeGreaterThanOrEqual(value([2]) - 1e-9)
        expect(value([1, 2])).toBeGreaterThanOrEqual(value([1]) - 1e-9)
        const renamed = JSON.parse(JSON.stringify(game).replaceAll('pick', 'move')) as CausalGame
        expect(sequentialCausalGame(renamed, { ties }).equilibria.map(({ payoffs }) => payoffs)).toEqual(
          sequentialCausalGame(game, { ties }).equilibria.map(({ payoffs }) => payoffs),
        )
      }),
      { numRuns: 40 },
    )
  })
})
