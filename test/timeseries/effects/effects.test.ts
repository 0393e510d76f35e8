import { describe, expect, it } from 'vitest'
import {
  impulseResponse,
  linearTemporalModel,
  longRunEffect,
  mediatedResponse,
  normals,
  randomStream,
  series,
  sustainedEffect,
  table,
  varianceDecomposition,
  varModel,
} from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'
import { deepFreeze } from '../../support/freeze.js'

const model = deepFreeze(
  linearTemporalModel({
    names: ['ad', 'visits', 'sales'],
    effects: [
      { from: 'ad', to: 'ad', lag: 1, effect: 0.5 },
      { from: 'ad', to: 'visits', lag: 0, effect: 3 },
      { from: 'visits', to: 'sales', lag: 1, effect: 0.5 },
      { from: 'ad', to: 'sales', lag: 2, effect: 1 },
    ],
    noise: { visits: 2 },
  }),
)

describe('linearTemporalModel', () => {
  it('puts effects where they belong', () => {
    expect(model.lagged.length).toBe(2)
    expect(model.contemporaneous[1 * 3 + 0]).toBe(3)
    expect(model.lagged[1]![2 * 3 + 0]).toBe(1)
    expect([...model.noise]).toEqual([1, 0, 0, 0, 4, 0, 0, 0, 1])
  })
  it('refuses what is no model', () => {
    const effect = { from: 'a', to: 'b', lag: 0, effect: 1 } as const
    const of = (effects: object[]) => () => linearTemporalModel({ names: ['a', 'b'], effects: effects as never })
    expectCausalError(of([effect, effect]), 'linearTemporalModel', 'duplicate-name')
    expectCausalError(of([effect, { ...effect, from: 'b', to: 'a' }]), 'linearTemporalModel', 'cycle')
    expectCausalError(of([{ ...effect, to: 'a' }]), 'linearTemporalModel', 'invalid-argument')
    expectCausalError(of([{ ...effect, from: 'c' }]), 'linearTemporalModel', 'unknown-name')
    expectCausalError(of([{ ...effect, effect: Number.NaN }]), 'linearTemporalModel', 'invalid-argument')
    expectCausalError(
      () => linearTemporalModel({ names: ['a'], effects: [], noise: { a: -1 } }),
      'linearTemporalModel',
      'invalid-argument',
    )
  })
})

describe('impulseResponse', () => {
  it('sums the products along all paths', () => {
    const { responses } = impulseResponse(model, { horizon: 2, kind: 'structural' })
    // 0.25 · 0 + visits: 0.5 · 3 · 0.5 (a step late) + direct 1
    expect(responses.map((r) => r[2 * 3 + 0])).toEqual([0, 1.5, 1.75])
  })
  it('asks for the order that orthogonal shocks stand on', () => {
    expectCausalError(
      () => impulseResponse(model, { horizon: 1, kind: 'orthogonal' }),
      'impulseResponse',
      'invalid-argument',
    )
    expectCausalError(
      () => impulseResponse(model, { horizon: 1, kind: 'orthogonal', order: ['ad', 'sales'] }),
      'impulseResponse',
      'invalid-argument',
    )
    expectCausalError(
      () => impulseResponse(model, { horizon: 1, kind: 'structural', order: ['ad', 'visits', 'sales'] }),
      'impulseResponse',
      'invalid-argument',
    )
  })
  it('gives no structural response of a reduced form, and warns where errors are correlated', () => {
    const z = normals(randomStream(1), 200).values
    const a = z.subarray(0, 100)
    const fitted = varModel(series(table({ a, b: a.map((v, i) => v + z[100 + i]!) })))
    expectCausalError(
      () => impulseResponse(fitted, { horizon: 1, kind: 'structural' }),
      'impulseResponse',
      'invalid-argument',
    )
    const reduced = impulseResponse(fitted, { horizon: 1, kind: 'reduced' })
    expect(reduced.warnings.join()).toContain('correlated')
    // at horizon 0 nothing is estimated, at 1 the errors are those of the coefficients
    expect([...reduced.standardErrors![0]!]).toEqual([0, 0, 0, 0])
    expect(reduced.standardErrors![1]![1]).toBeCloseTo(fitted.coefficients[1]!.standardError, 12)
    expect(reduced.lower![1]![1]!).toBeLessThan(reduced.responses[1]![1]!)
  })
})

