import { describe, expect, it } from 'vitest'
import {
  betweenEffects,
  firstDifferences,
  fixedEffects,
  hausmanTest,
  pooledRegression,
  randomEffects,
  table,
} from '../../../src/index.js'
import { generator } from '../../../src/probability/streams/stream.js'

const random = generator('panel')
/** Units with effects that go with x: within says 2, between something else. */
const rows = Array.from({ length: 40 }, (_, u) => {
  const own = random.normal()
  return Array.from({ length: 5 }, (_, t) => {
    const x = own + random.normal()
    const z = random.normal()
    return {
      unit: `u${u}`,
      time: 2000 + t,
      x,
      z,
      fixed: u % 3,
      kind: ['a', 'b', 'c'][t % 3]!,
      region: `r${u % 10}`,
      y: 2 * x + z + 3 * own + t + 0.3 * random.normal(),
    }
  })
}).flat()
const data = table(rows)
const question = { treatment: 'x', outcome: 'y', unit: 'unit', time: 'time' } as const

describe('fixedEffects', () => {
  it('is right where what differs between units confounds, and the others are not', () => {
    const within = fixedEffects(data, question, { effects: 'two-way' })
    const pooled = pooledRegression(data, question)
    const between = betweenEffects(data, question)
    if (!within.estimated || !pooled.estimated || !between.estimated) throw new Error('refused')
    expect(within.interval[0]).toBeLessThan(2)
    expect(within.interval[1]).toBeGreaterThan(2)
    expect(pooled.interval[0]).toBeGreaterThan(2.3)
    expect(between.estimate).toBeGreaterThan(3)
    expect(hausmanTest(data, question)).toMatchObject({ estimated: true, degreesOfFreedom: 1 })
    expect((hausmanTest(data, question) as { pValue: number }).pValue).toBeLessThan(1e-6)
  })

  it('with both effects is the same as times absorbed by name', () => {
    const a = fixedEffects(data, question, { effects: 'two-way' })
    const b = fixedEffects(data, { treatment: 'x', outcome: 'y', unit: 'unit' }, { absorb: 'time' })
    if (!a.estimated || !b.estimated) throw new Error('refused')
    expect(b.estimate).toBeCloseTo(a.estimate, 10)
    expect(b.standardError).toBeCloseTo(a.standardError, 10)
  })

  it('takes categories as indicators, and a cluster above the unit', () => {
    const e = fixedEffects(data, { ...question, adjustment: ['z', 'kind'], cluster: 'region' })
    if (!e.estimated) throw new Error(e.message)
    expect(e.coefficients.map(({ name }) => name)).toEqual(['x', 'z', 'kind=b', 'kind=c'])
    expect(e.diagnostics['clusters']).toBe(10)
    expect(e.warnings.join()).toContain('10 clusters (region) are few')
    const again = fixedEffects(data, e.specification as never)
    expect(again.estimated && again.standardError).toBe(e.standardError)
  })

  it('CR0 is the influence of rows summed within units', () => {
    const e = fixedEffects(data, question, { standardErrors: 'CR0' })
    if (!e.estimated) throw new Error(e.message)
    const sums = new Map<string, number>()
    for (const [i, { unit }] of rows.entries()) sums.set(unit, (sums.get(unit) ?? 0) + e.influence[i]!)
    const square = [...sums.values()].reduce((sum, v) => sum + v * v, 0)
    expect(Math.sqrt(square) / rows.length).toBeCloseTo(e.standardError, 10)
  })

  it('names what stands in the way', () => {
    expect(() => fixedEffects(table([...rows, rows[3]!]), question)).toThrow(
      /"u0" has more than one row at "time" 2003/,
    )
    expect(fixedEffects(data, { ...question, treatment: 'fixed' })).toMatchObject({
      estimated: false,
      reason: 'collinear',
      witness: { column: 'fixed' },
    })
    expect(
      fixedEffects(table(rows.map((row) => ({ ...row, twice: 2 * row.x }))), {
        ...question,
        adjustment: ['twice'] as never,
      }),
    ).toMatchObject({ estimated: false, reason: 'collinear' })
    expect(() => fixedEffects(table(rows.map((row) => ({ ...row, x: 1 }))), question)).toThrow(/"x" does not vary/)
    expect(() => fixedEffects(table(rows.map((row) => ({ ...row, unit: 'one' }))), question)).toThrow(/one value only/)
    expect(() =>
      fixedEffects(table(rows.map((row) => ({ ...row, region: 'r' }))), { ...question, cluster: 'region' }),
    ).toThrow(/one value only/)
    expect(fixedEffects(table(rows.filter(({ time }) => time === 2000)), question)).toMatchObject({
      estimated: false,
      reason: 'collinear',
    })
    expect(() => fixedEffects(data, { treatment: 'x', outcome: 'y', unit: 'unit' }, { effects: 'two-way' })).toThrow(
      /need `time`/,
    )
  })
})

