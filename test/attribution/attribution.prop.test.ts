import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  arrowStrength,
  bernoulli,
  categorical,
  cpt,
  deterministic,
  discreteScm,
  distributionChange,
  expectation,
  intervene,
  intrinsicContribution,
  linear,
  mechanism,
  noiseAttribution,
  normal,
  query,
  scm,
  shapleyValues,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

const weight = fc.integer({ min: -20, max: 20 }).map((w) => w / 8)
const sd = fc.integer({ min: 1, max: 16 }).map((s) => s / 8)
const p = fc.integer({ min: 1, max: 9 }).map((k) => k / 10)
const total = (list: readonly { readonly value: number }[]) => list.reduce((sum, { value }) => sum + value, 0)

describe('attribution in linear models', () => {
  const models = fc.tuple(weight, weight, weight, sd, sd, weight).map(([a, b, c, s, t, i]) =>
    scm({
      X: normal(i, s),
      M: linear({ X: a }, normal(0.5, t)),
      Y: linear({ X: b, M: c }, normal(0, 1), { intercept: i }),
    }),
  )

  it('contributions of noises sum to what they explain, and are Shapley values', () => {
    fc.assert(
      fc.property(models, weight, weight, weight, (model, X, M, Y) => {
        const mean = expectation(model, 'Y').value!
        const answer = query(model, ['Y'])
        if (answer.method !== 'gaussian') throw new Error(answer.method)
        const unit = { X, M, Y }
        const value = noiseAttribution(model, unit, 'Y')
        const square = noiseAttribution(model, unit, 'Y', { score: 'square' })
        expect(total(value)).toBeCloseTo(Y - mean, 8)
        expect(total(square)).toBeCloseTo(Y * Y - mean * mean - answer.covariance[0]!, 7)
        expect(total(intrinsicContribution(model, 'Y'))).toBeCloseTo(answer.covariance[0]!, 8)
        const shares = intrinsicContribution(model, 'Y')
        const worth = (set: readonly string[]) => {
          const known = value.reduce((sum, part) => sum + (set.includes(part.variable) ? part.value : 0), mean)
          return known * known + shares.reduce((sum, part) => sum + (set.includes(part.variable) ? 0 : part.value), 0)
        }
        const { values } = shapleyValues(['X', 'M', 'Y'], worth)
        for (const [i, part] of values.entries()) expect(square[i]!.value).toBeCloseTo(part.value, 7)
      }),
      { numRuns: 60 },
    )
  })

  it('changes of the mean sum to the whole; an unchanged mechanism has no share', () => {
    fc.assert(
      fc.property(models, models, (before, after) => {
        const change = distributionChange(before, after, 'Y')
        expect(change.total).toBeCloseTo(expectation(after, 'Y').value! - expectation(before, 'Y').value!, 8)
        expect(total(change.contributions)).toBeCloseTo(change.total, 8)
        expect(total(distributionChange(before, before, 'Y', { measure: 'kl' }).contributions)).toBe(0)
        const divergence = distributionChange(before, after, 'Y', { measure: 'kl' })
        expect(divergence.total).toBeGreaterThanOrEqual(-1e-12)
        expect(total(divergence.contributions)).toBeCloseTo(divergence.total, 8)
      }),
      { numRuns: 40 },
    )
  })
})

