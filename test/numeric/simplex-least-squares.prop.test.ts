import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { simplexLeastSquares } from '../../src/numeric/simplex-least-squares.js'
import { generator } from '../../src/probability/streams/stream.js'

const shapes = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  points: fc.integer({ min: 1, max: 40 }),
  dimension: fc.integer({ min: 1, max: 30 }),
  copies: fc.boolean(),
})

describe('simplexLeastSquares', () => {
  it('is optimal: no point lies nearer to the origin than the hyperplane through the solution', () => {
    fc.assert(
      fc.property(shapes, ({ seed, points, dimension, copies }) => {
        const random = generator(seed)
        const centre = random.normal() * 2
        const p = Array.from({ length: points }, () =>
          Array.from({ length: dimension }, () => centre + random.normal()),
        )
        if (copies && points > 2) p[points - 1] = p[0]!
        const gram = Float64Array.from({ length: points ** 2 }, (_, at) => {
          const [a, b] = [p[Math.floor(at / points)]!, p[at % points]!]
          return a.reduce((sum, v, d) => sum + v * b[d]!, 0)
        })
        const w = simplexLeastSquares(gram, points)
        expect(w.reduce((sum, v) => sum + v, 0)).toBeCloseTo(1, 9)
        expect(Math.min(...w)).toBeGreaterThanOrEqual(0)
        const gradient = p.map((_, a) => w.reduce((sum, v, b) => sum + gram[a * points + b]! * v, 0))
        const value = w.reduce((sum, v, a) => sum + v * gradient[a]!, 0)
        const size = Math.max(...p.map((_, a) => gram[a * points + a]!))
        for (const g of gradient) expect(g - value).toBeGreaterThan(-1e-9 * size)
      }),
      { numRuns: 300 },
    )
  })

  it('finds a mixture that hits the target', () => {
    // the origin is 0.25, 0.5, 0.25 of these
    const p = [
      [3, 1],
      [-1, -1],
      [-1, 1],
    ]
    const gram = Float64Array.from({ length: 9 }, (_, at) => {
      const [a, b] = [p[Math.floor(at / 3)]!, p[at % 3]!]
      return a[0]! * b[0]! + a[1]! * b[1]!
    })
    const w = simplexLeastSquares(gram, 3)
    expect([...w].map((v) => Math.round(v * 1e9) / 1e9)).toEqual([0.25, 0.5, 0.25])
  })
})
