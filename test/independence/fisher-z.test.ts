import { describe, expect, it } from 'vitest'
import { fisherZ, type Moments } from '../../src/index.js'
import { oddNames } from '../support/arbitrary.js'
import { expectCausalError } from '../support/errors.js'
import { deepFreeze } from '../support/freeze.js'
import { tested } from '../support/tested.js'

const three = deepFreeze({
  names: ['X', 'Y', 'Z'] as const,
  n: 103,
  correlation: [
    [1, 0.3, 0.6],
    [0.3, 1, 0.5],
    [0.6, 0.5, 1],
  ],
})

describe('fisherZ', () => {
  it('gives the signed z, both tails and their logarithm', () => {
    const found = tested(fisherZ(three)('X', 'Y'))
    expect(found.statistic).toBeCloseTo(10 * Math.atanh(0.3), 12)
    expect(found.estimate).toBe(0.3)
    expect(found.logPValue).toBeCloseTo(Math.log(found.pValue), 12)
    expect(Object.isFrozen(found)).toBe(true)
  })

  it('knows its names, in column order, and offers a plan', () => {
    const test = fisherZ(three)
    expect(test.variables).toEqual(['X', 'Y', 'Z'])
    expect(test.plan?.kind).toBe('correlation')
  })

  it('agrees with the same data given as moments, at any scale', () => {
    const scale = [1e-6, 3, 1e9]
    const covariance = Float64Array.from(
      three.correlation.flat(),
      (r, k) => r * scale[Math.floor(k / 3)]! * scale[k % 3]!,
    )
    const moments: Moments<'X' | 'Y' | 'Z'> = {
      names: ['X', 'Y', 'Z'],
      count: 103,
      mean: new Float64Array(3),
      covariance,
    }
    const a = fisherZ(moments)('Y', 'Z', ['X'])
    const b = fisherZ(three)('Y', 'Z', ['X'])
    expect(a.statistic).toBeCloseTo(tested(b).statistic, 12)
  })

  it('is symmetric, and does not care for the order or repetition of the conditioning set', () => {
    const test = fisherZ(three)
    expect(test('X', 'Y', ['Z'])).toEqual(test('Y', 'X', ['Z', 'Z']))
  })

  it('keeps p above zero in logarithms where a double cannot', () => {
    const found = fisherZ({ names: ['X', 'Y'], n: 1e6, correlation: [1, 0.9, 0.9, 1] })('X', 'Y')
    expect(found.pValue).toBe(0)
    expect(found.logPValue).toBeLessThan(-1e6)
    expect(Number.isFinite(found.logPValue)).toBe(true)
  })

  describe('columns that determine one another', () => {
    // D = X exactly; the matrix is singular
    const double = { names: ['X', 'D', 'Y'] as const, n: 50, correlation: [1, 1, 0.4, 1, 1, 0.4, 0.4, 0.4, 1] }

    it('leaves out what says nothing new, and says so', () => {
      const test = fisherZ({
        names: ['X', 'D', 'Y', 'Z'],
        n: 50,
        correlation: [1, 1, 0.4, 0.2, 1, 1, 0.4, 0.2, 0.4, 0.4, 1, 0.3, 0.2, 0.2, 0.3, 1],
      })
      const found = test('Y', 'Z', ['X', 'D'])
      expect(found.determined).toEqual(['X'])
      expect(found.estimate).toBeCloseTo(test('Y', 'Z', ['X']).estimate!, 14)
      expect(test('Y', 'Z', ['X']).determined).toBeUndefined()
    })

    it('does not test a column that the set determines', () => {
      const found = fisherZ(double)('X', 'Y', ['D'])
      expect(found).toMatchObject({ tested: false, reason: 'determined' })
      expect(found.pValue).toBeUndefined()
      expect(!found.tested && found.witness.determined).toEqual([{ column: 'X', by: ['D'] }])
    })

    it('is finite for two equal columns', () => {
      const found = fisherZ(double)('X', 'D')
      expect(found.pValue).toBeLessThan(1e-300 ** 0.5)
      expect(Number.isFinite(found.statistic)).toBe(true)
      expect(Number.isFinite(found.logPValue)).toBe(true)
    })
  })

  it('works with names of any form', () => {
    const p = oddNames.length
    const correlation = Float64Array.from({ length: p * p }, (_, k) => (k % (p + 1) === 0 ? 1 : 0.2))
    const test = fisherZ({ names: oddNames, n: 100, correlation })
    expect(test('__proto__', 'constructor', ['2', 'a,b']).estimate).toBeCloseTo(0.2 / 1.4, 12)
  })

  describe('bad input', () => {
    const test = fisherZ(three)
    const bad = test as (x: string, y: string, given?: readonly string[]) => unknown
    it('an unknown name, with the nearest', () => {
      expect(expectCausalError(() => bad('x', 'Y'), 'fisherZ', 'unknown-name').message).toContain('did you mean "X"')
    })
    it('x = y, or x among the given', () => {
      expectCausalError(() => bad('X', 'X'), 'fisherZ', 'overlap')
      expectCausalError(() => bad('X', 'Y', ['X']), 'fisherZ', 'overlap')
    })
    it('too few rows for the conditioning set', () => {
      const few = fisherZ({ ...three, n: 4 })
      expect(Number.isFinite(few('X', 'Y').pValue)).toBe(true)
      const found = few('X', 'Y', ['Z'])
      expect(found).toMatchObject({ tested: false, reason: 'too-few-rows', witness: { rows: 4, needed: 5 } })
      expect(few.plan?.logPValue?.(0, 1, Int32Array.of(2), 1)).toBeUndefined()
    })
    it('numbers that are no correlations', () => {
      const make =
        (correlation: number[], n = 10) =>
        () =>
          fisherZ({ names: ['A', 'B'], n, correlation })
      expectCausalError(make([1, 0.5, 0.5]), 'fisherZ', 'invalid-argument')
      expectCausalError(make([1, Number.NaN, Number.NaN, 1]), 'fisherZ', 'invalid-argument')
      expectCausalError(make([1, 0.5, 0.4, 1]), 'fisherZ', 'invalid-argument')
      expectCausalError(make([1, 1.5, 1.5, 1]), 'fisherZ', 'invalid-argument')
      expectCausalError(make([2, 0.5, 0.5, 2]), 'fisherZ', 'invalid-argument')
      expectCausalError(make([1, 0, 0, 1], Number.NaN), 'fisherZ', 'invalid-argument')
      expectCausalError(() => fisherZ(3 as never), 'fisherZ', 'invalid-argument')
    })
    it('a matrix that no data can have', () => {
      const correlation = [1, 0.9, -0.9, 0.9, 1, 0.9, -0.9, 0.9, 1]
      expectCausalError(() => fisherZ({ names: ['A', 'B', 'C'], n: 50, correlation }), 'fisherZ', 'invalid-argument')
    })
    it('a constant column, by name', () => {
      const moments = {
        names: ['A', 'flat'],
        count: 9,
        mean: new Float64Array(2),
        covariance: Float64Array.of(1, 0, 0, 0),
      }
      expect(expectCausalError(() => fisherZ(moments), 'fisherZ', 'constant-column').details['columns']).toEqual([
        'flat',
      ])
    })
    it('a repeated name', () => {
      expectCausalError(
        () => fisherZ({ names: ['A', 'A'], n: 9, correlation: [1, 0, 0, 1] }),
        'fisherZ',
        'duplicate-name',
      )
    })
  })
})
