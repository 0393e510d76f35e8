import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  betaCdf,
  betaQuantile,
  betaUpperQuantile,
  betaUpperTail,
  logBetaCdf,
  logBetaDensity,
} from '../../../src/numeric/special/beta.js'
import { fCdf, fQuantile, fUpperQuantile, fUpperTail, logFCdf } from '../../../src/numeric/special/f.js'
import {
  gammaCdf,
  gammaQuantile,
  gammaUpperQuantile,
  gammaUpperTail,
  logGammaCdf,
  logGammaDensity,
} from '../../../src/numeric/special/gamma.js'
import {
  logNormalCdf,
  logNormalDensity,
  logNormalUpperTail,
  normalCdf,
  normalDensity,
  normalQuantile,
  normalUpperTail,
} from '../../../src/numeric/special/normal.js'
import {
  logStudentTDensity,
  logStudentTTwoSided,
  studentTCdf,
  studentTQuantile,
  studentTTwoSided,
  studentTUpperTail,
} from '../../../src/numeric/special/student-t.js'

const real = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true })
/** Positive numbers over many orders of magnitude. */
const scale = (low: number, high: number): fc.Arbitrary<number> => real(low, high).map((e) => 10 ** e)
const probability = fc.oneof(
  real(1e-6, 1 - 1e-6),
  real(-290, -1).map((e) => 10 ** e),
)
const near = (a: number, b: number, tolerance: number): void =>
  expect(Math.abs(a - b)).toBeLessThanOrEqual(tolerance * Math.abs(b))

/** ∫ f over [a, b] by the rule of tanh-sinh: independent of every formula under test. */
function integral(f: (x: number) => number, a: number, b: number): number {
  let sum = 0
  const h = 1 / 64
  for (let k = -4 * 64; k <= 4 * 64; k++) {
    const t = k * h
    const s = (Math.PI / 2) * Math.sinh(t)
    const w = ((Math.PI / 2) * Math.cosh(t)) / Math.cosh(s) ** 2
    const x = (a + b) / 2 + ((b - a) / 2) * Math.tanh(s)
    if (w > 1e-300 && x > a && x < b) sum += w * f(x)
  }
  return (sum * h * (b - a)) / 2
}

