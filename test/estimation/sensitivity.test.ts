import { describe, expect, it } from 'vitest'
import { robustnessValue } from '../../src/estimation/sensitivity/omitted-variable-bias.js'
import {
  dag,
  estimateEffect,
  eValue,
  explain,
  fromCounts,
  ipw,
  kidneyStones,
  moments,
  plotSensitivity,
  regressionAdjustment,
  sensitivity,
  table,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

const t = table({
  T: [0, 0, 1, 1, 2, 2, 3, 3, 1, 2],
  X: [1, 3, 2, 4, 3, 5, 4, 7, 2, 2],
  C: ['a', 'b', 'a', 'b', 'c', 'c', 'a', 'b', 'c', 'a'],
  Y: [1, 2, 3, 3, 5, 6, 6, 9, 2, 5],
})
const question = { treatment: 'T', outcome: 'Y', adjustment: ['X', 'C'] } as const

describe('sensitivity', () => {
  it('gives the robustness values published for Darfur (Cinelli & Hazlett 2020, table 1)', () => {
    const darfur = { estimate: 0.09731582, standardError: 0.02325654, degreesOfFreedom: 783 }
    expect(robustnessValue(darfur, 1, 0)).toBeCloseTo(0.1388, 3)
    expect(robustnessValue(darfur, 1, 0.05)).toBeCloseTo(0.0763, 3)
  })

  it('has the coefficient and the error of least squares, and takes moments', () => {
    const s = sensitivity(t, question)
    const e = estimateEffect(t, {
      graph: dag('X -> T -> Y; X -> Y; C -> T; C -> Y'),
      treatment: 'T',
      outcome: 'Y',
      estimator: regressionAdjustment({ interactions: false, standardErrors: 'classical' }),
    })
    if (!e.estimated) throw new Error(e.message)
    expect(s.estimate).toBeCloseTo(e.estimate, 10)
    expect(s.standardError).toBeCloseTo(e.standardError, 10)
    expect(s.degreesOfFreedom).toBe(e.degreesOfFreedom)
    expect(s.pValue).toBeCloseTo(e.pValue, 10)
    const numbers = table({ T: t.data[0] as Float64Array, X: t.data[1] as Float64Array, Y: t.data[3] as Float64Array })
    const ask = { treatment: 'T', outcome: 'Y', adjustment: ['X'], benchmarks: ['X'] } as const
    const [a, b] = [sensitivity(numbers, ask), sensitivity(moments(numbers), ask)]
    expect(b.robustnessValue).toBeCloseTo(a.robustnessValue, 10)
    expect(b.bounds[0]!.estimate).toBeCloseTo(a.bounds[0]!.estimate, 10)
    expect(sensitivity(e).robustnessValue).toBeCloseTo(s.robustnessValue, 10)
    expect(explain(s)).toBe([s.message, ...s.warnings].join('\n'))
  })

  it('vanishes exactly at the robustness value, in the contour too', () => {
    const s = sensitivity(t, question)
    const r = s.robustnessValue
    const bias = s.standardError * Math.sqrt(s.degreesOfFreedom) * Math.sqrt((r * r) / (1 - r))
    expect(bias).toBeCloseTo(Math.abs(s.estimate), 10)
    expect(s.contour.estimates[0]![0]).toBe(s.estimate)
    expect(s.contour.estimates.length).toBe(25)
    expect(s.partialR2).toBeLessThanOrEqual(1)
    expect(s.robustnessValueOfInterval).toBeLessThan(r)
  })

  it('bounds hidden causes by measured ones, categories as a whole, and says where there is no bound', () => {
    const s = sensitivity(t, { ...question, benchmarks: ['C'], times: [0.5, 1000] })
    expect(s.bounds.map(({ benchmark, times }) => [benchmark, times])).toEqual([['C', 0.5]])
    expect(s.warnings.join()).toContain('1000 times as strong as "C"')
    const picture = plotSensitivity(s)
    expect(JSON.parse(JSON.stringify(picture))).toEqual(picture)
  })

  it('says when it judges another model, and what it does not take', () => {
    const patients = fromCounts(kidneyStones)
    const ask = {
      graph: dag('stone -> treatment -> recovered; stone -> recovered'),
      treatment: 'treatment',
      outcome: 'recovered',
    } as const
    const e = estimateEffect(patients, { ...ask, estimator: ipw() })
    if (!e.estimated) throw new Error(e.message)
    expect(sensitivity(e, { benchmarks: ['stone'] }).warnings.join()).toContain('judged is the linear regression')
    expectCausalError(() => sensitivity(t, { ...question, benchmarks: ['T'] }), 'sensitivity', 'unknown-name')
    expectCausalError(() => sensitivity(t, { ...question, alpha: 2 }), 'sensitivity', 'invalid-argument')
    expectCausalError(() => sensitivity(t, { ...question, adjustment: ['X', 'X'] }), 'sensitivity', 'overlap')
    expectCausalError(() => sensitivity({ ...e }), 'sensitivity', 'invalid-argument')
  })

  it('of an effect, as an E-value: ratios as they are, differences in standard deviations of the outcome', () => {
    const ask = {
      graph: dag('stone -> treatment -> recovered; stone -> recovered'),
      treatment: 'treatment',
      outcome: 'recovered',
      estimator: ipw(),
    } as const
    const ratio = estimateEffect(kidneyStones, { ...ask, measure: 'risk-ratio' })
    if (!ratio.estimated) throw new Error(ratio.message)
    expect(eValue(ratio)).toEqual(eValue({ riskRatio: ratio.estimate, interval: ratio.interval }))
    const difference = estimateEffect(kidneyStones, ask)
    if (!difference.estimated) throw new Error(difference.message)
    const share = 562 / 700
    const sd = Math.sqrt((share * (1 - share) * 700) / 699)
    const wanted = eValue({
      standardizedDifference: difference.estimate / sd,
      standardError: difference.standardError / sd,
    })
    expect(eValue(difference).point).toBeCloseTo(wanted.point, 10)
  })
})
