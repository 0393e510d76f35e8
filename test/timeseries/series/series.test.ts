import { describe, expect, it } from 'vitest'
import { column, laggedMoments, mergeLaggedMoments, moments, series, table } from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'

describe('series', () => {
  it('takes rows in their order where there is no time', () => {
    const x = Float64Array.of(3, 1, 2)
    const s = series(table({ X: x }))
    expect(s.stretches).toEqual([{ unit: null, start: 0, length: 3, time: 0 }])
    expect(column(s.table, 'X')).toBe(x)
    expect([s.every, s.warnings]).toEqual([1, []])
  })

  it('sorts rows by recording and by time', () => {
    const s = series(table({ who: ['b', 'a', 'b', 'a'], t: [2, 1, 1, 2], X: [4, 1, 3, 2] }), { time: 't', unit: 'who' })
    expect([...column(s.table, 'X')]).toEqual([1, 2, 3, 4])
    expect(s.stretches.map(({ unit, length }) => [unit, length])).toEqual([
      ['a', 2],
      ['b', 2],
    ])
    expect(s.names).toEqual(['X'])
  })

  it('keeps the rows of a recording in their order where there is no time', () => {
    const s = series(table({ who: [2, 1, 2, 1], X: [3, 1, 4, 2] }), { unit: 'who' })
    expect([...column(s.table, 'X')]).toEqual([1, 2, 3, 4])
  })

  it('ends a stretch at a gap, and says so', () => {
    const s = series(table({ t: [0, 10, 20, 50, 60], X: [1, 2, 3, 4, 5] }), { time: 't' })
    expect(s.every).toBe(10)
    expect(s.stretches.map(({ start, length, time }) => [start, length, time])).toEqual([
      [0, 3, 0],
      [3, 2, 50],
    ])
    expect(s.warnings[0]).toMatch(/a gap in the stamps/)
  })

  it('reads dates as texts and as dates, by the hour too', () => {
    const texts = ['2026-03-01T00:00', '2026-03-01T01:00', '2026-03-01T02:00', '2026-03-01T04:00']
    for (const at of [texts, texts.map((text) => new Date(`${text}Z`))]) {
      const s = series(table({ at, X: [1, 2, 3, 4] } as { at: string[]; X: number[] }), { time: 'at' })
      expect(s.every).toBeCloseTo(1 / 24, 10)
      expect(s.stretches.map(({ length }) => length)).toEqual([3, 1])
    }
  })

  it('refuses stamps that stand twice, are irregular, missing or no dates', () => {
    const at = (t: unknown[]) => () => series(table({ t: t as number[], X: t.map((_, i) => i) }), { time: 't' })
    expect(expectCausalError(at([1, 2, 2]), 'series', 'invalid-data').message).toMatch(/two rows have the stamp 2/)
    expect(expectCausalError(at([1, 2, 3.5]), 'series', 'invalid-data').message).toMatch(/1.500 steps of 1/)
    expectCausalError(at([1, null, 3]), 'series', 'missing-values')
    expectCausalError(at(['monday', 'tuesday']), 'series', 'invalid-data')
    const months = at(['2026-01-01', '2026-02-01', '2026-03-01'])
    expect(expectCausalError(months, 'series', 'invalid-data').message).toMatch(/12 \* year \+ month/)
  })

  it('takes the step that is asked for', () => {
    const t = table({ t: [0, 2, 4], X: [1, 2, 3] })
    expect(series(t, { time: 't', every: 1 }).stretches).toHaveLength(3)
    expectCausalError(() => series(t, { time: 't', every: 3 }), 'series', 'invalid-data')
    expectCausalError(() => series(t, { every: 1 }), 'series', 'invalid-argument')
    expectCausalError(() => series(t, { time: 't', every: 0 }), 'series', 'invalid-argument')
  })

  it('makes masked cells missing ones, in the rows as they were given', () => {
    const t = table({ t: [2, 1, 3], X: [20, 10, 30], C: ['b', 'a', 'b'] })
    const s = series(t, { time: 't', masked: { X: [true, false, false], C: [0, 0, 1] } })
    expect([...column(s.table, 'X')]).toEqual([10, Number.NaN, 30])
    expect([...column(s.table, 'C').codes]).toEqual([0, 1, -1])
    expect(s.warnings[0]).toMatch(/in 2 of 3 rows/)
    expectCausalError(() => series(t, { masked: { X: [true, true, true] } }), 'series', 'invalid-data')
    expectCausalError(() => series(t, { masked: { X: [true] } }), 'series', 'invalid-argument')
    expectCausalError(() => series(t, { time: 't', masked: { t: [1, 0, 0] } }), 'series', 'invalid-argument')
  })

  it('refuses a table without rows or variables, and unknown columns', () => {
    expectCausalError(() => series(table({ t: [1, 2] }), { time: 't' }), 'series', 'too-few-rows')
    expectCausalError(() => series(table({ X: [1] }), { time: 'T' as 'X' }), 'series', 'unknown-name')
    expectCausalError(() => series(table({ X: [1], Y: [1] }), { time: 'X', unit: 'X' }), 'series', 'overlap')
  })
})

