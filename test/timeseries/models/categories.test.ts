import { describe, expect, it } from 'vitest'
import {
  type Categorical,
  counterfactualSeries,
  fitTemporalScm,
  fromJson,
  laggedGraph,
  oneStepForecasts,
  type Series,
  sampleSeries,
  series,
  shift,
  table,
  toJson,
  toRows,
} from '../../../src/index.js'
import { generator } from '../../../src/probability/streams/stream.js'
import { expectCausalError } from '../../support/errors.js'

/** A weather that lasts, umbrellas sold by it, and a crowd that depends on sales before: `few` or `many`. */
function days(steps: number, seed: string): { weather: string[]; sales: number[]; crowd: string[] } {
  const random = generator(seed)
  const rows: ReturnType<typeof days> = { weather: ['sun'], sales: [0], crowd: ['few'] }
  for (let t = 1; t < steps; t++) {
    const before = rows.weather[t - 1]!
    const stay = before === 'sun' ? 0.8 : before === 'rain' ? 0.6 : 0.5
    const other = before === 'sun' ? ['rain', 'fog'] : before === 'rain' ? ['sun', 'fog'] : ['sun', 'rain']
    rows.weather.push(random.uniform() < stay ? before : other[random.integer(2)]!)
    const push = { sun: 0, rain: 3, fog: 1 }[rows.weather[t]!]!
    rows.sales.push(0.3 * rows.sales[t - 1]! + push + random.normal())
    rows.crowd.push(random.uniform() < 1 / (1 + Math.exp(rows.sales[t - 1]! - 2)) ? 'many' : 'few')
  }
  return rows
}
const graph = laggedGraph('weather[t-1] -> weather; weather -> sales; sales[t-1] -> sales; sales[t-1] -> crowd')
const data = series(table(days(3000, 'days')))
const model = fitTemporalScm(data, graph)
const mechanism = (name: string) => model.mechanisms.find(({ variable }) => variable === name)!
const values = (found: Series<unknown, string>, name: string): unknown[] =>
  toRows(found.table as never).map((row) => (row as Record<string, unknown>)[name])
const share = (found: Series<unknown, string>, name: string, level: string): number => {
  const list = values(found, name)
  return list.filter((value) => value === level).length / list.length
}

