import { describe, expect, it } from 'vitest'
import { rowDependence, rowDependenceWarning } from '../../src/independence/core/row-dependence.js'
import { berkeleyAdmissions, fromCounts, kidneyStones, table } from '../../src/index.js'
import { generator } from '../../src/probability/streams/stream.js'

type Columns = Record<string, Float64Array | string[]>

/** AR(1) columns that know nothing of each other. */
function series(seed: number, n: number, p: number, phi: number): Columns {
  const random = generator(seed)
  const one = (): Float64Array => {
    const values = new Float64Array(n)
    for (let i = 0; i < n; i++) values[i] = phi * (values[i - 1] ?? 0) + random.normal()
    return values
  }
  return Object.fromEntries(Array.from({ length: p }, (_, j) => [`v${j}`, one()]))
}

describe('rowDependence', () => {
  it('finds autocorrelated columns, whatever their units', () => {
    const columns = series(1, 300, 4, 0.6)
    const scaled = Object.fromEntries(
      Object.entries(columns).map(([name, v], i) => [name, (v as Float64Array).map((x) => x * 10 ** (6 * i - 9) + i)]),
    )
    for (const data of [table(columns), table(scaled)]) {
      expect(rowDependence(data).map(({ column }) => column)).toEqual(['v0', 'v1', 'v2', 'v3'])
    }
    expect(rowDependenceWarning(table(columns))).toContain('"v0"')
  })

  it('finds rows in groups', () => {
    const random = generator(4)
    const group = Array.from({ length: 50 }, () => [random.normal(), random.normal(), random.normal()])
    const of = (j: number) =>
      Float64Array.from({ length: 500 }, (_, i) => group[Math.floor(i / 10)]![j]! + random.normal())
    expect(rowDependence(table({ a: of(0), b: of(1), c: of(2) })).length).toBeGreaterThanOrEqual(2)
  })

  it('keeps silent of independent rows, of many kinds', () => {
    let alarms = 0
    for (let seed = 0; seed < 150; seed++) {
      const random = generator(`quiet ${seed}`)
      const n = 60 + (seed % 5) * 60
      const normal = Float64Array.from({ length: n }, () => random.normal())
      const data = table({
        normal,
        heavy: Float64Array.from({ length: n }, () => random.normal() / random.uniform()),
        follows: normal.map((v) => v + random.normal()),
        few: Float64Array.from({ length: n }, () => random.integer(2)),
        words: Array.from({ length: n }, () => 'abc'[random.integer(3)]!),
      })
      if (rowDependence(data).length > 0) alarms++
    }
    expect(alarms).toBe(0)
  })

  it('is not alarmed by one sorted column, a constant, or a copy', () => {
    const random = generator(9)
    const of = () => Float64Array.from({ length: 200 }, () => random.normal())
    const a = of()
    const sorted = Float64Array.from({ length: 200 }, (_, i) => i)
    expect(rowDependence(table({ sorted, a, copy: a.map((v) => 2 * v), flat: a.map(() => 1), b: of() }))).toEqual([])
  })

  it('keeps silent of a table made of counts, but not of rows of a few kinds in time', () => {
    expect(rowDependence(fromCounts(kidneyStones))).toEqual([])
    expect(rowDependence(fromCounts(berkeleyAdmissions))).toEqual([])
    const random = generator(11)
    const kept = (): Float64Array => {
      let state = 0
      return Float64Array.from({ length: 400 }, () => (state = random.uniform() < 0.1 ? 1 - state : state))
    }
    expect(rowDependence(table({ a: kept(), b: kept(), c: kept() })).length).toBeGreaterThanOrEqual(2)
  })

  it('has no finding for few rows or missing values', () => {
    expect(rowDependence(table({ a: [1, 2, 3, 4], b: [2, 3, 4, 5] }))).toEqual([])
    const { v0, v1 } = series(2, 100, 2, 0.9)
    expect(
      rowDependence(table({ v0: [Number.NaN, ...(v0 as Float64Array)], v1: [1, ...(v1 as Float64Array)] })),
    ).toEqual([])
  })
})
