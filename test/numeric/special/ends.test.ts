import { describe, expect, it } from 'vitest'
import { betaQuantile, betaUpperQuantile, logBetaDensity } from '../../../src/numeric/special/beta.js'
import { portableLog2 } from '../../../src/numeric/special/portable-log.js'

// The ends of the domains, where a formula gives way to a case.

describe('the beta density', () => {
  it('is infinite, finite or zero at an end, by the shape of that end', () => {
    // density a x^(a-1) for b = 1, and b (1 - x)^(b-1) for a = 1
    expect(logBetaDensity(1, 3, 1)).toBeCloseTo(Math.log(3), 14)
    expect(logBetaDensity(0, 1, 4)).toBeCloseTo(Math.log(4), 14)
    expect(logBetaDensity(0, 1, 1)).toBe(0)
    expect(logBetaDensity(0, 0.5, 2)).toBe(Number.POSITIVE_INFINITY)
    expect(logBetaDensity(1, 0.5, 2)).toBe(Number.NEGATIVE_INFINITY)
    expect(logBetaDensity(1, 2, 0.5)).toBe(Number.POSITIVE_INFINITY)
    expect(logBetaDensity(0, 2, 0.5)).toBe(Number.NEGATIVE_INFINITY)
  })

  it('is zero outside, and the limit is met from inside', () => {
    for (const x of [-1e-300, 1 + 2 ** -52, Number.NaN]) expect(logBetaDensity(x, 1, 1)).toBe(Number.NEGATIVE_INFINITY)
    expect(logBetaDensity(1e-300, 1, 4)).toBeCloseTo(Math.log(4), 12)
  })

  it('has its quantiles of 0 and 1 at the ends, and none for what is no probability', () => {
    expect([betaQuantile(0, 2, 3), betaQuantile(1, 2, 3)]).toEqual([0, 1])
    expect([betaUpperQuantile(0, 2, 3), betaUpperQuantile(1, 2, 3)]).toEqual([1, 0])
    for (const p of [-0.1, 1.1, Number.NaN]) {
      expect(betaQuantile(p, 2, 3)).toBeNaN()
      expect(betaUpperQuantile(p, 2, 3)).toBeNaN()
    }
  })
})

describe('the logarithm to base 2', () => {
  it('is exact for powers of two', () => {
    for (let e = -1022; e <= 1023; e++) expect(portableLog2(2 ** e)).toBe(e)
  })

  it('goes on below the normal numbers', () => {
    expect(portableLog2(Number.MIN_VALUE)).toBeCloseTo(-1074, 10)
    expect(portableLog2(3 * 2 ** -1040)).toBeCloseTo(-1040 + Math.log2(3), 10)
  })

  it('has the limits of a logarithm', () => {
    expect(portableLog2(0)).toBe(Number.NEGATIVE_INFINITY)
    expect(portableLog2(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY)
    expect(portableLog2(-1)).toBeNaN()
    expect(portableLog2(Number.NaN)).toBeNaN()
  })
})