describe('sustainedEffect', () => {
  it('switches the equation of the cause off', () => {
    const { responses } = sustainedEffect(model, { cause: 'ad', effect: 'sales', horizon: 3 })
    expect([...responses]).toEqual([0, 1.5, 2.5, 2.5])
  })
  it('needs a structural model and two variables', () => {
    const reduced = { ...model, form: 'reduced' } as const
    const question = { cause: 'ad', effect: 'sales', horizon: 1 } as const
    expectCausalError(() => sustainedEffect(reduced, question), 'sustainedEffect', 'invalid-argument')
    expectCausalError(() => sustainedEffect(model, { ...question, effect: 'ad' }), 'sustainedEffect', 'overlap')
    expectCausalError(() => sustainedEffect(model, { ...question, horizon: -1 }), 'sustainedEffect', 'invalid-argument')
  })
})

describe('mediatedResponse', () => {
  it('splits a response into what passes the mediator and what avoids it', () => {
    const parts = mediatedResponse(model, { cause: 'ad', effect: 'sales', mediator: 'visits', horizon: 2 })
    expect([...parts.through]).toEqual([0, 1.5, 0.75])
    expect([...parts.avoiding]).toEqual([0, 0, 1])
    expect([...parts.direct]).toEqual([0, 0, 1])
  })
  it('refuses a mediator that is the cause', () => {
    expectCausalError(
      () => mediatedResponse(model, { cause: 'ad', effect: 'sales', mediator: 'ad', horizon: 2 }),
      'mediatedResponse',
      'overlap',
    )
  })
})

describe('longRunEffect', () => {
  it('sums an impulse up, and says where a sustained change leads', () => {
    const found = longRunEffect(model, { cause: 'ad', effect: 'sales' })
    expect(found.estimated && [found.cumulative, found.sustained]).toEqual([5, 2.5])
  })
  it('refuses a model that is not stable', () => {
    const walk = linearTemporalModel({
      names: ['x', 'y'],
      effects: [
        { from: 'x', to: 'x', lag: 1, effect: 1 },
        { from: 'x', to: 'y', lag: 1, effect: 1 },
      ],
    })
    const found = longRunEffect(walk, { cause: 'x', effect: 'y' })
    expect(found.estimated).toBe(false)
    expect(!found.estimated && found.reason).toBe('unstable')
    expect(found.spectralRadius).toBeCloseTo(1, 10)
  })
})

describe('varianceDecomposition', () => {
  it('shares out the error of each forecast', () => {
    const { shares, variances } = varianceDecomposition(model, { horizon: 1 })
    expect([...shares[0]!.subarray(3, 6)]).toEqual([9 / 13, 4 / 13, 0])
    expect(variances[0]![1]).toBe(13)
    for (let i = 0; i < 3; i++) expect(shares[1]!.subarray(3 * i, 3 * i + 3).reduce((a, b) => a + b)).toBeCloseTo(1, 12)
  })
  it('needs an order for a reduced form alone, and errors to share', () => {
    const reduced = { ...model, form: 'reduced' } as const
    expectCausalError(() => varianceDecomposition(reduced, { horizon: 1 }), 'varianceDecomposition', 'invalid-argument')
    expectCausalError(
      () => varianceDecomposition(model, { horizon: 1, order: ['ad', 'visits', 'sales'] }),
      'varianceDecomposition',
      'invalid-argument',
    )
    const silent = linearTemporalModel({ names: ['x'], effects: [], noise: { x: 0 } })
    expectCausalError(() => varianceDecomposition(silent, { horizon: 0 }), 'varianceDecomposition', 'zero-support')
  })
})
