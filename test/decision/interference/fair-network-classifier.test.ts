import { describe, expect, it } from 'vitest'
import {
  column,
  fairNetworkClassifier,
  logisticRegression,
  neighborSummaries,
  randomStream,
  table,
  uniforms,
} from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'

/** A ring in which the attribute of the unit and of its neighbours moves the outcome, beside a skill. */
function ring(n: number) {
  const u = uniforms(randomStream(7), 4 * n).values
  const s = Array.from({ length: n }, (_, i) => (u[i]! < 0.5 ? 1 : 0))
  const units = neighborSummaries(table({ s }), {
    network: { edges: s.map((_, i) => [i, (i + 1) % n] as const) },
    summaries: { degree: 'degree', near: { of: 's', as: 'mean' } },
  })
  const near = column(units, 'near')
  const skill = Array.from({ length: n }, (_, i) => u[n + i]!)
  const y = s.map((own, i) => (u[2 * n + i]! < 0.1 + 0.2 * own + 0.2 * near[i]! + 0.4 * skill[i]! ? 1 : 0))
  return table({ s, near, degree: column(units, 'degree'), skill, y })
}
const data = ring(800)
const asked = {
  ...({ outcome: 'y', protectedAttribute: 's', neighborProtected: 'near', degree: 'degree' } as const),
  covariates: 'skill',
} as const

describe('fairNetworkClassifier', () => {
  it('is a logistic regression before, and has less of a gap after', () => {
    const { before, after } = fairNetworkClassifier(data, asked)
    const plain = logisticRegression({ penalty: 0 } as never).fit(data, 'y')
    const predicted = plain.predict(data)
    const odds = (b: typeof before, i: number): number =>
      b.intercept +
      (['s', 'near', 'degree', 'skill'] as const).reduce(
        (sum, name) => sum + b.coefficients[name]! * column(data, name)[i]!,
        0,
      )
    for (const i of [0, 5, 77])
      expect(Math.abs(1 / (1 + Math.exp(-odds(before, i))) - predicted[i]!)).toBeLessThan(0.003)
    expect(before.gap).toBeGreaterThan(0.2)
    expect(Math.abs(after.gap)).toBeLessThan(0.1)
    expect(after.logLoss).toBeGreaterThan(before.logLoss)
    expect(after.coefficients.skill).toBeGreaterThan(0.5 * before.coefficients.skill!)
  })

  it('sets the own attribute alone where asked to, and gives more away the more a gap costs', () => {
    const gaps = [0, 1, 10, 1000].map((strength) => fairNetworkClassifier(data, { ...asked, strength }).after.gap)
    expect([...gaps].sort((a, b) => b - a)).toEqual(gaps)
    expect(Math.abs(gaps[3]!)).toBeLessThan(0.01)
    const own = fairNetworkClassifier(data, { ...asked, intervention: 'own' })
    expect(own.before.gap).toBeLessThan(gaps[0]!)
    expect(Math.abs(own.after.gap)).toBeLessThan(own.before.gap / 2)
    // what the neighbours' attribute tells is still used
    expect(own.after.coefficients.near).toBeGreaterThan(0.2)
  })

  it('is the gap of its own coefficients, by hand', () => {
    const { after } = fairNetworkClassifier(data, asked)
    const chance = (i: number, to: number): number => {
      const { intercept, coefficients: c } = after
      const odds = intercept + (c.s! + c.near!) * to + c.degree! * 2 + c.skill! * column(data, 'skill')[i]!
      return 1 / (1 + Math.exp(-odds))
    }
    let gap = 0
    for (let i = 0; i < data.rowCount; i++) gap += (chance(i, 1) - chance(i, 0)) / data.rowCount
    expect(after.gap).toBeCloseTo(gap, 9)
  })

  it('refuses what it cannot fit', () => {
    const refused = (change: object, code: string, of: object = data): void => {
      expectCausalError(
        () => fairNetworkClassifier(of as typeof data, { ...asked, ...change } as never),
        'fairNetworkClassifier',
        code as 'overlap',
      )
    }
    refused({ outcome: 'skill', covariates: [] }, 'invalid-data')
    refused({ protectedAttribute: 'y' }, 'duplicate-name')
    refused({ covariates: 'q' }, 'unknown-name')
    refused({ intervention: 'all' }, 'invalid-argument')
    refused({ strength: -1 }, 'invalid-argument')
    refused({ neighborSummary: 'share' }, 'invalid-argument')
    const few = { s: [0, 1], near: [1, 0], degree: [1, 1], skill: [1, 2], y: [0, 1] }
    refused({}, 'too-few-rows', table(few))
    const constant = {
      s: [0, 1, 0, 1, 0, 1],
      near: [1, 0, 0, 0, 1, 1],
      degree: [1, 1, 1, 1, 1, 1],
      skill: [1, 2, 3, 4, 5, 6],
    }
    refused({}, 'constant-column', table({ ...constant, y: [1, 1, 1, 1, 1, 1] }))
  })
})
