import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { portableExp, portableExpm1, portableTanh } from '../../../src/numeric/special/portable-exp.js'
import { portableAtanh, portableLog, portableLog1p } from '../../../src/numeric/special/portable-log.js'
import { portablePow } from '../../../src/numeric/special/portable-pow.js'
import { portableCos, portableSin } from '../../../src/numeric/special/portable-sin.js'

const real = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true })
const positive = real(5e-324, Number.MAX_VALUE)
const runs = { numRuns: 2000 }

/** |a − b| in units of 2^-52 of the larger, or of what an absolute size of `least` has. */
function gap(a: number, b: number, least = 0): number {
  return a === b ? 0 : Math.abs(a - b) / (2.220446049250313e-16 * Math.max(Math.abs(a), Math.abs(b), least))
}

describe('the portable functions obey', () => {
  it('exp log x = x, to the rounding of the logarithm', () => {
    fc.assert(
      fc.property(real(1e-300, 1e300), (x) => {
        expect(gap(portableExp(portableLog(x)), x)).toBeLessThan(2 + Math.abs(portableLog(x)))
      }),
      runs,
    )
  })

  it('log x y = log x + log y', () => {
    fc.assert(
      fc.property(real(1e-150, 1e150), real(1e-150, 1e150), (x, y) => {
        const [a, b] = [portableLog(x), portableLog(y)]
        // the product itself is rounded: an absolute error of 2^-53
        expect(gap(portableLog(x * y), a + b, Math.max(1, Math.abs(a), Math.abs(b)))).toBeLessThan(3)
      }),
      runs,
    )
  })

  it('log 1/x = −log x for powers of two, and order', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1022, max: 1022 }), positive, positive, (k, x, y) => {
        expect(portableLog(2 ** -k)).toBe(0 - portableLog(2 ** k))
        if (x < y * (1 - 1e-15)) expect(portableLog(x)).toBeLessThanOrEqual(portableLog(y))
      }),
      runs,
    )
  })

  it('expm1 log1p x = x without loss near zero, and log1p = log 1 + x', () => {
    fc.assert(
      fc.property(real(-0.5, 1), fc.integer({ min: -300, max: 0 }), (m, e) => {
        const x = m * 10 ** e
        expect(gap(portableExpm1(portableLog1p(x)), x)).toBeLessThan(4)
        if (e === 0) expect(gap(portableLog1p(x), portableLog(1 + x), 1)).toBeLessThan(2)
      }),
      runs,
    )
  })

  it('expm1 = exp − 1 where nothing is lost', () => {
    fc.assert(
      fc.property(fc.oneof(real(1, 700), real(-700, -1)), (x) => {
        expect(gap(portableExpm1(x), portableExp(x) - 1)).toBeLessThan(3)
      }),
      runs,
    )
  })

  it('tanh is odd, within one, and turned back by atanh', () => {
    fc.assert(
      fc.property(real(-9, 9), (x) => {
        const y = portableTanh(x)
        expect(portableTanh(-x)).toBe(-y)
        expect(Math.abs(y)).toBeLessThanOrEqual(1)
        const e = portableExp(-2 * Math.abs(x))
        expect(gap(Math.abs(y), (1 - e) / (1 + e), 1)).toBeLessThan(3)
        if (Math.abs(x) < 1) expect(gap(portableAtanh(y), x)).toBeLessThan(9)
      }),
      runs,
    )
  })

  it('sin² + cos² = 1, parity, and the double angle', () => {
    fc.assert(
      fc.property(fc.oneof(real(-10, 10), real(-1e9, 1e9), real(-1e300, 1e300)), (x) => {
        const [s, c] = [portableSin(x), portableCos(x)]
        expect(gap(s * s + c * c, 1)).toBeLessThan(3)
        expect(portableSin(-x)).toBe(-s)
        expect(portableCos(-x)).toBe(c)
        expect(gap(portableSin(2 * x), 2 * s * c, 1)).toBeLessThan(4)
        expect(gap(portableCos(2 * x), c * c - s * s, 1)).toBeLessThan(4)
      }),
      runs,
    )
  })

  it('x^(a + b) = x^a x^b, x^-a = 1 / x^a, and x^½ is the root', () => {
    fc.assert(
      fc.property(
        real(1e-30, 1e30),
        fc.integer({ min: -64, max: 64 }),
        fc.integer({ min: -64, max: 64 }),
        (x, a, b) => {
          const [p, q] = [a / 16, b / 16]
          expect(gap(portablePow(x, p + q), portablePow(x, p) * portablePow(x, q))).toBeLessThan(4)
          expect(gap(portablePow(x, -p), 1 / portablePow(x, p))).toBeLessThan(3)
          expect(gap(portablePow(x, 0.5), Math.sqrt(x))).toBeLessThan(1.5)
          expect(gap(portablePow(x, 2), x * x)).toBeLessThan(1.5)
          expect(portablePow(-x, 3)).toBe(-portablePow(x, 3))
        },
      ),
      runs,
    )
  })
})
