import { describe, expect, it } from 'vitest'
import { syntheticControl, syntheticDifferenceInDifferences, table } from '../../../src/index.js'
import { generator } from '../../../src/probability/streams/stream.js'

const random = generator('synthetic')
const factors = Array.from({ length: 20 }, () => [random.normal(), random.normal()])
const loadings = Array.from({ length: 25 }, () => [random.uniform(), random.uniform()])
const rows = loadings.flatMap(([a, b], u) =>
  factors.map(([f, g], t) => {
    const law = u === 0 && t >= 14 ? 1 : 0
    return { unit: `u${u}`, time: t, law, y: 5 * a! * f! + 5 * b! * g! + 0.1 * random.normal() + 3 * law }
  }),
)
const question = { treatment: 'law', outcome: 'y', unit: 'unit', time: 'time' } as const
const both = [syntheticControl, syntheticDifferenceInDifferences]

describe.each(both.map((verb) => [verb.name, verb] as const))('%s', (_, verb) => {
  it('finds an effect that factors hide from a difference in differences', () => {
    const e = verb(table(rows), question)
    if (!e.estimated) throw new Error(e.message)
    expect(Math.abs(e.estimate - 3)).toBeLessThan(4 * e.standardError)
    expect(e.placebos).toHaveLength(24)
    expect(e.pValue).toBe(1 / 25)
    const sum = Object.values(e.weights).reduce((total, w) => total + w, 0)
    expect(sum).toBeCloseTo(1, 9)
    const after = e.path.filter(({ time }) => time >= 14)
    expect(after.reduce((total, { gap }) => total + gap, 0) / after.length).toBeCloseTo(e.estimate, 9)
    expect(JSON.parse(JSON.stringify(e)).omitted).toEqual(['influence'])
  })

  it('does not depend on order or units, and finds an added effect to the digit', () => {
    const a = verb(table(rows), question)
    const b = verb(table([...rows].reverse().map((row) => ({ ...row, y: 1000 * (row.y + 2 * row.law) }))), question)
    if (!a.estimated || !b.estimated) throw new Error('refused')
    expect(b.estimate / 1000).toBeCloseTo(a.estimate + 2, 7)
    expect(b.standardError / 1000).toBeCloseTo(a.standardError, 7)
    expect(Object.keys(b.weights)).toEqual(Object.keys(a.weights))
  })

  it('draws placebos of several treated by a seed', () => {
    const two = table(
      rows.map((row) => ({ ...row, law: (row.unit === 'u0' || row.unit === 'u1') && row.time >= 14 ? 1 : 0 })),
    )
    const [a, b, c] = [1, 1, 2].map((seed) => verb(two, question, { seed, placebos: 40 }))
    if (!a!.estimated || !b!.estimated || !c!.estimated) throw new Error('refused')
    expect(a!.placebos).toHaveLength(40)
    expect(a!.standardError).toBe(b!.standardError)
    expect(a!.standardError).not.toBe(c!.standardError)
    expect(a!.placebos[0]!.units).toHaveLength(2)
  })

  it('names what stands in the way', () => {
    expect(() => verb(table([...rows, rows[30]!]), question)).toThrow(/"u1" has more than one row at "time" 10/)
    expect(() => verb(table(rows.slice(1)), question)).toThrow(/the panel has gaps: 1 of 25 units \("unit" "u0"\)/)
    expect(() =>
      verb(table(rows.map((row) => ({ ...row, law: row.unit === 'u0' && row.time === 14 ? 1 : 0 }))), question),
    ).toThrow(/goes back to 0 at time 15/)
    expect(verb(table(rows.map((row) => ({ ...row, law: 0 }))), question)).toMatchObject({
      estimated: false,
      reason: 'no-comparison',
    })
    expect(verb(table(rows.map((row) => ({ ...row, law: row.unit === 'u0' ? 1 : 0 }))), question)).toMatchObject({
      estimated: false,
      reason: 'no-comparison',
      witness: { before: 0 },
    })
    expect(verb(table(rows.filter(({ unit }) => unit === 'u0' || unit === 'u1')), question)).toMatchObject({
      estimated: false,
      reason: 'no-comparison',
      witness: { donors: 1 },
    })
    expect(verb(table(rows.filter(({ unit }) => ['u0', 'u1', 'u2'].includes(unit))), question)).toMatchObject({
      estimated: false,
      reason: 'no-spread',
    })
    const staggered = rows.map((row) => ({
      ...row,
      law: (row.unit === 'u0' && row.time >= 14) || (row.unit === 'u1' && row.time >= 16) ? 1 : 0,
    }))
    expect(() => verb(table(staggered), question)).toThrow(/2 different times \(14, 16\)/)
  })
})

describe('syntheticControl', () => {
  it('says when no mixture is like the treated', () => {
    const far = table(rows.map((row) => ({ ...row, y: row.y + (row.unit === 'u0' ? 100 : 0) })))
    const e = syntheticControl(far, question)
    expect(e.estimated && e.warnings.join()).toContain('no mixture of donors is like it')
  })

  it('is not moved by the level of the treated only when time weights take it off', () => {
    const far = table(rows.map((row) => ({ ...row, y: row.y + (row.unit === 'u0' ? 100 : 0) })))
    const [a, b] = [
      syntheticDifferenceInDifferences(table(rows), question),
      syntheticDifferenceInDifferences(far, question),
    ]
    if (!a.estimated || !b.estimated) throw new Error('refused')
    expect(b.estimate).toBeCloseTo(a.estimate, 8)
  })
})
