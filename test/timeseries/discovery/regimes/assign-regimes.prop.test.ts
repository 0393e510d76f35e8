import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assignRegimes } from '../../../../src/timeseries/discovery/regimes/assign-regimes.js'

/** All assignments of n steps to K regimes. */
function* assignments(n: number, regimes: number): Generator<number[]> {
  for (let code = 0; code < regimes ** n; code++)
    yield Array.from({ length: n }, (_, t) => Math.floor(code / regimes ** t) % regimes)
}

describe('assignRegimes', () => {
  it('finds the least loss with at most so many switches, as trying all does', () => {
    let limited = 0
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 2, max: 7 }),
        fc.integer({ min: 0, max: 3 }),
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 21, maxLength: 21 }),
        fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
        (regimes, n, maxSwitches, numbers, firsts) => {
          const loss = Float64Array.from(numbers.slice(0, n * regimes))
          const isFirst = Uint8Array.from({ length: n }, (_, t) => (t === 0 || (firsts[t] && t % 3 === 0) ? 1 : 0))
          const switchesOf = (regime: ArrayLike<number>): number => {
            let count = 0
            for (let t = 1; t < n; t++) if (isFirst[t] === 0 && regime[t] !== regime[t - 1]) count++
            return count
          }
          const costOf = (regime: ArrayLike<number>): number => {
            let sum = 0
            for (let t = 0; t < n; t++) sum += loss[t * regimes + regime[t]!]!
            return sum
          }
          let [least, free] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
          for (const regime of assignments(n, regimes)) {
            free = Math.min(free, costOf(regime))
            if (switchesOf(regime) <= maxSwitches) least = Math.min(least, costOf(regime))
          }
          const found = assignRegimes(loss, regimes, maxSwitches, isFirst)
          expect(found.cost).toBe(least)
          expect(costOf(found.regime)).toBe(least)
          expect(switchesOf(found.regime)).toBe(found.switches)
          expect(found.switches).toBeLessThanOrEqual(maxSwitches)
          if (free < least) limited++
        },
      ),
      { numRuns: 150 },
    )
    expect(limited).toBeGreaterThan(20)
  })
})
