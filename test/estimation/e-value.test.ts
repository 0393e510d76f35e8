import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eValue } from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

describe('eValue', () => {
  it('is the strength at which a confounder can just explain the ratio', () => {
    fc.assert(
      fc.property(fc.double({ min: 1.001, max: 50, noNaN: true }), (riskRatio) => {
        const { point } = eValue({ riskRatio })
        // the bounding factor of a confounder with both ratios equal to the E-value (Ding & VanderWeele 2016)
        expect((point * point) / (2 * point - 1)).toBeCloseTo(riskRatio, 9)
        expect(eValue({ riskRatio: 1 / riskRatio }).point).toBeCloseTo(point, 9)
      }),
    )
  })
  it('takes the limit nearest to no effect', () => {
    expect(eValue({ riskRatio: 2, interval: [1.5, 3] }).limit).toBeCloseTo(eValue({ riskRatio: 1.5 }).point, 12)
    expect(eValue({ riskRatio: 0.5, interval: [0.25, 0.8] }).limit).toBeCloseTo(eValue({ riskRatio: 0.8 }).point, 12)
    expect(eValue({ riskRatio: 0.9, interval: [0.5, 1.2] }).limit).toBe(1)
    expect(eValue({ riskRatio: 2 }).limit).toBeNull()
    expect(eValue({ standardizedDifference: -0.5, standardError: 0.1 }).point).toBeCloseTo(
      eValue({ standardizedDifference: 0.5, standardError: 0.1 }).point,
      12,
    )
  })
  it('refuses impossible numbers', () => {
    for (const riskRatio of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
      expectCausalError(() => eValue({ riskRatio }), 'eValue', 'invalid-argument')
    expectCausalError(() => eValue({ riskRatio: 2, interval: [2.5, 3] }), 'eValue', 'invalid-argument')
    expectCausalError(() => eValue({ standardizedDifference: Number.NaN }), 'eValue', 'invalid-argument')
    expectCausalError(() => eValue({ standardizedDifference: 1, standardError: -1 }), 'eValue', 'invalid-argument')
  })
})
