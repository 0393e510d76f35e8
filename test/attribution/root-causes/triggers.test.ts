import { describe, expect, it } from 'vitest'
import {
  anomalyScores,
  changePoint,
  cusum,
  laggedGraph,
  normals,
  onlineRootCauses,
  randomStream,
  series,
  singularSpectrum,
  splitSeries,
  table,
} from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'

const noise = (seed: string, n: number) => normals(randomStream(seed), n).values!

/** Load drives latency one step later; a fault of latency's own from step 300 on, and busy hours of load all along. */
function recorded(fault: number) {
  const n = 360
  const [u, v] = [noise('load', n), noise('latency', n)]
  const load = u.map((e, t) => e + (t % 60 < 12 ? 6 : 0))
  const latency = v.map((e, t) => e + 1.5 * (load[t - 1] ?? 0) + (t >= 300 ? fault : 0))
  return series(table({ load, latency }))
}

describe('anomalyScores', () => {
  it('alarms at what a variable does by itself, not at what its cause does', () => {
    const graph = laggedGraph('load[t-1] -> latency')
    const calm = splitSeries(recorded(0), { step: 300 })
    expect(anomalyScores(calm.before, calm.after, { graph }).alarms).toEqual([])
    const { before, after } = splitSeries(recorded(9), { step: 300 })
    const found = anomalyScores(before, after, { graph })
    expect(found.alarms).toHaveLength(60)
    expect(found.alarms.every(({ variable }) => variable === 'latency')).toBe(true)
    expect(found.largest).toHaveLength(60)
    expect(found.scores[1]!.z[0]).toBe(found.alarms[0]!.z)
  })

  it('holds a variable against its own last step where there is no graph', () => {
    const { before, after } = splitSeries(recorded(0), { step: 300 })
    expect(anomalyScores(before, after).scores.map(({ variable }) => variable)).toEqual(['load', 'latency'])
    expectCausalError(() => anomalyScores(before, after, { alpha: 2 }), 'anomalyScores', 'invalid-argument')
  })
})

describe('changePoint', () => {
  const flat = (n: number, from: number, shift: number) =>
    series(table({ a: noise('a', n), b: noise('b', n).map((v, t) => (t >= from ? v + shift : v)) }))

  it('finds the step at which a level moved, and the variable', () => {
    const found = changePoint(flat(400, 250, 2), { quiet: 200 })
    expect(found).toMatchObject({ found: true, variable: 'b', method: 'CUSUM (drift 0.5)' })
    expect(Math.abs(found.start! - 250)).toBeLessThanOrEqual(5)
    expect(found.alarm! - found.start!).toBeLessThan(20)
    expect(found.looks).toHaveLength(200)
    expect(changePoint(flat(400, 250, -2), { quiet: 200 }).variable).toBe('b')
  })

  it('finds nothing in noise, and is not moved by one outlier', () => {
    expect(changePoint(flat(400, 400, 0), { quiet: 200 })).toMatchObject({ found: false, alarm: null, start: null })
    const spiked = flat(400, 400, 0)
    const b = (spiked.table.data[1] as Float64Array).slice()
    b[300] = 1e6
    expect(changePoint(series(table({ a: spiked.table.data[0] as Float64Array, b })), { quiet: 200 }).found).toBe(false)
  })

  it('sees by singular spectrum how variables move together', () => {
    const n = 700
    const [f, e, g] = [noise('f', n), noise('e', n), noise('g', n)]
    const [a, b] = [f, f.map((v, t) => (t < 500 ? 0.95 * v + 0.3 * e[t]! : g[t]!))]
    const found = changePoint(series(table({ a, b })), { quiet: 400, method: singularSpectrum({ window: 5 }) })
    expect(found).toMatchObject({ found: true, variable: null })
    expect(found.alarm).toBeGreaterThanOrEqual(500)
    expect(found.alarm).toBeLessThan(600)
  })

  it('refuses by name', () => {
    const refused = (call: () => unknown, code: Parameters<typeof expectCausalError>[2]) =>
      expectCausalError(call, 'changePoint', code).message
    refused(() => changePoint(flat(100, 50, 2), { quiet: 10 }), 'too-few-rows')
    refused(() => changePoint(flat(100, 50, 2), { quiet: 100 }), 'too-few-rows')
    refused(() => changePoint(flat(100, 50, 2), { quiet: 60, method: singularSpectrum() }), 'too-few-rows')
    const constant = series(table({ a: noise('a', 99), still: new Float64Array(99).fill(3) }))
    expect(refused(() => changePoint(constant, { quiet: 50 }), 'constant-column')).toContain('"still"')
    const gap = series(
      table({ t: [...Array(60).keys(), ...Array(60).keys()].map((v, i) => v + (i < 60 ? 0 : 99)), a: noise('a', 120) }),
      { time: 't' },
    )
    refused(() => changePoint(gap, { quiet: 50 }), 'not-supported')
    const missing = series(table({ a: noise('a', 99).map((v, t) => (t === 7 ? Number.NaN : v)) }))
    refused(() => changePoint(missing, { quiet: 50 }), 'missing-values')
    expectCausalError(() => cusum({ drift: 0 }), 'cusum', 'invalid-argument')
  })
})

describe('onlineRootCauses', () => {
  const run = (fault: number) => {
    const n = 500
    const [u, v, w] = ['u', 'v', 'w'].map((seed) => noise(seed, n))
    const [db, api, page] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)]
    for (let t = 0; t < n; t++) {
      db[t] = 0.4 * (db[t - 1] ?? 0) + u![t]! + (t >= 300 ? fault : 0)
      api[t] = 0.9 * (db[t - 1] ?? 0) + v![t]!
      page[t] = 0.9 * (api[t - 1] ?? 0) + w![t]!
    }
    return splitSeries(series(table({ page, api, db })), { step: 300 })
  }

  it('settles on what changed, and reads no further', () => {
    const { before, after } = run(3)
    const found = onlineRootCauses(before, after, { target: 'page' })
    expect(found.settled).toBe(true)
    expect(found.steps).toBeLessThan(200)
    expect(found.ranking[0]!.variable).toBe('db')
    expect(found.batches.at(-1)!.steps).toBe(found.steps)
    expect(found.batches.at(-1)!.overlap).toBeGreaterThanOrEqual(0.95)
    expect(found.warnings).toEqual([])
  })

  it('says when nothing changed', () => {
    const { before, after } = run(0)
    expect(onlineRootCauses(before, after, { target: 'page', penalty: 5 }).warnings[0]).toContain('no equation changed')
  })

  it('refuses by name', () => {
    const { before, after } = run(3)
    const refused = (options: object, code: Parameters<typeof expectCausalError>[2]) =>
      expectCausalError(() => onlineRootCauses(before, after, { target: 'page', ...options }), 'onlineRootCauses', code)
    refused({ target: 'nobody' }, 'unknown-name')
    refused({ batch: 500 }, 'too-few-rows')
    refused({ maxLag: 80 }, 'too-few-rows')
    refused({ penalty: 0 }, 'invalid-argument')
  })
})
