import { describe, expect, it } from 'vitest'
import { bernoulli, categorical, discrete, gumbel, logNormal, normal, uniform } from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

describe('distributions', () => {
  it('are frozen plain data', () => {
    const d = normal(1, 2)
    expect(d).toEqual({
      kind: 'distribution',
      family: 'normal',
      parameters: { mean: 1, sd: 2 },
      values: null,
      probabilities: null,
    })
    expect(Object.isFrozen(d) && Object.isFrozen(d.parameters)).toBe(true)
    expect(JSON.parse(JSON.stringify(categorical({ a: 0.5, b: 0.5 })))).toEqual(categorical({ a: 0.5, b: 0.5 }))
  })

  it('refuse parameters out of range', () => {
    expectCausalError(() => normal(0, 0), 'normal', 'invalid-argument')
    expectCausalError(() => normal(Number.NaN, 1), 'normal', 'invalid-argument')
    expectCausalError(() => uniform(1, 0), 'uniform', 'invalid-argument')
    expectCausalError(() => logNormal(0, -1), 'logNormal', 'invalid-argument')
    expectCausalError(() => gumbel(0, Number.POSITIVE_INFINITY), 'gumbel', 'invalid-argument')
  })

  it('refuse numbers that are no probabilities', () => {
    expectCausalError(() => bernoulli(1.5), 'bernoulli', 'not-probability')
    expectCausalError(() => bernoulli(Number.NaN), 'bernoulli', 'not-probability')
    expectCausalError(() => categorical({ a: 0.5, b: 0.6 }), 'categorical', 'not-probability')
    expectCausalError(() => categorical({}), 'categorical', 'invalid-argument')
    expectCausalError(() => discrete([1, 1], [0.5, 0.5]), 'discrete', 'duplicate-name')
    expectCausalError(() => discrete([1, 2], [1]), 'discrete', 'invalid-argument')
  })

  it('take states of any name', () => {
    expect(categorical({ constructor: 0.5, ['__proto__']: 0.5 }).values).toEqual(['constructor', '__proto__'])
    expect(discrete([3, 1]).probabilities).toEqual([0.5, 0.5])
  })
})
