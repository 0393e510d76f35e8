import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nelderMead } from '../../src/numeric/nelder-mead.js'

describe('nelderMead', () => {
  it('finds the bottom of random bowls', () => {
    const entry = fc.double({ min: -3, max: 3, noNaN: true })
    fc.assert(
      fc.property(
        fc.array(fc.tuple(entry, fc.double({ min: 0.2, max: 5, noNaN: true })), { minLength: 1, maxLength: 4 }),
        (axes) => {
          const f = (x: Float64Array): number =>
            1 +
            axes.reduce(
              (s, [c, w], i) => s + w * (x[i]! - c + (i > 0 ? 0.3 * (x[i - 1]! - axes[i - 1]![0]) : 0)) ** 2,
              0,
            )
          const found = nelderMead(
            f,
            axes.map(() => 0),
            { evaluations: 5000 },
          )
          expect(found.converged).toBe(true)
          expect(found.value).toBeCloseTo(1, 9)
          for (const [i, [c]] of axes.entries()) expect(Math.abs(found.point[i]! - c)).toBeLessThan(1e-4)
        },
      ),
    )
  })

  it('follows the valley of Rosenbrock', () => {
    const f = (x: Float64Array): number => 100 * (x[1]! - x[0]! ** 2) ** 2 + (1 - x[0]!) ** 2
    const { point, converged } = nelderMead(f, [-1.2, 1])
    expect(converged).toBe(true)
    expect(point[0]).toBeCloseTo(1, 5)
    expect(point[1]).toBeCloseTo(1, 5)
  })

  it('stays out of where there is no value, and says when it ran out', () => {
    const f = (x: Float64Array): number => (x[0]! <= 0 ? Number.NaN : x[0]! - Math.log(x[0]!))
    expect(nelderMead(f, [5]).point[0]).toBeCloseTo(1, 5)
    expect(nelderMead(f, [5], { evaluations: 6 }).converged).toBe(false)
    expect(nelderMead(() => 3, [])).toEqual({ point: new Float64Array(0), value: 3, evaluations: 1, converged: true })
  })

  it('takes the first steps it is given, and leaves the start as it was', () => {
    const start = Object.freeze([1000, 0])
    const f = (x: Float64Array): number => (x[0]! - 1001) ** 2 + x[1]! ** 2
    const { point } = nelderMead(f, start, { steps: [1, 1] })
    expect(point[0]).toBeCloseTo(1001, 3)
  })
})