describe('firstDifferences', () => {
  it('of two times is fixed effects with a constant taken out of neither', () => {
    const two = rows.filter(({ time }) => time < 2002).map((row) => ({ ...row, y: row.y - row.time }))
    const [fd, fe] = [firstDifferences(table(two), question), fixedEffects(table(two), question)]
    if (!fd.estimated || !fe.estimated) throw new Error('refused')
    expect(fd.estimate).toBeCloseTo(fe.estimate, 10)
  })

  it('makes no change over a gap', () => {
    const gaps = rows.filter(({ unit, time }) => !(unit === 'u0' && time === 2002))
    const e = firstDifferences(table(gaps), question)
    expect(e.estimated && e.n).toBe(40 * 4 - 2)
    expect(
      firstDifferences(
        table(
          rows
            .filter(({ time }) => time === 2000 || time === 2001)
            .filter((row, i) => (row.time - 2000 + i) % 2 === 0 && row.time === 2000),
        ),
        question,
      ),
    ).toMatchObject({ estimated: false, reason: 'no-comparison' })
  })
})

describe('randomEffects', () => {
  it('with units’ means has the coefficients of fixed effects (Mundlak), gaps or none', () => {
    const part = rows.filter((_, i) => i % 7 !== 3)
    const means = new Map<string, number>()
    for (const { unit } of part) {
      const own = part.filter((row) => row.unit === unit)
      means.set(unit, own.reduce((sum, row) => sum + row.x, 0) / own.length)
    }
    const filled = table(part.map((row) => ({ ...row, mean: means.get(row.unit)! })))
    const [re, fe] = [randomEffects(filled, { ...question, adjustment: ['mean'] }), fixedEffects(filled, question)]
    if (!re.estimated || !fe.estimated) throw new Error('refused')
    expect(re.estimate).toBeCloseTo(fe.estimate, 8)
    expect(re.components!.theta[0]).toBeLessThan(re.components!.theta[1])
  })

  it('is pooled regression where units do not differ, and says so', () => {
    const noise = generator('noise')
    const same = rows.map((row) => ({
      ...row,
      x: noise.normal(),
      y: noise.normal() - (Math.floor(noise.uniform() * 2) ? 0 : 0),
    }))
    // effects that cancel within units leave less between them than chance
    const cancelled = same.map((row, i) => ({
      ...row,
      y: i % 5 === 4 ? -same.slice(i - 4, i).reduce((sum, r) => sum + r.y, 0) : row.y,
    }))
    const [re, pooled] = [randomEffects(table(cancelled), question), pooledRegression(table(cancelled), question)]
    if (!re.estimated || !pooled.estimated) throw new Error('refused')
    expect(re.components!.unit).toBe(0)
    expect(re.estimate).toBeCloseTo(pooled.estimate, 10)
    expect(re.warnings.join()).toContain('this is pooled regression')
  })
})
