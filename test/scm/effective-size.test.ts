import { describe, expect, it } from 'vitest'
import {
  abduct,
  additive,
  column,
  counterfactual,
  counterfactualProbability,
  expectation,
  exponential,
  mechanism,
  normal,
  query,
  sample,
  scm,
  uniform,
} from '../../src/index.js'
import { untrusted } from '../../src/scm/engines/effective-size.js'
import { expectCausalError } from '../support/errors.js'

// given Y = 64 the cause is 3.998 ± 0.02, where its prior puts five draws in a million
const narrow = scm({ X: normal(0, 1), Y: additive(['X'], ({ X }: { X: number }) => X ** 3, normal(0, 1)) })
const wide = scm({ X: normal(0, 1), Y: additive(['X'], ({ X }: { X: number }) => X ** 3, normal(0, 20)) })

/** E[f(X) | Y = 64] by the midpoint rule. */
function exact(f: (x: number) => number): number {
  let [sum, mass] = [0, 0]
  for (let i = 0; i < 100_000; i++) {
    const x = 3.5 + (i + 0.5) / 100_000
    const p = Math.exp(-0.5 * x * x - 0.5 * (64 - x ** 3) ** 2)
    mass += p
    sum += p * f(x)
  }
  return sum / mass
}

describe('weighted draws in the tails', () => {
  it('come from proposals that were fitted to the evidence, and tell the truth', () => {
    const truth = exact((x) => x)
    let hits = 0
    for (let seed = 0; seed < 12; seed++) {
      const found = expectation(narrow, 'X', { given: { Y: 64 }, draws: 1000, seed })
      expect(found.effectiveSampleSize).toBeGreaterThan(500)
      expect(Math.abs(found.value! - truth)).toBeLessThan(4.5 * found.standardError)
      expect(found.standardError).toBeLessThan(0.001)
      if (Math.abs(found.value! - truth) < 1.96 * found.standardError) hits++
    }
    expect(hits).toBeGreaterThan(7)
    const { value, standardError } = expectation(narrow, 'X', { given: { Y: 64 } })
    expect(Math.abs(value! - truth)).toBeLessThan(4 * standardError)
  })
  it('say so, are the same for the same seed, and serve abduction', () => {
    const ask = () => query(narrow, ['X'], { given: { Y: 64 }, draws: 500, seed: 'a' })
    const low = ask()
    expect(low).toMatchObject({ method: 'samples', proposal: 'adapted', warnings: [] })
    expect(ask()).toEqual(low)
    expect(query(wide, ['X'], { given: { Y: 10 } })).toMatchObject({
      method: 'samples',
      proposal: 'prior',
      warnings: [],
    })
    const units = sample(abduct(narrow, { Y: 64 }), 2000, { seed: 1 })
    const x = column(units, 'X') as Float64Array
    expect(x.reduce((sum, v) => sum + v / x.length, 0)).toBeCloseTo(
      exact((v) => v),
      2,
    )
    // what Y would have been without X is its own noise
    const world = counterfactual(narrow, { given: { Y: 64 }, do: { X: 0 }, draws: 2000 })
    const noise = expectation(world, 'Y')
    expect(Math.abs(noise.value! - exact((v) => 64 - v ** 3))).toBeLessThan(4 * noise.standardError)
  })
  it('find two places that are far apart', () => {
    const two = scm({ X: normal(0.3, 1), Y: additive(['X'], ({ X }: { X: number }) => X * X, normal(0, 0.01)) })
    const found = expectation(two, 'X', { given: { Y: 4 }, draws: 4000 })
    // the peaks at ±2 weigh as the prior does there
    const odds = Math.exp(0.5 * (2.3 ** 2 - 1.7 ** 2))
    expect(Math.abs(found.value! - (2 * (odds - 1)) / (odds + 1))).toBeLessThan(4 * found.standardError + 0.001)
  })
  it('reach evidence that no draw of the prior meets', () => {
    const far = scm({ X: normal(0, 1), Y: additive(['X'], ({ X }: { X: number }) => X, uniform(-0.5, 0.5)) })
    const found = expectation(far, 'X', { given: { Y: 6 }, draws: 2000 })
    let [sum, mass] = [0, 0]
    for (let i = 0; i < 10_000; i++) {
      const x = 5.5 + (i + 0.5) / 10_000
      mass += Math.exp(-0.5 * x * x)
      sum += x * Math.exp(-0.5 * x * x)
    }
    expect(Math.abs(found.value! - sum / mass)).toBeLessThan(4 * found.standardError)
  })
})

describe('weighted draws that are worth too little', () => {
  it('are refused with the figure and the way out, never given a tiny error', () => {
    for (const seed of [1, 2, 3]) {
      const ask = () => expectation(narrow, 'X', { given: { Y: 64 }, draws: 60, seed })
      expectCausalError(ask, 'expectation', 'too-few-rows')
      expect(ask).toThrow(/60 draws are worth only .* independent ones.*draws: \d+/)
    }
    const low = query(narrow, ['X'], { given: { Y: 64 }, draws: 60 })
    expect(low.method === 'samples' && low.effectiveSampleSize < 100 && low.warnings.length).toBe(1)
  })
  it('are refused where independent streams disagree', () => {
    const weights = new Float64Array(1000).fill(1e-3)
    expect(untrusted({ weights, effectiveSampleSize: 900, disagreement: 2 })).toBe(null)
    expect(untrusted({ weights, effectiveSampleSize: 900, disagreement: 8 })).toMatch(/differ by 8\.0 standard errors/)
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
  // nor is what all draws showed certain
  const sure = counterfactualProbability(model, [{ variable: 'Y', value: 'common' }], { draws: 1000 } as never)
  expect(sure).toMatchObject({ value: 1, method: 'samples' })
  expect(sure.standardError).toBeCloseTo(1 / 1002, 6)
})
