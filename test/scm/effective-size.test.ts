import { describe, expect, it } from 'vitest'
import {
  abduct,
  additive,
  counterfactualProbability,
  expectation,
  exponential,
  mechanism,
  normal,
  query,
  sample,
  scm,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

// given Y = 64 the cause is 3.998 ± 0.02, where its prior puts five draws in a million
const narrow = scm({ X: normal(0, 1), Y: additive(['X'], ({ X }: { X: number }) => X ** 3, normal(0, 1)) })
const wide = scm({ X: normal(0, 1), Y: additive(['X'], ({ X }: { X: number }) => X ** 3, normal(0, 20)) })

describe('weighted draws that are worth too little', () => {
  it('are refused with the figure and the way out, never given a tiny error', () => {
    for (const seed of [1, 2, 3]) {
      const ask = () => expectation(narrow, 'X', { given: { Y: 64 }, draws: 2000, seed })
      expectCausalError(ask, 'expectation', 'too-few-rows')
      expect(ask).toThrow(/2000 draws are worth only .* independent ones.*draws: \d+/)
    }
    expectCausalError(() => expectation(narrow, 'X', { given: { Y: 64 } }), 'expectation', 'too-few-rows')
    expectCausalError(() => sample(abduct(narrow, { Y: 64 }), 100, { seed: 1 }), 'sample', 'too-few-rows')
  })
  it('are shown as they are by query, with a warning', () => {
    const low = query(narrow, ['X'], { given: { Y: 64 } })
    expect(low.method === 'samples' && low.effectiveSampleSize < 100 && low.warnings.length).toBe(1)
    const high = query(wide, ['X'], { given: { Y: 10 } })
    expect(high.method === 'samples' && high.warnings.length).toBe(0)
  })
  it('are refused for single draws too, and few draws without evidence are not', () => {
    const plain = scm({ X: exponential(1) })
    expectCausalError(() => expectation(plain, 'X', { draws: 1 }), 'expectation', 'too-few-rows')
    expect(expectation(plain, 'X', { draws: 50 }).standardError).toBeGreaterThan(0.02)
  })
  it('give a mean within its error where there are enough', () => {
    const { value, standardError, effectiveSampleSize } = expectation(wide, 'X', { given: { Y: 10 }, seed: 3 })
    // the midpoint rule over x
    let [sum, mass] = [0, 0]
    for (let i = 0; i < 20_000; i++) {
      const x = -6 + (12 * (i + 0.5)) / 20_000
      const p = Math.exp(-0.5 * x * x - 0.5 * ((10 - x ** 3) / 20) ** 2)
      mass += p
      sum += p * x
    }
    expect(effectiveSampleSize).toBeGreaterThan(100)
    expect(Math.abs(value! - sum / mass)).toBeLessThan(4 * standardError)
  })
})

it('an event that no draw showed has an error above zero', () => {
  const model = scm({
    X: exponential(1),
    Y: mechanism(['X'], null, ({ X }: { X: number }) => (X > 30 ? 'rare' : 'common')),
  })
  const answer = counterfactualProbability(model, [{ variable: 'Y', value: 'rare' }], { draws: 1000 } as never)
  expect(answer).toMatchObject({ value: 0, method: 'samples' })
  expect(answer.standardError).toBeCloseTo(1 / 1002, 6)
})
