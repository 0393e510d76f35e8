import { describe, expect, it } from 'vitest'
import {
  deterministic,
  expectation,
  linear,
  logLikelihood,
  mechanism,
  normal,
  query,
  scm,
  table,
  uniform,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

describe('what cannot be answered, each by its own name', () => {
  it('noises whose covariances are impossible', () => {
    const make = (covariance: number) =>
      scm({ X: normal(0, 1), Y: linear({ X: 1 }, normal(0, 1)) }, { correlated: [['X', 'Y', covariance]] })
    expect(expectation(make(0.5), 'Y', { given: { X: 2 } }).value).toBeCloseTo(3, 12)
    expectCausalError(() => expectation(make(1.5), 'Y', { given: { X: 2 } }), 'expectation', 'not-probability')
  })
  it('evidence that has probability zero, and evidence that only repeats what is certain', () => {
    const copy = scm({ X: normal(0, 1), Y: linear({ X: 2 }, null), Z: linear({ Y: 1 }, normal(0, 1)) })
    expect(query(copy, ['Z'], { given: { X: 1, Y: 3 } }).method).toBe('zero-probability')
    expect(expectation(copy, 'Z', { given: { X: 1, Y: 2 } })).toMatchObject({ value: 2, method: 'gaussian' })
    // a singular covariance of the evidence in any units
    for (const unit of [1e-9, 1, 1e9]) {
      const scaled = scm({ X: normal(0, unit), Y: linear({ X: 2 }, null), Z: linear({ Y: 1 }, normal(0, unit)) })
      expect(expectation(scaled, 'Z', { given: { X: unit, Y: 2 * unit } }).value! / unit).toBeCloseTo(2, 9)
      expect(query(scaled, ['Z'], { given: { X: unit, Y: 2.001 * unit } }).method).toBe('zero-probability')
    }
    const narrow = scm({ X: uniform(0, 1), Y: linear({ X: 1 }, normal(0, 1)) })
    expect(query(narrow, ['Y'], { given: { X: 2 } }).method).toBe('zero-probability')
  })
  it('a computed value that is not the one seen, in any units', () => {
    for (const unit of [1e-10, 1, 1e10]) {
      const copy = scm({
        X: normal(0, unit),
        Y: deterministic(['X'], ({ X }: { X: number }) => 3 * X),
        Z: linear({ Y: 1 }, normal(0, unit)),
      })
      expectCausalError(() => expectation(copy, 'Z', { given: { Y: unit }, draws: 500 }), 'expectation', 'zero-support')
      expect(expectation(copy, 'Z', { given: { X: unit, Y: 3 * unit } }).value! / unit).toBeCloseTo(3, 12)
      expect(query(copy, ['Z'], { given: { X: unit, Y: 3.001 * unit } }).method).toBe('zero-probability')
    }
    // a difference that is zero but for rounding
    const gap = scm({
      A: normal(0, 1),
      B: normal(0, 1),
      D: deterministic(['A', 'B'], ({ A, B }: { A: number; B: number }) => A - B * 3),
    })
    expect(query(gap, ['D', 'A'], { given: { A: 0.1 * 3, B: 0.1, D: 0 } }).method).toBe('unit')
  })
  it('an invert that disagrees: within rounding it does not matter, beyond it is refused, in any units', () => {
    for (const unit of [1e-9, 1, 1e9]) {
      const make = (error: number) =>
        scm({
          X: normal(0, 1),
          Y: mechanism(['X'], normal(0, 1), ({ X }: { X: number }, u: number) => unit * (X + u), {
            invert: (y: number, { X }: { X: number }) => y / unit - X + error,
            derivative: () => unit,
          }),
        })
      const rows = table({ X: [1], Y: [unit] })
      const exact = -0.5 - Math.log(2 * Math.PI) - Math.log(unit)
      expect(logLikelihood(make(1e-12), rows)).toBeCloseTo(exact, 8)
      expectCausalError(() => logLikelihood(make(1e-3), rows), 'logLikelihood', 'not-invertible')
      // at the value 0 as well, where no relative error can be told
      const zero = table({ X: [1 / 3], Y: [0] })
      expect(logLikelihood(make(1e-12), zero)).toBeCloseTo(-1 / 9 - Math.log(2 * Math.PI) - Math.log(unit), 8)
      expectCausalError(() => logLikelihood(make(1e-3), zero), 'logLikelihood', 'not-invertible')
    }
  })
})