describe('attribution in discrete models', () => {
  it('arrow strength is the divergence after the arrow is cut, by enumeration', () => {
    fc.assert(
      fc.property(p, p, p, p, p, p, (a, b, c, d, e, f) => {
        const rows = [
          [1 - c, c],
          [1 - d, d],
          [1 - e, e],
          [1 - f, f],
        ]
        const row = (y: number[]) => ({ no: y[0]!, yes: y[1]! })
        const model = scm({
          A: categorical({ lo: 1 - a, hi: a }),
          B: cpt(['A'], { lo: { lo: 1 - b, hi: b }, hi: { lo: b, hi: 1 - b } }),
          Y: cpt(['A', 'B'], {
            lo: { lo: row(rows[0]!), hi: row(rows[1]!) },
            hi: { lo: row(rows[2]!), hi: row(rows[3]!) },
          }),
        })
        const joint = [(1 - a) * (1 - b), (1 - a) * b, a * b, a * (1 - b)]
        const marginalA = [1 - a, a]
        const marginalB = [joint[0]! + joint[2]!, joint[1]! + joint[3]!]
        let [strengthA, strengthB] = [0, 0]
        for (const i of [0, 1]) {
          for (const j of [0, 1]) {
            for (const y of [0, 1]) {
              const now = rows[2 * i + j]![y]!
              const cutA = marginalA[0]! * rows[j]![y]! + marginalA[1]! * rows[2 + j]![y]!
              const cutB = marginalB[0]! * rows[2 * i]![y]! + marginalB[1]! * rows[2 * i + 1]![y]!
              strengthA += joint[2 * i + j]! * now * Math.log(now / cutA)
              strengthB += joint[2 * i + j]! * now * Math.log(now / cutB)
            }
          }
        }
        const found = arrowStrength(model, 'Y')
        expect(found.map(({ parent }) => parent)).toEqual(['A', 'B'])
        expect(found[0]!.value).toBeCloseTo(strengthA, 10)
        expect(found[1]!.value).toBeCloseTo(strengthB, 10)
      }),
      { numRuns: 40 },
    )
  })

  it('intrinsic contributions sum to the variance', () => {
    fc.assert(
      fc.property(p, p, fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 6, maxLength: 6 }), (a, b, table) => {
        const model = discreteScm({
          exogenous: [
            { name: 'U', p: [1 - a, a] },
            { name: 'V', p: [b / 2, 1 - b, b / 2] },
          ],
          endogenous: [{ name: 'Y', parents: ['U', 'V'], states: 3, table }],
        })
        const answer = query(model, ['Y'])
        if (answer.method !== 'discrete') throw new Error(answer.method)
        const mean = answer.values.reduce((sum, q, s) => sum + q * s, 0)
        const variance = answer.values.reduce((sum, q, s) => sum + q * (s - mean) ** 2, 0)
        const shares = intrinsicContribution(model, 'Y')
        expect(total(shares)).toBeCloseTo(variance, 10)
        for (const { value } of shares) expect(value).toBeGreaterThanOrEqual(-1e-12)
      }),
      { numRuns: 40 },
    )
  })

  it('a root explains all of its own variance', () => {
    const model = discreteScm({
      exogenous: [{ name: 'U', p: [0.5, 0.5] }],
      endogenous: [{ name: 'X', parents: ['U'], table: [0, 1] }],
    })
    expect(intrinsicContribution(model, 'U').map(({ value }) => value)).toEqual([0.25, 0])
  })
})

describe('what cannot be attributed', () => {
  const model = scm({ X: normal(0, 1), Y: linear({ X: 1 }, normal(0, 1)) })
  it('is refused by name', () => {
    const bent = scm({
      X: normal(0, 1),
      Y: mechanism(['X'], normal(0, 1), ({ X }: { X: number }, u: number) => X ** 2 + u),
    })
    expectCausalError(
      () => distributionChange(model, scm({ X: normal(0, 1), Z: normal(0, 1) }) as never, 'Y'),
      'distributionChange',
      'invalid-argument',
    )
    const exact = { method: 'exact' } as const
    expectCausalError(() => distributionChange(bent, bent, 'Y', exact), 'distributionChange', 'not-supported')
    expectCausalError(() => arrowStrength(bent, 'Y', exact), 'arrowStrength', 'not-supported')
    // without an inverse there is no density, and no noise of a unit
    expectCausalError(() => arrowStrength(bent, 'Y'), 'arrowStrength', 'not-supported')
    expectCausalError(() => noiseAttribution(bent, { X: 1, Y: 1 }, 'Y'), 'noiseAttribution', 'not-supported')
    expectCausalError(() => intrinsicContribution(bent, 'Y', exact), 'intrinsicContribution', 'not-supported')
    expectCausalError(() => arrowStrength(model, 'Q' as 'Y'), 'arrowStrength', 'unknown-name')
    expectCausalError(() => noiseAttribution(model, { Y: 1 }, 'Y'), 'noiseAttribution', 'invalid-argument')
    const coin = scm({ S: categorical({ low: 0.5, high: 0.5 }) })
    expectCausalError(
      () => distributionChange(coin, scm({ S: categorical({ low: 0.1, high: 0.9 }) }), 'S'),
      'distributionChange',
      'type-mismatch',
    )
    expectCausalError(() => intrinsicContribution(coin, 'S'), 'intrinsicContribution', 'type-mismatch')
    const [never, now] = [scm({ B: bernoulli(0) }), scm({ B: bernoulli(0.5) })]
    expectCausalError(
      () => distributionChange(never, now, 'B', { measure: 'kl' }),
      'distributionChange',
      'zero-support',
    )
    expect(arrowStrength(model, 'X')).toEqual([])
    expect(noiseAttribution(intervene(model, { X: 2 }), { X: 2, Y: 3 }, 'Y').map(({ value }) => value)).toEqual([0, 1])
    expect(deterministic(['X'], ({ X }: { X: number }) => X).kind).toBe('mechanism')
  })
})
