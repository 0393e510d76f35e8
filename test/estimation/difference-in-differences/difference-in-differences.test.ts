import { describe, expect, it } from 'vitest'
import {
  differenceInDifferences,
  goodmanBacon,
  groupTimeEffects,
  plotEventStudy,
  table,
  twoWayFixedEffects,
} from '../../../src/index.js'
import { generator } from '../../../src/probability/streams/stream.js'

interface Row {
  readonly unit: string
  readonly time: number
  readonly d: number
  readonly y: number
  readonly x: number
}
const question = { treatment: 'd', outcome: 'y', unit: 'unit', time: 'time' } as const

/** Units with their own level, a common trend, and treatment from `start(unit)` on. */
function panel(units: number, times: number, start: (u: number) => number, effect: (since: number) => number): Row[] {
  const random = generator('panel')
  return Array.from({ length: units }, (_, u) => {
    const [level, x] = [random.normal(), random.normal()]
    return Array.from({ length: times }, (_, t) => {
      const since = t - start(u)
      return {
        unit: `u${u}`,
        time: 2000 + t,
        d: since >= 0 ? 1 : 0,
        x,
        y: level + t + (since >= 0 ? effect(since) : 0) + 0.1 * random.normal(),
      }
    })
  }).flat()
}
const staggered = panel(
  60,
  6,
  (u) => [3, 4, 99][u % 3]!,
  (since) => 1 + since,
)

describe('differenceInDifferences', () => {
  it('takes nobody for untreated who was not seen once treatment began, and tells of gaps', () => {
    const rows = panel(
      12,
      2,
      (u) => (u < 6 ? 1 : 99),
      () => 2,
    )
    // u0 would have been treated at 2001: its treatment is 0 wherever it is seen
    const lost = rows.filter(({ unit, time }) => unit !== 'u0' || time === 2000)
    expect(() => differenceInDifferences(table(lost), question)).toThrow(
      /^differenceInDifferences: 1 of 12 units \("unit" "u0"\) have no row from 2001 on/,
    )
    const without = lost.filter(({ unit }) => unit !== 'u0')
    const whole = differenceInDifferences(table(without), question)
    expect(whole.estimated && whole.warnings).toEqual([])
    // one seen only afterwards is known to be treated
    const late = differenceInDifferences(
      table(without.filter(({ unit, time }) => unit !== 'u1' || time === 2001)),
      question,
    )
    expect(late.estimated && late.warnings.join()).toContain('gaps')
  })

  it('of one treated unit takes the spread from the others, and says so', () => {
    const rows = panel(
      12,
      4,
      (u) => (u === 0 ? 2 : 99),
      () => 2,
    )
    const e = differenceInDifferences(table(rows), question)
    if (!e.estimated) throw new Error(e.message)
    // the changes of the eleven others, by hand
    const change = (u: number): number => {
      const own = rows.filter(({ unit }) => unit === `u${u}`)
      return (own[2]!.y + own[3]!.y) / 2 - (own[0]!.y + own[1]!.y) / 2
    }
    const others = Array.from({ length: 11 }, (_, i) => change(i + 1))
    const mean = others.reduce((sum, c) => sum + c, 0) / 11
    const variance = others.reduce((sum, c) => sum + (c - mean) ** 2, 0) / 10
    expect(e.estimate).toBeCloseTo(change(0) - mean, 10)
    expect(e.standardError).toBeCloseTo(Math.sqrt(variance * (1 + 1 / 11)), 10)
    expect(e.degreesOfFreedom).toBe(10)
    expect(e.warnings.join()).toContain('single unit')
  })

  it('with CR2 of a balanced panel is the t test of the units’ changes', () => {
    const rows = panel(
      10,
      2,
      (u) => (u < 4 ? 1 : 99),
      () => 2,
    )
    const e = differenceInDifferences(table(rows), question)
    if (!e.estimated) throw new Error(e.message)
    const changes = Array.from({ length: 10 }, (_, u) => rows[2 * u + 1]!.y - rows[2 * u]!.y)
    const part = (list: number[]) => {
      const mean = list.reduce((sum, c) => sum + c, 0) / list.length
      return { mean, variance: list.reduce((sum, c) => sum + (c - mean) ** 2, 0) / (list.length - 1) / list.length }
    }
    const [treated, others] = [part(changes.slice(0, 4)), part(changes.slice(4))]
    expect(e.estimate).toBeCloseTo(treated.mean - others.mean, 10)
    expect(e.standardError).toBeCloseTo(Math.sqrt(treated.variance + others.variance), 9)
  })

  it('takes cross-sections of other people each time', () => {
    const rows = panel(
      8,
      2,
      (u) => (u < 4 ? 1 : 99),
      () => 2,
    ).flatMap((row) => [row, { ...row, y: row.y + 0.5 }])
    expect(() => differenceInDifferences(table(rows), question)).toThrow(/"u0" has more than one row at "time" 2000/)
    const e = differenceInDifferences(table(rows), question, { crossSections: true })
    expect(e.estimated && e.estimate).toBeGreaterThan(1.8)
  })

  it('names what stands in the way', () => {
    expect(() => differenceInDifferences(table(staggered), question)).toThrow(/2 different times \(2003, 2004\)/)
    const all = panel(
      6,
      3,
      () => 1,
      () => 1,
    )
    expect(differenceInDifferences(table(all), question)).toMatchObject({ estimated: false, reason: 'no-comparison' })
    const always = panel(
      6,
      3,
      (u) => (u < 3 ? 0 : 99),
      () => 1,
    )
    expect(differenceInDifferences(table(always), question)).toMatchObject({
      estimated: false,
      reason: 'no-comparison',
      witness: { time: 2000 },
    })
    const ends = staggered.map((row) => (row.unit === 'u0' && row.time === 2005 ? { ...row, d: 0 } : row))
    expect(() => groupTimeEffects(table(ends), question)).toThrow(/"u0" goes back to 0 at time 2005/)
    expect(() => twoWayFixedEffects(table(staggered.map((row) => ({ ...row, d: 0 }))), question)).toThrow(
      /"d" does not vary/,
    )
    expect(() => twoWayFixedEffects(table(staggered.map((row) => ({ ...row, d: row.d * 2 }))), question)).toThrow(
      /must be 0/,
    )
    expect(() => differenceInDifferences(table(staggered.map((row) => ({ ...row, unit: 'one' }))), question)).toThrow(
      /one value only/,
    )
  })
})