describe('a model of a series with categories', () => {
  it('finds the chances of levels, by tables and by weights', () => {
    const weather = mechanism('weather')
    expect(weather.levels).toEqual(['fog', 'rain', 'sun'])
    // from sun: fog .1, rain .1, sun .8
    const [fog, rain, sun] = weather.chances!([2])
    expect([fog, rain, sun].map((v) => Math.abs(v! - [0.1, 0.1, 0.8][[fog, rain, sun].indexOf(v)]!) < 0.03)).toEqual([
      true,
      true,
      true,
    ])
    expect(weather.predict([2])).toBe(2)
    const many = mechanism('crowd').levels!.indexOf('many')
    for (const sales of [0, 2, 4])
      expect(mechanism('crowd').chances!([sales])[many]).toBeCloseTo(1 / (1 + Math.exp(sales - 2)), 1)
    expect(mechanism('sales').parents.map(({ name, lag }) => [name, lag])).toEqual([
      ['weather', 0],
      ['sales', 1],
    ])
    expect(mechanism('sales').predict([1, 0]) - mechanism('sales').predict([2, 0])).toBeCloseTo(3, 0)
    expect(model.noise.residuals.map((list) => list.length)).toEqual([0, 2999, 0])
    for (const { error, spread } of model.heldOut) expect(error).toBeLessThan(spread)
    expect(model.warnings).toEqual([])
  })

  it('is sampled from, left alone and with levels set', () => {
    const free = sampleSeries(model, 4000, { seed: 1 })
    for (const [name, level] of [
      ['weather', 'sun'],
      ['weather', 'fog'],
      ['crowd', 'many'],
    ] as const)
      expect(Math.abs(share(free, name, level) - share(data, name, level))).toBeLessThan(0.04)
    const wet = sampleSeries(model, 1000, { seed: 1, do: { weather: 'rain' } })
    expect(share(wet, 'weather', 'rain')).toBe(1)
    expect(share(wet, 'crowd', 'many')).toBeLessThan(0.25)
    const after = sampleSeries(model, 20, {
      seed: 1,
      do: { weather: { set: () => 'fog', from: 5, to: 9 } },
      start: data,
    })
    expect(values(after, 'weather').slice(5, 10)).toEqual(Array(5).fill('fog'))
    expect(sampleSeries(model, 50, { seed: 3 })).toEqual(sampleSeries(model, 50, { seed: 3 }))
  })

  it('samples the same whatever the order of columns and the order in which levels appear', () => {
    const { weather, sales, crowd } = days(400, 'order')
    const other = ({ codes, levels }: Categorical): Categorical => ({
      codes: codes.map((code) => levels.length - 1 - code),
      levels: [...levels].reverse(),
    })
    const plain = table({ weather, sales, crowd })
    const turned = table({ crowd, sales, weather: other(plain.data[0] as Categorical) as never })
    const [a, b] = [plain, turned].map((rows) =>
      sampleSeries(fitTemporalScm(series(rows as typeof plain), graph), 60, { seed: 2 }),
    )
    for (const name of ['weather', 'crowd', 'sales']) expect(values(b!, name)).toEqual(values(a!, name))
  })

  it('forecasts a step ahead by chances', () => {
    const fresh = series(table(days(800, 'fresh')))
    const { forecasts, chances, errors, rows } = oneStepForecasts(model, fresh)
    expect(chances.map(({ variable }) => variable)).toEqual(['weather', 'crowd'])
    const { levels, chances: flat } = chances[0]!
    expect(flat).toHaveLength(3 * rows.length)
    const first = flat.subarray(0, 3)
    expect(first.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12)
    const best = levels[first.indexOf(Math.max(...first))]
    expect(toRows(forecasts)[0]!.weather).toBe(best)
    for (const { error, spread } of errors) expect(error).toBeLessThan(spread)
    // of two levels by the truth: √(mean 2 p (1 − p)) is the least that is possible
    expect(errors[2]!.error).toBeLessThan(0.65)
  })

  it('replays what was where causes of categories stay as they were, and refuses where they do not', () => {
    const seen = series(table(days(60, 'seen')))
    const shifted = counterfactualSeries(model, seen, {
      do: { crowd: 'few', sales: { set: shift(1), from: 30, to: 30 } },
    })
    const [before, after] = [seen, shifted].map((s) => values(s, 'sales') as number[])
    expect(after![29]).toBe(before![29])
    expect(after![30]! - before![30]!).toBeCloseTo(1, 12)
    expect(after![31]! - before![31]!).toBeCloseTo(0.3, 1)
    expect(values(shifted, 'weather')).toEqual(values(seen, 'weather'))
    expect(share(shifted, 'crowd', 'few')).toBe(1)
    const ask = (what: object) => () => counterfactualSeries(model, seen, { do: what as never })
    expectCausalError(ask({ sales: { set: shift(1), from: 30 } }), 'counterfactualSeries', 'not-supported')
    expectCausalError(ask({ weather: { set: 'rain', from: 3, to: 3 } }), 'counterfactualSeries', 'not-supported')
    const all = counterfactualSeries(model, seen, { do: { weather: 'rain', crowd: 'few' } })
    expect(share(all, 'weather', 'rain')).toBe(1)
  })

  it('refuses levels that it does not know, and numbers for categories', () => {
    const ask = (what: object) => () => sampleSeries(model, 10, { do: what as never })
    expectCausalError(ask({ weather: 'snow' }), 'sampleSeries', 'invalid-argument')
    expectCausalError(ask({ weather: 1 }), 'sampleSeries', 'invalid-argument')
    expectCausalError(ask({ weather: shift(1) }), 'sampleSeries', 'invalid-argument')
    expectCausalError(ask({ sales: 'rain' }), 'sampleSeries', 'invalid-argument')
    expectCausalError(ask({ weather: () => 'snow' }), 'sampleSeries', 'invalid-argument')
    expectCausalError(ask({ weather: () => 0 }), 'sampleSeries', 'invalid-argument')
    const { weather, sales, crowd } = days(50, 'snow')
    const snow = series(table({ weather: weather.map((w, t) => (t === 20 ? 'snow' : w)), sales, crowd }))
    expectCausalError(() => oneStepForecasts(model, snow), 'oneStepForecasts', 'not-supported')
    const coded = series(table({ weather: weather.map((w) => w.length), sales, crowd }))
    expectCausalError(() => oneStepForecasts(model, coded as never), 'oneStepForecasts', 'not-supported')
  })

  it('names rare levels and refuses levels that are parted without error', () => {
    const { weather, sales, crowd } = days(300, 'rare')
    const rare = series(table({ weather: weather.map((w, t) => (t === 100 ? 'hail' : w)), sales, crowd }))
    expect(fitTemporalScm(rare, graph).warnings.some((line) => line.includes('hail'))).toBe(true)
    const x = Array.from({ length: 200 }, (_, t) => ((t * 0.618034) % 1) - 0.5)
    const sharp = series(table({ x, y: x.map((_, t) => ((x[t - 1] ?? 0) > 0 ? 'up' : 'down')) }))
    expectCausalError(() => fitTemporalScm(sharp, laggedGraph('x[t-1] -> y')), 'fitTemporalScm', 'invalid-data')
    const one = series(table({ x, y: x.map(() => 'same') }))
    expectCausalError(() => fitTemporalScm(one, laggedGraph('x[t-1] -> y')), 'fitTemporalScm', 'constant-column')
  })

  it('gives series that travel', () => {
    const some = sampleSeries(model, 30, { seed: 9 })
    expect(fromJson(JSON.stringify(toJson(some)))).toEqual(some)
  })
})
