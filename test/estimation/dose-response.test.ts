import { describe, expect, it } from 'vitest'
import {
  balance,
  bootstrapEffect,
  dag,
  doseResponse,
  estimateEffect,
  estimateEffects,
  overlap,
  plotForest,
  plotLove,
  plotOverlap,
  regressionAdjustment,
  standardization,
  table,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

const n = 120
const X = Array.from({ length: n }, (_, i) => Math.sin(3 * i))
const D = X.map((x, i) => x + 2 * Math.cos(5 * i))
const Y = D.map((d, i) => 1 + d + 0.5 * d * d + X[i]! + Math.sin(11 * i) / 3)
const data = table({ X, D, Y })
const ask = { graph: dag('X -> D -> Y; X -> Y'), treatment: 'D', outcome: 'Y' } as const

describe('doseResponse', () => {
  it('finds a curve, its slopes, and bands that reach further than single intervals', () => {
    const c = doseResponse(data, { ...ask, degree: 2, doses: [-1, 0, 2] })
    if (!c.estimated) throw new Error(c.message)
    const mean = X.reduce((a, b) => a + b, 0) / n
    for (const { dose, mean: at, slope, interval, simultaneous, standardError } of c.points) {
      expect(Math.abs(at - (1 + dose + (dose * dose) / 2 + mean))).toBeLessThan(5 * standardError)
      expect(slope).toBeCloseTo(1 + dose, 0)
      expect(simultaneous[0]).toBeLessThan(interval[0])
      expect(simultaneous[1]).toBeGreaterThan(interval[1])
    }
    expect(c.adjustment).toEqual(['X'])
  })

  it('is the line of regressionAdjustment for degree 1', () => {
    const c = doseResponse(data, { ...ask, degree: 1, doses: [0, 1] })
    const e = estimateEffect(data, { ...ask, estimator: regressionAdjustment({ interactions: false }) })
    if (!c.estimated || !e.estimated) throw new Error('estimated')
    expect(c.points[1]!.mean - c.points[0]!.mean).toBeCloseTo(e.estimate, 10)
    expect(c.points[0]!.slope).toBeCloseTo(e.estimate, 10)
  })

  it('says where it extrapolates, and what has no dose', () => {
    const c = doseResponse(data, { ...ask, doses: [0, 99] })
    expect(c.estimated && c.warnings.join()).toContain('the means at 99 are extrapolated')
    const words = table({ X: [1, 2, 3], D: ['a', 'b', 'a'], Y: [1, 2, 3] })
    expectCausalError(() => doseResponse(words, ask), 'doseResponse', 'not-supported')
    expectCausalError(() => doseResponse(data, { ...ask, degree: 0 }), 'doseResponse', 'invalid-argument')
    expectCausalError(() => doseResponse(data, { ...ask, doses: [] }), 'doseResponse', 'invalid-argument')
  })
})

describe('several arms', () => {
  it('have intervals that hold together: further than one, no further than Bonferroni', () => {
    const arm = Array.from({ length: 90 }, (_, i) => 'abc'[i % 3]!)
    const y = arm.map((a, i) => ('abc'.indexOf(a) + Math.sin(7 * i)) as number)
    const question = { graph: dag('A -> Y'), treatment: 'A', outcome: 'Y', estimator: standardization() } as const
    const { effects, critical } = estimateEffects(table({ A: arm, Y: y }), { ...question, contrast: { from: 'a' } })
    expect(critical).toBeGreaterThan(1.96)
    expect(critical).toBeLessThan(2.2415)
    for (const { effect, simultaneous } of effects) {
      if (!effect.estimated) throw new Error(effect.message)
      const reach = (simultaneous![1] - simultaneous![0]) / (effect.interval[1] - effect.interval[0])
      expect(reach).toBeCloseTo(critical! / 1.959964, 5)
    }
  })
})

describe('the bootstrap', () => {
  it('draws clusters whole, and ratios too', () => {
    const g = X.map((_, i) => i % 12)
    const t = table({ X, T: D.map((d) => (d > 0 ? 1 : 0)), Y: Y.map((y) => (y > 1 ? 1 : 0)), g })
    const question = {
      graph: dag('T -> Y'),
      treatment: 'T',
      outcome: 'Y',
      estimator: standardization(),
      measure: 'risk-ratio',
      draws: 200,
      seed: 2,
    } as const
    const rows = bootstrapEffect(t, question)
    const whole = bootstrapEffect(t, { ...question, cluster: 'g' })
    const plain = estimateEffect(t, {
      graph: dag('T -> Y'),
      treatment: 'T',
      outcome: 'Y',
      estimator: standardization(),
      measure: 'risk-ratio',
    })
    if (!rows.estimated || !whole.estimated || !plain.estimated) throw new Error('estimated')
    expect(rows.estimate).toBe(plain.estimate)
    expect(whole.estimate).toBe(plain.estimate)
    expect(Math.abs(rows.standardError / plain.standardError - 1)).toBeLessThan(0.3)
    expect(whole.standardError).not.toBe(rows.standardError)
  })
})

describe('overlap and its pictures', () => {
  const T = D.map((d) => (d > 0.3 ? 1 : 0))
  const t = table({ X, T, Y })

  it('counts what it shows', () => {
    const o = overlap(t, { treatment: 'T', covariates: ['X'] })
    if (!o.estimated) throw new Error(o.message)
    expect(o.histogram.reduce((sum, bin) => sum + bin.treated + bin.control, 0)).toBe(n)
    expect(o.treated.rows + o.control.rows).toBe(n)
    // the mean of fitted propensities is the share of the treated
    const mean = o.propensity.reduce((a, b) => a + b, 0) / n
    expect(mean).toBeCloseTo(o.treated.rows / n, 10)
    // the coefficients give the propensities back
    const first = o.coefficients['(intercept)']! + o.coefficients['X']! * X[0]!
    expect(1 / (1 + Math.exp(-first))).toBeCloseTo(o.propensity[0]!, 10)
    expect(JSON.parse(JSON.stringify(o)).omitted).toEqual(['propensity'])
    const parted = table({ X: [1, 2, 3, 4], T: [0, 0, 1, 1] })
    expect(overlap(parted, { treatment: 'T', covariates: ['X'] })).toMatchObject({
      estimated: false,
      reason: 'no-overlap',
    })
    expectCausalError(() => overlap(t, { treatment: 'T', covariates: [] }), 'overlap', 'invalid-argument')
  })

  it('are plain JSON for Vega-Lite', () => {
    const o = overlap(t, { treatment: 'T', covariates: ['X'] })
    const b = balance(t, { treatment: 'T', covariates: ['X'] })
    const question = { graph: dag('X -> T -> Y; X -> Y'), treatment: 'T', outcome: 'Y' } as const
    const e = estimateEffect(t, { ...question, estimator: regressionAdjustment() })
    if (!o.estimated || !b.estimated) throw new Error('estimated')
    for (const picture of [plotOverlap(o), plotLove(b), plotForest({ all: e })]) {
      expect(picture.$schema).toContain('vega-lite/v5')
      expect(JSON.parse(JSON.stringify(picture))).toEqual(picture)
      expect(Object.isFrozen(picture)).toBe(true)
    }
    expectCausalError(() => plotForest({}), 'plotForest', 'invalid-argument')
    expectCausalError(() => plotOverlap({} as never), 'plotOverlap', 'invalid-argument')
    expectCausalError(() => plotLove({} as never), 'plotLove', 'invalid-argument')
  })
})
