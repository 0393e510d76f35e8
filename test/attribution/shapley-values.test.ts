import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shapleyValues } from '../../src/index.js'
import { oddNames } from '../support/arbitrary.js'
import { expectCausalError } from '../support/errors.js'
import { deepFreeze } from '../support/freeze.js'

/** The mean marginal contribution over all orders, by walking every order. */
function byOrders(players: readonly string[], worth: (coalition: readonly string[]) => number): number[] {
  const shares = players.map(() => 0)
  let orders = 0
  const walk = (joined: string[], rest: readonly string[]): void => {
    if (rest.length === 0) {
      orders++
      joined.forEach((player, k) => {
        const before = joined.slice(0, k)
        const sorted = (set: string[]) => players.filter((p) => set.includes(p))
        shares[players.indexOf(player)]! += worth(sorted([...before, player])) - worth(sorted(before))
      })
    }
    for (const next of rest)
      walk(
        [...joined, next],
        rest.filter((p) => p !== next),
      )
  }
  walk([], players)
  return shares.map((share) => share / orders)
}

describe('shapleyValues', () => {
  const games = fc
    .integer({ min: 1, max: 4 })
    .chain((n) =>
      fc
        .array(fc.integer({ min: -9, max: 9 }), { minLength: 2 ** n, maxLength: 2 ** n })
        .map((worths) => ({ n, worths })),
    )
  const play = (n: number, worths: readonly number[]) => {
    const players = oddNames.slice(0, n)
    return {
      players,
      worth: (coalition: readonly string[]) =>
        worths[coalition.reduce((set, name) => set | (1 << players.indexOf(name)), 0)]!,
    }
  }

  it('is the mean over all orders, and shares out all that there is', () => {
    fc.assert(
      fc.property(games, ({ n, worths }) => {
        const { players, worth } = play(n, worths)
        const { values } = shapleyValues(deepFreeze([...players]), worth)
        for (const [i, wanted] of byOrders(players, worth).entries()) expect(values[i]!.value).toBeCloseTo(wanted, 10)
        expect(values.reduce((sum, share) => sum + share.value, 0)).toBeCloseTo(worths.at(-1)! - worths[0]!, 10)
      }),
    )
  })

  it('sampled, agrees within its stated error, and is the same for the same seed', () => {
    const worths = [0, 1, 4, 9, 2, 2, 7, 20, 1, 3, 3, 10, 8, 8, 8, 31]
    const { players, worth } = play(4, worths)
    const exact = shapleyValues(players, worth)
    const sampled = shapleyValues(players, worth, { draws: 400, seed: 'a' })
    for (const [i, share] of sampled.values.entries()) {
      expect(share.standardError).toBeGreaterThan(0)
      expect(Math.abs(share.value - exact.values[i]!.value)).toBeLessThan(5 * share.standardError)
    }
    expect(shapleyValues(players, worth, { draws: 400, seed: 'a' })).toEqual(sampled)
    expect(sampled.evaluations).toBeLessThanOrEqual(16)
    expect(sampled.method).toBe('permutations')
    const byKernel = shapleyValues(players, worth, { draws: 2000, seed: 'a', method: 'kernel' })
    expect(byKernel.method).toBe('kernel')
    for (const [i, share] of byKernel.values.entries()) {
      expect(share.standardError).toBeGreaterThan(0)
      expect(Math.abs(share.value - exact.values[i]!.value)).toBeLessThan(5 * share.standardError)
    }
    const sum = byKernel.values.reduce((total, { value }) => total + value, 0)
    expect(sum).toBeCloseTo(31, 9)
  })

  it('by kernel regression, is right without error where worths add up, with one player and with many', () => {
    const many = Array.from({ length: 40 }, (_, i) => `p${i}`)
    const additive = (coalition: readonly string[]) => coalition.reduce((sum, name) => sum + Number(name.slice(1)), 7)
    const { values, evaluations } = shapleyValues(many, additive, { draws: 3000, seed: 2, method: 'kernel' })
    expect(evaluations).toBeLessThanOrEqual(6002)
    for (const [i, { value, standardError }] of values.entries())
      expect(Math.abs(value - i)).toBeLessThan(5 * standardError)
    const walked = shapleyValues(many, additive, { draws: 2, seed: 2 })
    for (const [i, { value }] of walked.values.entries()) expect(value).toBeCloseTo(i, 9)
    const one = shapleyValues(['a'], (c) => c.length * 5, { draws: 2, seed: 1, method: 'kernel' })
    expect(one.values).toEqual([{ player: 'a', value: 5, standardError: 0 }])
    expectCausalError(() => shapleyValues(many, additive, { method: 'kernel' }), 'shapleyValues', 'invalid-argument')
  })

  it('refuses what it cannot answer', () => {
    const one = () => 1
    expectCausalError(() => shapleyValues(['a', 'a'], one), 'shapleyValues', 'duplicate-name')
    expectCausalError(() => shapleyValues(['a'], () => Number.NaN), 'shapleyValues', 'invalid-argument')
    expectCausalError(() => shapleyValues(['a'], one, { draws: 10 }), 'shapleyValues', 'invalid-argument')
    expectCausalError(() => shapleyValues(['a'], one, { draws: 1, seed: 1 }), 'shapleyValues', 'invalid-argument')
    expectCausalError(
      () =>
        shapleyValues(
          Array.from({ length: 21 }, (_, i) => `p${i}`),
          one,
        ),
      'shapleyValues',
      'too-large',
    )
    expect(shapleyValues([], () => 3)).toEqual({ values: [], method: 'exact', evaluations: 1 })
  })
})
