import { describe, expect, it } from 'vitest'
import {
  admg,
  dag,
  type EffectEstimate,
  type EstimatedEffect,
  estimateEffect,
  frontDoorEstimator,
  latent,
  linear,
  normal,
  sample,
  scm,
  table,
  twoStageLeastSquares,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

function estimated(e: EffectEstimate): EstimatedEffect {
  if (!e.estimated) throw new Error(e.message)
  return e
}

describe('twoStageLeastSquares', () => {
  const world = scm({
    U: latent(normal(0, 1)),
    W: normal(0, 1),
    Z1: linear({ W: 1 }, normal(0, 1)),
    Z2: linear({ W: -0.5 }, normal(0, 1)),
    T: linear({ Z1: 0.8, Z2: 0.6, W: 1, U: 1 }, normal(0, 1)),
    Y: linear({ T: 0.7, U: 2, W: -1 }, normal(0, 1)),
  })
  const data = sample(world, 20_000, { seed: 'iv' })
  const graph = admg('W -> Z1 -> T -> Y; W -> Z2 -> T; W -> T; W -> Y; T <-> Y')
  const ask = { graph, treatment: 'T', outcome: 'Y', estimator: twoStageLeastSquares() } as const

  it('finds the effect that a hidden cause distorts, with the instruments and conditions of the graph', () => {
    const e = estimated(estimateEffect(data, ask))
    expect(Math.abs(e.estimate - 0.7)).toBeLessThan(4 * e.standardError)
    expect(e.standardError).toBeLessThan(0.03)
    expect(e).toMatchObject({
      adjustment: ['W'],
      strategy: 'instrument',
      population: 'LATE',
      estimand: null,
      warnings: [],
    })
    expect(e.diagnostics['instruments']).toEqual(['Z1', 'Z2'])
    expect(e.formula).toBe('Cov(Y, T* | W) / Cov(T, T* | W) where T* is the linear prediction of T from Z1, Z2, W')
  })

  it('is the ratio of covariances with one instrument, the Wald ratio with a two-valued one', () => {
    const t = table({ Z: ['a', 'a', 'b', 'b', 'b', 'a'], T: [0, 1, 1, 1, 0, 0], Y: [1, 4, 6, 2, 3, 5] })
    const e = estimated(estimateEffect(t, { ...ask, graph: admg('Z -> T -> Y; T <-> Y') }))
    expect(e.estimate).toBeCloseTo((11 / 3 - 10 / 3) / (2 / 3 - 1 / 3), 12)
    expect(e.warnings.join()).toContain('weak')
  })

  it('refuses without an instrument, and with one that does nothing', () => {
    const t = table({ Z: [0, 1, 0, 1], T: [0, 0, 1, 1], Y: [1, 2, 3, 5] })
    expect(estimateEffect(t, { ...ask, graph: admg('T -> Y; T <-> Y; Z') })).toMatchObject({
      reason: 'not-identifiable',
    })
    const idle = estimateEffect(t, { ...ask, graph: admg('Z -> T -> Y; T <-> Y') })
    expect(idle).toMatchObject({
      estimated: false,
      reason: 'irrelevant-instrument',
      witness: { instruments: ['Z'] },
    })
  })

  it('names what is wrong', () => {
    expectCausalError(() => estimateEffect(data, { ...ask, adjustment: ['W'] }), 'estimateEffect', 'invalid-argument')
    expectCausalError(
      () => twoStageLeastSquares({ standardErrors: 'HC9' as never }),
      'twoStageLeastSquares',
      'invalid-argument',
    )
    const t = table({ Z: [0, 1, 0, 1, 1], X: [0, 1, 0, 1, 1], T: [0, 2, 1, 1, 5], Y: [1, 2, 3, 5, 1] })
    expectCausalError(
      () => estimateEffect(t, { ...ask, graph: admg('Z -> T -> Y; X -> T; T <-> Y') }),
      'estimateEffect',
      'collinear',
    )
  })
})

describe('frontDoorEstimator', () => {
  const world = scm({
    U: latent(normal(0, 1)),
    T: linear({ U: 1 }, normal(0, 1)),
    M1: linear({ T: 0.5 }, normal(0, 1)),
    M2: linear({ T: -1, M1: 0.5 }, normal(0, 1)),
    Y: linear({ M1: 1, M2: 0.4, U: -2 }, normal(0, 1)),
  })
  const data = sample(world, 20_000, { seed: 'front door' })
  const ask = {
    graph: admg('T -> M1 -> Y; T -> M2 -> Y; M1 -> M2; T <-> Y'),
    treatment: 'T',
    outcome: 'Y',
    estimator: frontDoorEstimator({ model: 'linear' }),
  } as const

  it('finds the effect through all mediators', () => {
    const e = estimated(estimateEffect(data, ask))
    expect(Math.abs(e.estimate - (0.5 + 0.4 * (-1 + 0.25)))).toBeLessThan(4 * e.standardError)
    expect(e.standardError).toBeLessThan(0.03)
    expect(e).toMatchObject({
      strategy: 'front-door',
      adjustment: [],
      warnings: [],
      diagnostics: { mediators: ['M1', 'M2'] },
    })
  })

  it('refuses without a front door, and when no path leads on', () => {
    expect(estimateEffect(data, { ...ask, graph: admg('T -> Y; T <-> Y') })).toMatchObject({
      reason: 'not-identifiable',
    })
    const apart = estimateEffect(data, { ...ask, graph: dag('T; Y; M1') })
    expect(apart).toMatchObject({ estimated: false, reason: 'not-identifiable' })
    expect((apart as { message: string }).message).toContain('the effect is 0')
    const same = table({ T: [0, 1, 0, 1, 1], M: [0, 1, 0, 1, 1], Y: [1, 2, 3, 4, 4] })
    expect(estimateEffect(same, { ...ask, graph: admg('T -> M -> Y; T <-> Y') })).toMatchObject({
      reason: 'no-overlap',
    })
    expectCausalError(() => estimateEffect(data, { ...ask, effect: 'direct' }), 'estimateEffect', 'invalid-argument')
  })
})