describe('tails and quantiles', () => {
  it('the normal: symmetric, sums to one, logs agree, quantile inverts', () => {
    fc.assert(
      fc.property(real(-37, 37), probability, (z, p) => {
        expect(normalCdf(z)).toBe(normalUpperTail(-z))
        near(normalCdf(z) + normalUpperTail(z), 1, 1e-15)
        near(Math.exp(logNormalCdf(z)), normalCdf(z), 2e-13)
        near(normalCdf(normalQuantile(p)), p, 4e-13)
        near(Math.exp(logNormalDensity(z)), normalDensity(z), 2e-13)
      }),
    )
    expect(logNormalUpperTail(1e5)).toBeCloseTo(-5000000012.43186, 4)
    expect(logNormalUpperTail(Number.POSITIVE_INFINITY)).toBe(Number.NEGATIVE_INFINITY)
    expect(normalUpperTail(1e308)).toBe(0)
    expect(normalCdf(Number.POSITIVE_INFINITY)).toBe(1)
    expect([0, 0.5, 1].map(normalQuantile)).toEqual([Number.NEGATIVE_INFINITY, 0, Number.POSITIVE_INFINITY])
    expect([-0.1, 1.1, Number.NaN].map(normalQuantile)).toEqual([Number.NaN, Number.NaN, Number.NaN])
    expect(normalCdf(Number.NaN)).toBeNaN()
  })

  it('gamma and beta tails sum to one, grow, and their quantiles invert', () => {
    fc.assert(
      fc.property(scale(-2, 3.5), scale(-2, 3.5), probability, real(0.001, 0.999), (a, b, p, x) => {
        const g = gammaQuantile(p, a)
        if (g > 1e-300) near(gammaCdf(g, a), p, 1e-10)
        const up = gammaUpperQuantile(p, a)
        if (up > 1e-300) near(gammaUpperTail(up, a), p, 1e-10)
        near(gammaCdf(x * a, a) + gammaUpperTail(x * a, a), 1, 1e-14)
        near(logGammaCdf(x * a, a), Math.log(gammaCdf(x * a, a)), 1e-10)
        expect(gammaCdf(x * a * 1.01, a)).toBeGreaterThanOrEqual(gammaCdf(x * a, a))

        const q = betaQuantile(p, a, b)
        if (q > 1e-300 && q < 0.9) near(betaCdf(q, a, b), p, 1e-9)
        const r = betaUpperQuantile(p, a, b)
        if (r > 1e-300 && r < 0.9) near(betaUpperTail(r, a, b), p, 1e-9)
        near(betaCdf(x, a, b) + betaUpperTail(x, a, b), 1, 1e-14)
        const lower = betaCdf(x, a, b)
        if (lower > 1e-300) near(Math.exp(logBetaCdf(x, a, b)), lower, 1e-10)
      }),
    )
  })

  it('F is a beta in other words, T squared is F', () => {
    fc.assert(
      fc.property(scale(-1, 4), scale(-1, 4), scale(-3, 3), probability, (d1, d2, x, p) => {
        near(fCdf(x, d1, d2) + fUpperTail(x, d1, d2), 1, 1e-14)
        near(fUpperTail(x, d1, d2), fCdf(1 / x, d2, d1), 1e-9)
        if (fCdf(x, d1, d2) > 1e-300) near(Math.exp(logFCdf(x, d1, d2)), fCdf(x, d1, d2), 1e-9)
        const q = fQuantile(p, d1, d2)
        if (q > 1e-290 && q < 1e290) near(fCdf(q, d1, d2), p, 1e-9)
        const r = fUpperQuantile(p, d1, d2)
        if (r > 1e-290 && r < 1e290) near(fUpperTail(r, d1, d2), p, 1e-9)
        near(studentTTwoSided(x, d2), fUpperTail(x * x, 1, d2), 1e-9)
        near(Math.exp(logStudentTTwoSided(x, d2)), studentTTwoSided(x, d2), 1e-10)
        expect(studentTCdf(-x, d2)).toBe(studentTUpperTail(x, d2))
        const t = studentTQuantile(p, d2)
        if (Math.abs(t) < 1e290) near(studentTCdf(t, d2), p, 1e-9)
      }),
    )
  })

  it('the tail is the integral of the density', () => {
    fc.assert(
      fc.property(real(1, 30), real(1, 30), real(0.05, 0.95), (a, b, x) => {
        near(
          betaCdf(x, a, b),
          integral((u) => Math.exp(logBetaDensity(u, a, b)), 0, x),
          1e-9,
        )
        near(
          gammaCdf(x * 2 * a, a),
          integral((u) => Math.exp(logGammaDensity(u, a)), 0, x * 2 * a),
          1e-9,
        )
        const t = 4 * x
        const inside = integral((u) => Math.exp(logStudentTDensity(u, a)), 0, t)
        near(studentTCdf(t, a), 0.5 + inside, 1e-10)
      }),
      { numRuns: 50 },
    )
  })

  it('hold for huge parameters', () => {
    // by mpmath's arithmetic with 40 digits on the series and the continued fraction
    near(gammaUpperTail(200042426, 2e8), 0.0013508613953398, 1e-12)
    near(gammaUpperTail(200113137, 2e8), 6.29671208604104e-16, 1e-12)
    near(gammaUpperTail(200353553, 2e8), 4.418585245593538e-138, 1e-12)
    near(gammaCdf(199957573, 2e8), 0.001348876692594976, 1e-12)
    near(gammaCdf(199717157, 2e8), 2.2790328422958086e-89, 1e-12)
    near(gammaCdf(gammaQuantile(1e-20, 1e12), 1e12), 1e-20, 1e-6)
    // T → Z with a first correction of (t³ + t) φ(t) / (4 df)
    for (const df of [1e10, 1e13, 1e16]) {
      for (const t of [0.3, 0.99, 1.01, 2, 8]) {
        const wanted = normalUpperTail(t) + (normalDensity(t) * (t ** 3 + t)) / (4 * df)
        near(studentTUpperTail(t, df), wanted, 2e-14)
      }
    }
  })

  it('keep the edges', () => {
    expect([gammaCdf(0, 2), gammaUpperTail(-1, 2), gammaCdf(Number.POSITIVE_INFINITY, 2)]).toEqual([0, 1, 1])
    expect([betaCdf(0, 2, 3), betaUpperTail(0, 2, 3), betaCdf(1, 2, 3), betaCdf(2, 2, 3)]).toEqual([0, 1, 1, 1])
    expect([fCdf(0, 1, 2), fUpperTail(Number.POSITIVE_INFINITY, 1, 2)]).toEqual([0, 0])
    expect([studentTCdf(0, 3), studentTUpperTail(Number.POSITIVE_INFINITY, 3)]).toEqual([0.5, 0])
    expect(studentTUpperTail(1e199, 1)).toBeCloseTo(1e-199 / Math.PI, 205)
    expect(studentTUpperTail(1.5, Number.POSITIVE_INFINITY)).toBe(normalUpperTail(1.5))
    expect([gammaQuantile(0, 1), gammaQuantile(1, 1), betaQuantile(0, 1, 1), betaQuantile(1, 1, 1)]).toEqual([
      0,
      Number.POSITIVE_INFINITY,
      0,
      1,
    ])
    expect([gammaQuantile(2, 1), betaQuantile(-1, 1, 1), studentTQuantile(2, 1), gammaCdf(1, -1)]).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ])
  })
})