describe('twoWayFixedEffects', () => {
  it('warns where effects that grow get negative weights, and is the sum of its comparisons', () => {
    const early = panel(
      30,
      10,
      (u) => [2, 6, 99][Math.min(u % 10, 2)]! - (u % 10 > 7 ? 0 : u % 2),
      (since) => since * since,
    )
    const e = twoWayFixedEffects(
      table(early.filter(({ unit }) => Number(unit.slice(1)) % 10 < 8 || unit !== 'u9')),
      question,
    )
    const parts = goodmanBacon(table(early), question)
    const whole = twoWayFixedEffects(table(early), question)
    if (!e.estimated || !parts.estimated || !whole.estimated) throw new Error('refused')
    expect(parts.estimate).toBeCloseTo(whole.estimate, 9)
    expect(parts.comparisons.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12)
    const twoGroups = panel(
      20,
      12,
      (u) => (u % 2 === 0 ? 1 : 8),
      (since) => since,
    )
    const f = twoWayFixedEffects(table(twoGroups), question)
    if (!f.estimated) throw new Error(f.message)
    expect(f.weights.negative).toBeGreaterThan(0)
    expect(f.warnings.join()).toContain('negative weight')
  })

  it('is the regression on indicators, gaps or none', () => {
    const rows = staggered.slice(0, 90).filter((_, i) => i % 11 !== 4)
    const units = [...new Set(rows.map(({ unit }) => unit))]
    const e = twoWayFixedEffects(table(rows), question)
    if (!e.estimated) throw new Error(e.message)
    // Frisch–Waugh by Gauss–Seidel, far past convergence
    const left = (values: number[]): number[] => {
      let out = values.slice()
      for (let round = 0; round < 3000; round++)
        for (const key of ['unit', 'time'] as const) {
          const sums = new Map<string | number, [number, number]>()
          rows.forEach((row, i) => {
            const [s, c] = sums.get(row[key]) ?? [0, 0]
            sums.set(row[key], [s + out[i]!, c + 1])
          })
          out = out.map((v, i) => {
            const [s, c] = sums.get(rows[i]![key])!
            return v - s / c
          })
        }
      return out
    }
    const [d, y] = [left(rows.map((row) => row.d)), left(rows.map((row) => row.y))]
    const slope = d.reduce((sum, v, i) => sum + v * y[i]!, 0) / d.reduce((sum, v) => sum + v * v, 0)
    expect(e.estimate).toBeCloseTo(slope, 9)
    expect(e.diagnostics['absorbed']).toBe(units.length + 6 - 1)
    expect(e.warnings.join()).toContain('gaps')
  })
})

