import { describe, expect, it } from 'vitest'
import {
  eventImpact,
  fitLinearTemporalModel,
  interruptedSeries,
  laggedEffect,
  laggedGraph,
  normals,
  randomStream,
  series,
  table,
} from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'

const n = 120
const z = normals(randomStream('events'), 4 * n).values
const market = Array.from({ length: n }, (_, t) => 50 + t / 4 + 2 * z[t]!)
const sales = market.map((v, t) => 2 * v + z[n + t]! + (t >= 90 ? 6 : 0))
const market2 = market.map((v, t) => v + (t >= 90 ? 5 : 0))
const day = Array.from({ length: n }, (_, t) => 100 + t)
const s = series(table({ day, sales, market, market2 }), { time: 'day' })

describe('eventImpact', () => {
  it('finds what an event added, on average and in all', () => {
    const found = eventImpact(s, { outcome: 'sales', predictors: ['market'], event: 190 })
    expect([found.before, found.after]).toEqual([90, 30])
    expect(found.average.estimate).toBeCloseTo(6, 0)
    expect(found.cumulative.estimate).toBeCloseTo(30 * found.average.estimate, 9)
    expect(found.cumulativeEffect.at(-1)).toBeCloseTo(found.cumulative.estimate, 9)
    expect(found.cumulativeUpper.at(-1)).toBeCloseTo(found.cumulative.interval[1], 9)
    expect(found.times[0]).toBe(100)
    expect(found.placebos.length).toBe(10)
    expect(found.placebos.filter(({ pValue }) => pValue < 0.05).length).toBeLessThanOrEqual(2)
    expect(found.predictors[0]!.value).toBeCloseTo(2, 1)
  })
  it('counts until a stamp', () => {
    const found = eventImpact(s, { outcome: 'sales', predictors: ['market'], event: 190, until: 194 })
    expect(found.after).toBe(5)
  })
  it('warns of a predictor that the event moved too', () => {
    const found = eventImpact(s, { outcome: 'sales', predictors: ['market2'], event: 190 })
    const flat = series(
      table({ a: Array.from(z.subarray(0, n)), b: Array.from(z.subarray(n, 2 * n), (v, t) => v + (t >= 90 ? 9 : 0)) }),
    )
    const shifted = eventImpact(flat, { outcome: 'a', predictors: ['b'], event: 90 })
    expect(found.predictorShifts.length).toBe(1)
    expect(shifted.warnings.join()).toContain('itself moves at the event')
  })
  it('mixes predictors as a synthetic control', () => {
    const a = Array.from(z.subarray(0, n), (v, t) => 10 + 3 * v + t / 10)
    const b = Array.from(z.subarray(n, 2 * n), (v, t) => 12 + 3 * v - t / 10)
    const y = a.map((v, t) => 0.7 * v + 0.3 * b[t]! + 5 + (t >= 100 ? 2 : 0) + 0.2 * z[2 * n + t]!)
    const found = eventImpact(series(table({ y, a, b })), {
      outcome: 'y',
      predictors: ['a', 'b'],
      event: 100,
      method: 'synthetic-control',
    })
    expect(found.predictors[0]!.value).toBeCloseTo(0.7, 1)
    expect(found.predictors[0]!.value + found.predictors[1]!.value).toBeCloseTo(1, 12)
    expect(found.average.estimate).toBeCloseTo(2, 0)
  })
  it('takes a season out', () => {
    const week = Array.from({ length: 84 }, (_, t) => [0, 0, 0, 0, 0, 9, 12][t % 7]! + z[t]! + (t >= 60 ? 3 : 0))
    const weekly = series(table({ week }))
    const with7 = eventImpact(weekly, { outcome: 'week', event: 60, season: 7 })
    const without = eventImpact(weekly, { outcome: 'week', event: 60 })
    expect(with7.average.standardError).toBeLessThan(0.5 * without.average.standardError)
    expect(with7.average.estimate).toBeCloseTo(3, 0)
  })
  it('refuses what it cannot judge', () => {
    const ask = (question: object) => () => eventImpact(s, { outcome: 'sales', event: 190, ...question } as never)
    expectCausalError(ask({ event: 5000 }), 'eventImpact', 'invalid-argument')
    expectCausalError(ask({ event: 104 }), 'eventImpact', 'too-few-rows')
    expectCausalError(ask({ predictors: ['sales'] }), 'eventImpact', 'overlap')
    expectCausalError(ask({ predictors: ['market', 'market'] }), 'eventImpact', 'duplicate-name')
    expectCausalError(ask({ predictors: ['market'], method: 'synthetic-control' }), 'eventImpact', 'invalid-argument')
    const two = series(table({ unit: day.map((d) => (d < 150 ? 'a' : 'b')), sales }), { unit: 'unit' })
    expectCausalError(() => eventImpact(two, { outcome: 'sales', event: 30 }), 'eventImpact', 'not-supported')
  })
})

