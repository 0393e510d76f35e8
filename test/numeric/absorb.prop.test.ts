import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { absorb } from '../../src/numeric/absorb.js'
import { leastSquares } from '../../src/numeric/least-squares.js'
import { generator } from '../../src/probability/streams/stream.js'

const shapes = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  n: fc.integer({ min: 20, max: 120 }),
  counts: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 3 }),
})

/** Rows in random categories, each of them used. */
function draw(seed: number, n: number, counts: readonly number[]) {
  const random = generator(seed)
  const sets = counts.map((count) => ({
    count,
    codes: Int32Array.from({ length: n }, (_, i) => (i < count ? i : random.integer(count))),
  }))
  return { sets, column: Float64Array.from({ length: n }, () => 1000 + random.normal()) }
}

describe('absorb', () => {
  it('leaves what least squares on indicators leaves', () => {
    fc.assert(
      fc.property(shapes, ({ seed, n, counts }) => {
        const { sets, column } = draw(seed, n, counts)
        const { columns, converged } = absorb([column], sets)
        expect(converged).toBe(true)
        // indicators, those that the others determine left out one by one
        let places = sets.flatMap(({ count }, s) => Array.from({ length: count }, (_, g) => [s, g] as const))
        for (;;) {
          const k = places.length
          const x = new Float64Array(n * k)
          for (let i = 0; i < n; i++)
            for (const [a, [s, g]] of places.entries()) x[i * k + a] = sets[s]!.codes[i] === g ? 1 : 0
          const fit = leastSquares(x, n, k, column)
          if (!fit.ok) {
            places = places.filter((_, a) => a !== fit.column)
            continue
          }
          for (let i = 0; i < n; i++) expect(Math.abs(columns[0]![i]! - fit.residuals[i]!)).toBeLessThan(1e-7)
          if (sets.length <= 2) expect(absorb([column], sets).rank).toBe(k)
          else expect(absorb([column], sets).rank).toBeGreaterThanOrEqual(k)
          break
        }
      }),
    )
  })

  it('twice is once', () => {
    fc.assert(
      fc.property(shapes, ({ seed, n, counts }) => {
        const { sets, column } = draw(seed, n, counts)
        const once = absorb([column], sets).columns[0]!
        const twice = absorb([once], sets).columns[0]!
        for (let i = 0; i < n; i++) expect(Math.abs(twice[i]! - once[i]!)).toBeLessThan(1e-7)
      }),
    )
  })
})