describe('groupTimeEffects', () => {
  it('finds effects that grow, and no pre-trend where there is none', () => {
    const e = groupTimeEffects(table(staggered), question)
    if (!e.estimated) throw new Error(e.message)
    for (const { event, estimate, standardError } of e.eventStudy)
      expect(Math.abs(estimate - (event < 0 ? 0 : 1 + event))).toBeLessThan(4 * standardError)
    expect(e.preTrend!.pValue).toBeGreaterThan(0.001)
    for (const { interval, band } of e.eventStudy) expect(band[1] - band[0]).toBeGreaterThan(interval[1] - interval[0])
    const plot = plotEventStudy(e)
    expect(JSON.parse(JSON.stringify(plot)).data.values).toHaveLength(e.eventStudy.length)
  })

  it('tells of a trend before treatment', () => {
    const bent = staggered.map((row, i) => ({
      ...row,
      y: row.y + (Math.floor(i / 6) % 3 === 2 ? 0 : 0.3 * (row.time - 2000)),
    }))
    const e = groupTimeEffects(table(bent), question)
    expect(e.estimated && e.preTrend!.pValue).toBeLessThan(1e-4)
    expect(e.estimated && e.warnings.join()).toContain('trends differed before treatment')
  })

  it('leaves out units with gaps and units treated throughout, and names them', () => {
    const rows = panel(
      40,
      5,
      (u) => (u === 0 ? 0 : u % 2 === 0 ? 2 : 99),
      () => 1,
    ).filter((row) => !(row.unit === 'u1' && row.time === 2001))
    const e = groupTimeEffects(table(rows), question)
    if (!e.estimated) throw new Error(e.message)
    expect(e.warnings.join()).toContain('"u1"')
    expect(e.warnings.join()).toContain('"u0"')
    expect(e.diagnostics['units']).toBe(38)
  })

  it('without anybody never treated asks for those not yet treated', () => {
    const rows = panel(
      40,
      6,
      (u) => (u % 2 === 0 ? 2 : 4),
      () => 1,
    )
    expect(groupTimeEffects(table(rows), question)).toMatchObject({ estimated: false, reason: 'no-comparison' })
    const e = groupTimeEffects(table(rows), question, { comparison: 'not-yet-treated' })
    if (!e.estimated) throw new Error(e.message)
    expect(e.cells.filter(({ time, group }) => time >= group).map(({ group, time }) => [group, time])).toEqual([
      [2002, 2002],
      [2002, 2003],
    ])
  })

  it('by two groups and two times is the difference of mean changes, in every method', () => {
    const rows = panel(
      20,
      2,
      (u) => (u < 8 ? 1 : 99),
      () => 2,
    )
    const plain = differenceInDifferences(table(rows), question)
    for (const summary of ['group', 'simple', 'event', 'time'] as const) {
      const e = groupTimeEffects(table(rows), question, { summary })
      expect(e.estimated && e.estimate).toBeCloseTo(plain.estimated ? plain.estimate : Number.NaN, 9)
    }
  })

  it('with a cluster above the unit sums within it', () => {
    const rows = staggered.map((row) => ({ ...row, state: `s${Number(row.unit.slice(1)) % 20}` }))
    const e = groupTimeEffects(table(rows), { ...question, cluster: 'state' })
    const own = groupTimeEffects(table(staggered), question)
    if (!e.estimated || !own.estimated) throw new Error('refused')
    expect(e.estimate).toBe(own.estimate)
    expect(e.standardError).not.toBe(own.standardError)
  })
})