describe('interruptedSeries', () => {
  const rising = Array.from({ length: n }, (_, t) => 10 + t + (t >= 60 ? 20 + 2 * (t - 60) : 0) + z[t]!)
  const found = interruptedSeries(series(table({ rising })), { outcome: 'rising', event: 60 })
  it('tells jump and change of slope apart', () => {
    expect(found.level.estimate).toBeCloseTo(20, -0.5)
    expect(found.slope!.estimate).toBeCloseTo(2, 1)
    expect(found.trendBefore.estimate).toBeCloseTo(1, 1)
    expect(found.averageEffect.estimate).toBeCloseTo(found.level.estimate + 29.5 * found.slope!.estimate, 9)
  })
  it('continues the trend from before', () => {
    const late = found.observed.length - 1
    const by = found.level.estimate + 59 * found.slope!.estimate
    expect(found.fitted[late]! - found.withoutEvent[late]!).toBeCloseTo(by, 9)
    expect(found.withoutEvent[3]).toBe(found.fitted[3])
  })
  it('leaves the slope alone if asked', () => {
    const level = interruptedSeries(series(table({ rising })), { outcome: 'rising', event: 60, slopeChange: false })
    expect(level.slope).toBe(null)
  })
  it('refuses too few steps on a side', () => {
    expectCausalError(
      () => interruptedSeries(series(table({ rising })), { outcome: 'rising', event: 2 }),
      'interruptedSeries',
      'too-few-rows',
    )
  })
})

describe('laggedEffect', () => {
  const x = new Float64Array(400)
  const y = new Float64Array(400)
  const e = normals(randomStream('lagged'), 800).values
  for (let t = 1; t < 400; t++) {
    x[t] = 0.6 * x[t - 1]! + e[2 * t]!
    y[t] = 0.5 * y[t - 1]! + 2 * x[t - 1]! + e[2 * t + 1]!
  }
  const data = series(table({ x, y }))
  const graph = laggedGraph('x[t-1] -> x; y[t-1] -> y; x[t-1] -> y')
  it('adjusts for the past of the outcome', () => {
    const found = laggedEffect(data, { graph, treatment: { name: 'x', lag: 2 }, outcome: 'y' })
    if (!found.estimated) throw new Error(found.message)
    // 0.6 · 2 + 2 · 0.5
    expect(found.interval[0]).toBeLessThan(2.2)
    expect(found.interval[1]).toBeGreaterThan(2.2)
    expect(found.adjustment).toEqual([{ name: 'y', lag: 2 }])
    expect(found.n).toBe(398)
  })
  it('says so where there is no path, or its direction is open', () => {
    const none = laggedEffect(data, { graph, treatment: { name: 'y', lag: 1 }, outcome: 'x' })
    expect(!none.estimated && none.reason).toBe('no-path')
    const open = laggedGraph('x -- y; x[t-1] -> x; x[t-1] -> y; y[t-1] -> x; y[t-1] -> y')
    const found = laggedEffect(data, { graph: open, treatment: { name: 'x', lag: 0 }, outcome: 'y' })
    expect(!found.estimated && found.reason).toBe('not-identifiable')
  })
  it('refuses a variable on itself at the same time, and hidden causes', () => {
    expectCausalError(
      () => laggedEffect(data, { graph, treatment: { name: 'x', lag: 0 }, outcome: 'x' }),
      'laggedEffect',
      'overlap',
    )
    expectCausalError(
      () => laggedEffect(data, { graph, treatment: { name: 'q', lag: 0 }, outcome: 'x' }),
      'laggedEffect',
      'unknown-name',
    )
  })
  it('agrees with the model fitted along the graph', () => {
    const model = fitLinearTemporalModel(data, graph)
    expect(model.effects.map(({ from, to, lag }) => `${from}${to}${lag}`)).toEqual(['xx1', 'xy1', 'yy1'])
    expect(model.lagged[0]![2]).toBeCloseTo(2, 0)
    expect(model.spectralRadius).toBeLessThan(0.7)
  })
})
