import { describe, expect, it } from 'vitest'
import { balance, table } from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

const data = table({
  T: [0, 0, 0, 1, 1, 1, 0, 1],
  Z: ['a', 'a', 'b', 'b', 'b', 'a', 'b', 'a'],
  X: [1, 4, 2, 5, 3, 6, 2, 1],
  C: [1, 1, 1, 1, 1, 1, 1, 1],
})

describe('balance', () => {
  it('shows every category, and divides by the stated number', () => {
    const b = balance(data, { treatment: 'T', covariates: ['Z', 'X'], population: 'ATT' })
    if (!b.estimated) throw new Error(b.message)
    expect(b.denominator).toBe('standard deviation of the treated')
    expect(b.covariates.map(({ term }) => term)).toEqual(['Z=a', 'Z=b', 'X'])
    const [treated, untreated] = [
      [5, 3, 6, 1],
      [1, 4, 2, 2],
    ]
    const mean = (v: number[]) => v.reduce((a, c) => a + c, 0) / v.length
    const sd = (v: number[]) => Math.sqrt(v.reduce((a, c) => a + (c - mean(v)) ** 2, 0) / (v.length - 1))
    expect(b.covariates[2]!.difference).toBeCloseTo((mean(treated!) - mean(untreated!)) / sd(treated!), 12)
    expect(b.covariates[2]!.varianceRatio).toBeCloseTo((sd(treated!) / sd(untreated!)) ** 2, 12)
  })

  it('balances exactly where both may get either treatment', () => {
    const b = balance(data, { treatment: 'T', covariates: ['Z', 'X'], population: 'ATO' })
    if (!b.estimated) throw new Error(b.message)
    for (const { weightedDifference } of b.covariates) expect(weightedDifference).toBeCloseTo(0, 12)
  })

  it('refuses arms that do not overlap, and names what is wrong', () => {
    const parted = table({ T: [0, 0, 1, 1, 1], X: [1, 2, 3, 4, 5] })
    expect(balance(parted, { treatment: 'T', covariates: ['X'] })).toMatchObject({
      estimated: false,
      reason: 'no-overlap',
    })
    expectCausalError(() => balance(data, { treatment: 'T', covariates: ['C'] }), 'balance', 'constant-column')
    expectCausalError(() => balance(data, { treatment: 'T', covariates: ['T'] }), 'balance', 'overlap')
    expectCausalError(() => balance(data, { treatment: 'T', covariates: [] }), 'balance', 'invalid-argument')
    expectCausalError(() => balance(data, { treatment: 'X', covariates: ['Z'] }), 'balance', 'not-supported')
    expectCausalError(() => balance(data, { treatment: 'Q' as 'T', covariates: ['Z'] }), 'balance', 'unknown-name')
    expectCausalError(() => balance(data, { treatment: 'T', covariates: ['Z', 'Z'] }), 'balance', 'duplicate-name')
  })
})
