import { describe, expect, it } from 'vitest'
import { mediationEffects, table } from '../../../src/index.js'
import { generator } from '../../../src/probability/streams/stream.js'

const random = generator('mediation')
const rows = Array.from({ length: 400 }, () => {
  const x = random.normal()
  const t = random.integer(2)
  const m = 0.5 * t + 0.4 * x + random.normal()
  return {
    t,
    arm: t === 1 ? 'drug' : 'placebo',
    dose: 3 * t + random.integer(3),
    x,
    m,
    y: 0.7 * m + 0.3 * t + 0.4 * t * m + x + random.normal(),
  }
})
const data = table(rows)
const question = { treatment: 't', mediator: 'm', outcome: 'y', adjustment: ['x'] } as const

describe('mediationEffects', () => {
  it('splits the total into direct and indirect, in every way of asking', () => {
    for (const interaction of [false, true])
      for (const standardErrors of ['sandwich', 'classical', 'maximum-likelihood', 'bootstrap'] as const) {
        const e = mediationEffects(data, question, { interaction, standardErrors, draws: 100 })
        if (!e.estimated) throw new Error(e.message)
        expect(e.indirect.estimate + e.direct.estimate).toBeCloseTo(e.total.estimate, 10)
        expect(e.proportion!.estimate).toBeCloseTo(e.indirect.estimate / e.total.estimate, 10)
        expect(e.interval).toEqual(e.indirect.interval)
        if (e.byTreatment === null) continue
        const { indirectFrom, indirectTo, directFrom, directTo } = e.byTreatment
        expect(indirectTo.estimate + directFrom.estimate).toBeCloseTo(e.total.estimate, 10)
        expect(indirectFrom.estimate + directTo.estimate).toBeCloseTo(e.total.estimate, 10)
      }
  })

  it('without interaction the total is the coefficient of a regression without the mediator', () => {
    const e = mediationEffects(data, { ...question, adjustment: [] })
    if (!e.estimated) throw new Error(e.message)
    const mean = (t: number): number => {
      const own = rows.filter((row) => row.t === t)
      return own.reduce((sum, row) => sum + row.y, 0) / own.length
    }
    expect(e.total.estimate).toBeCloseTo(mean(1) - mean(0), 10)
  })

  it('finds the effects of the model that made the data', () => {
    const e = mediationEffects(data, question, { interaction: true })
    if (!e.estimated) throw new Error(e.message)
    const near = (part: { estimate: number; standardError: number }, wanted: number): void =>
      expect(Math.abs(part.estimate - wanted)).toBeLessThan(4 * part.standardError)
    near(e.byTreatment!.indirectFrom, 0.5 * 0.7)
    near(e.byTreatment!.indirectTo, 0.5 * 1.1)
    near(e.byTreatment!.directFrom, 0.3)
    near(e.byTreatment!.directTo, 0.3 + 0.4 * 0.5)
  })

  it('its errors agree with the bootstrap', () => {
    for (const interaction of [false, true]) {
      const [a, b] = [
        mediationEffects(data, question, { interaction }),
        mediationEffects(data, question, { interaction, standardErrors: 'bootstrap', draws: 800 }),
      ]
      if (!a.estimated || !b.estimated) throw new Error('refused')
      for (const part of ['indirect', 'direct', 'total'] as const)
        expect(b[part].standardError / a[part].standardError).toBeGreaterThan(0.92)
      for (const part of ['indirect', 'direct', 'total'] as const)
        expect(b[part].standardError / a[part].standardError).toBeLessThan(1.08)
    }
  })

  it('is 0 at the correlation that it names, and as it is at none', () => {
    const e = mediationEffects(data, question)
    if (!e.estimated || e.sensitivity === null) throw new Error('refused')
    const { zeroAt, curve } = e.sensitivity
    expect(curve.find(({ correlation }) => correlation === 0)!.indirect).toBeCloseTo(e.estimate, 10)
    const around = curve.filter(({ correlation }) => Math.abs(correlation - zeroAt) < 0.1)
    expect(around[0]!.indirect * around.at(-1)!.indirect).toBeLessThan(0)
  })

  it('takes categories and doses, and a contrast turns the sign', () => {
    const arms = mediationEffects(data, { ...question, treatment: 'arm', contrast: { from: 'placebo', to: 'drug' } })
    const turned = mediationEffects(data, { ...question, treatment: 'arm', contrast: { from: 'drug', to: 'placebo' } })
    const plain = mediationEffects(data, question)
    if (!arms.estimated || !turned.estimated || !plain.estimated) throw new Error('refused')
    expect(arms.estimate).toBeCloseTo(plain.estimate, 10)
    expect(turned.estimate).toBeCloseTo(-plain.estimate, 10)
    const [one, three] = [1, 3].map((to) =>
      mediationEffects(data, { ...question, treatment: 'dose', contrast: { from: 0, to } }),
    )
    if (!one!.estimated || !three!.estimated) throw new Error('refused')
    expect(three!.estimate).toBeCloseTo(3 * one!.estimate, 10)
    expect(() => mediationEffects(data, { ...question, treatment: 'dose' }, { interaction: true })).toThrow(
      /give \{ contrast/,
    )
  })

  it('names what stands in the way', () => {
    expect(mediationEffects(table(rows.map((row) => ({ ...row, m: 2 * row.t + 1 }))), question)).toMatchObject({
      estimated: false,
      reason: 'collinear',
    })
    expect(() => mediationEffects(table(rows.map((row) => ({ ...row, m: 1 }))), question)).toThrow(/"m" does not vary/)
    expect(() => mediationEffects(table(rows.slice(0, 4)), question)).toThrow(/rows for|does not vary/)
    expect(() => mediationEffects(data, { ...question, mediator: 'y' as never })).toThrow(/must be different columns/)
  })
})
