import { describe, expect, it } from 'vitest'
import { expectation, logLikelihood, mechanism, normal, scm, table, uniform } from '../../src/index.js'
import { slopeInside } from '../../src/scm/engines/slopes.js'
import { nextDown, nextUp } from '../../src/scm/engines/support.js'
import { expectCausalError } from '../support/errors.js'

/** Y | X is exponential of rate X, by its inverse distribution function. */
const waiting = scm({
  X: uniform(0.5, 2),
  Y: mechanism(['X'], uniform(0, 1), ({ X }: { X: number }, u: number) => -Math.log(1 - u) / X, {
    invert: (y: number, { X }: { X: number }) => 1 - Math.exp(-X * y),
  }),
})

/** E[X | Y = y], with X uniform on [½, 2]: ∫ x² e^(−xy) / ∫ x e^(−xy), by the antiderivatives. */
function exactMean(y: number): number {
  const first = (x: number) => -Math.exp(-x * y) * (x / y + 1 / y ** 2)
  const second = (x: number) => -Math.exp(-x * y) * (x ** 2 / y + (2 * x) / y ** 2 + 2 / y ** 3)
  return (second(2) - second(0.5)) / (first(2) - first(0.5))
}

describe('densities of values whose noise is at the edge of its support', () => {
  it('come out as the closed form, in means', () => {
    for (const y of [0.001, 1, 5, 10, 14, 20, 30]) {
      const { value, standardError } = expectation(waiting, 'X', { given: { Y: y }, draws: 20_000, seed: 1 })
      expect(Math.abs(value! - exactMean(y)), `at ${y}`).toBeLessThan(4 * standardError)
      expect(standardError, `at ${y}`).toBeLessThan(0.01)
    }
  })
  it('and in likelihoods', () => {
    for (const y of [1e-4, 1, 10, 14])
      expect(logLikelihood(waiting, table({ X: [1], Y: [y] })), `at ${y}`).toBeCloseTo(Math.log(1 / 1.5) - y, 7)
    expect(logLikelihood(waiting, table({ X: [1], Y: [20] }))).toBeCloseTo(Math.log(1 / 1.5) - 20, 6)
    const other = scm({
      Y: mechanism([], uniform(0, 1), (_: unknown, u: number) => -Math.log(u), { invert: (y: number) => Math.exp(-y) }),
    })
    for (const y of [1e-8, 1, 13, 14, 20, 300, 600])
      expect(logLikelihood(other, table({ Y: [y] })), `at ${y}`).toBeCloseTo(-y, 6)
  })
  it('in any units of the noise', () => {
    for (const unit of [1e-9, 1, 1e9]) {
      const model = scm({
        Y: mechanism([], normal(0, unit), (_: unknown, u: number) => Math.sinh(u / unit), {
          invert: (y: number) => unit * Math.asinh(y),
        }),
      })
      const u = Math.asinh(3)
      const exact = -0.5 * u * u - 0.5 * Math.log(2 * Math.PI) - Math.log(Math.cosh(u))
      expect(logLikelihood(model, table({ Y: [3] })), `unit ${unit}`).toBeCloseTo(exact, 8)
    }
  })
  it('are refused where rounding took all digits, and where the mechanism stands still', () => {
    expectCausalError(() => logLikelihood(waiting, table({ X: [1], Y: [60] })), 'logLikelihood', 'not-invertible')
    const still = scm({
      Y: mechanism([], normal(0, 1), (_: unknown, u: number) => u * u * u * u * u, {
        invert: (y: number) => Math.sign(y) * Math.abs(y) ** 0.2,
      }),
    })
    expect(logLikelihood(still, table({ Y: [32] }))).toBeCloseTo(-2 - 0.5 * Math.log(2 * Math.PI) - Math.log(80), 6)
    const flat = scm({ Y: mechanism([], normal(0, 1), () => 3, { invert: () => 0 }) })
    expectCausalError(() => logLikelihood(flat, table({ Y: [3] })), 'logLikelihood', 'not-invertible')
  })
})

describe('slopeInside', () => {
  it('never looks outside', () => {
    for (const u of [0, 5e-324, 1e-300, 1e-17, 0.1, 0.5, 1 - 2 ** -50, 1 - 2 ** -53, 1]) {
      const slope = slopeInside(
        (v) => {
          if (!(v >= 0 && v <= 1)) throw new Error(`asked at ${v}`)
          return 2 * v
        },
        u,
        [0, 1],
        0.5,
      )
      expect(slope).toBeCloseTo(2, 6)
    }
  })
  it('stands beside numbers next to one another', () => {
    for (const x of [1, -1, 0, 1 / 3, 1e300, 2 ** -1060, -2.5e-300]) {
      expect(nextUp(x)).toBeGreaterThan(x)
      expect(nextDown(nextUp(x)) === x).toBe(true)
      expect((x + nextUp(x)) / 2 === x || (x + nextUp(x)) / 2 === nextUp(x)).toBe(true)
    }
  })
})