describe('laggedMoments', () => {
  const x = [1, 4, 2, 8, 5, 7, 3]
  const y = [2, 2, 9, 1, 6, 4, 4]

  it('equals the moments of the lagged columns', () => {
    const found = laggedMoments(series(table({ X: x, Y: y })), { maxLag: 2 })
    const shifted = (values: number[], lag: number) => values.slice(2 - lag, values.length - lag)
    const columns = Object.fromEntries(
      [0, 1, 2].flatMap((lag) => [
        [`X${lag}`, shifted(x, lag)],
        [`Y${lag}`, shifted(y, lag)],
      ]),
    )
    const expected = moments(table(columns))
    expect(found.names).toEqual(['X[t]', 'Y[t]', 'X[t-1]', 'Y[t-1]', 'X[t-2]', 'Y[t-2]'])
    expect(found.count).toBe(5)
    for (const [k, value] of expected.covariance.entries()) expect(found.covariance[k]).toBeCloseTo(value, 10)
  })

  it('reaches across no gap, no recording and no missing cell', () => {
    const rows = table({
      u: [1, 1, 1, 2, 2, 2],
      t: [1, 2, 3, 1, 2, 4],
      X: [1, 2, 4, 10, 20, 30],
      Y: [1, 2, 3, 4, 5, 6],
    })
    const s = series(rows, { unit: 'u', time: 't' })
    expect(laggedMoments(s, { maxLag: 1 }).count).toBe(3)
    const masked = series(rows, { unit: 'u', time: 't', masked: { Y: [1, 0, 0, 0, 0, 0] } })
    expect(laggedMoments(masked, { maxLag: 1 }).count).toBe(2)
    expect(laggedMoments(masked, { maxLag: 0 }).count).toBe(5)
  })

  it('counts windows by their weights, and is merged from parts', () => {
    const whole = laggedMoments(series(table({ X: x, Y: y })))
    const weights = x.map((_, t) => (t < 4 ? 1 : 0))
    const early = laggedMoments(series(table({ X: x, Y: y })), { weights })
    const late = laggedMoments(series(table({ X: x, Y: y })), { weights: weights.map((w) => 1 - w) })
    const merged = mergeLaggedMoments(early, late)
    expect([early.count, late.count, merged.count]).toEqual([3, 3, whole.count])
    for (const [k, value] of whole.covariance.entries()) expect(merged.covariance[k]).toBeCloseTo(value, 10)
  })

  it('refuses too few windows, categories and bad lags', () => {
    const s = series(table({ X: x }))
    expectCausalError(() => laggedMoments(s, { maxLag: 6 }), 'laggedMoments', 'too-few-rows')
    expectCausalError(() => laggedMoments(s, { maxLag: -1 }), 'laggedMoments', 'invalid-argument')
    expectCausalError(() => laggedMoments(series(table({ C: ['a', 'b', 'a'] }))), 'laggedMoments', 'invalid-data')
    expectCausalError(
      () => mergeLaggedMoments(laggedMoments(s), laggedMoments(s, { maxLag: 2 })),
      'mergeLaggedMoments',
      'invalid-argument',
    )
  })
})
