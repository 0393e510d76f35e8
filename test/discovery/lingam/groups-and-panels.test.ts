import { describe, expect, it } from 'vitest'
import {
  bootstrapTotalEffects,
  column,
  dag,
  directLingam,
  knowledge,
  longitudinalLingam,
  multiGroupLingam,
  select,
  simulateLinear,
  table,
  toRows,
  totalEffects,
  where,
} from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'

const chain = dag('A -> B -> C; A -> C')

/** Rows of two groups with the same graph and other effects. */
function groups(n: number, seed: number) {
  const parts = [1, 2].map((k) => simulateLinear(chain, n, { seed: seed * 2 + k, noise: 'exponential' }).data)
  const join = (name: 'A' | 'B' | 'C'): Float64Array =>
    Float64Array.from([...column(parts[0]!, name), ...column(parts[1]!, name)])
  const site = Array.from({ length: 2 * n }, (_, i) => (i < n ? 'one' : 'two'))
  return { parts, all: table({ site, A: join('A'), B: join('B'), C: join('C') }) }
}

describe('multiGroupLingam', () => {
  it('is directLingam within a group, on the order that all share', () => {
    const { parts, all } = groups(300, 1)
    const found = multiGroupLingam(all, { group: 'site' })
    expect(found.order).toEqual(['A', 'B', 'C'])
    for (const [k, { group, coefficients, n }] of found.groups.entries()) {
      expect(group).toBe(['one', 'two'][k])
      expect(n).toBe(300)
      const own = directLingam(parts[k]!)
      expect(own.order).toEqual(found.order)
      for (const [i, b] of own.coefficients.entries()) expect(coefficients[i]).toBeCloseTo(b, 10)
    }
  })
  it('orders better than the groups alone, from few rows', () => {
    let joint = 0
    let alone = 0
    for (let seed = 1; seed <= 40; seed++) {
      const { parts, all } = groups(40, seed)
      if (multiGroupLingam(all, { group: 'site' }).order.join() === 'A,B,C') joint++
      for (const part of parts) if (directLingam(part).order.join() === 'A,B,C') alone++
    }
    expect(joint / 40).toBeGreaterThan(alone / 80)
  })
  it('obeys knowledge, and refuses one group or a bad one by name', () => {
    const { all } = groups(60, 3)
    const known = knowledge({ required: [['C', 'A']] })
    const found = multiGroupLingam(all, { group: 'site', knowledge: known })
    expect(found.order.indexOf('C')).toBeLessThan(found.order.indexOf('A'))
    const one = where(
      all,
      Array.from({ length: 120 }, (_, i) => i < 60),
    )
    expectCausalError(() => multiGroupLingam(one, { group: 'site' }), 'multiGroupLingam', 'invalid-argument')
    const few = where(
      all,
      Array.from({ length: 120 }, (_, i) => i < 63),
    )
    expect(() => multiGroupLingam(few, { group: 'site' })).toThrow(/in the group "two"/)
  })
})

describe('longitudinalLingam', () => {
  /** Three waves of 300 subjects: A_t = 0.6 A_{t−1} + e, B_t = b_t A_t + 0.4 B_{t−1} + e, with b_t 1, −1, 2. */
  const waves = [1, -1, 2]
  const noise = simulateLinear(dag('A; B'), 900, { seed: 4, noise: 'exponential' }).data
  const [a, b] = [column(noise, 'A').slice(), column(noise, 'B').slice()]
  for (let k = 0; k < 3; k++) {
    for (let i = 0; i < 300; i++) {
      if (k > 0) a[300 * k + i]! += 0.6 * a[300 * (k - 1) + i]!
      b[300 * k + i]! += waves[k]! * a[300 * k + i]! + (k > 0 ? 0.4 * b[300 * (k - 1) + i]! : 0)
    }
  }
  const panel = table({
    who: Array.from({ length: 900 }, (_, i) => `s${i % 300}`),
    wave: Float64Array.from({ length: 900 }, (_, i) => 2010 + 5 * Math.floor(i / 300)),
    A: a,
    B: b,
  })
  it('finds the effects of each wave, and those from the wave before', () => {
    const found = longitudinalLingam(panel, { subject: 'who', time: 'wave' })
    expect(found.n).toBe(300)
    expect(found.waves.map((wave) => wave.time)).toEqual(['2015', '2020'])
    for (const [k, wave] of found.waves.entries()) {
      expect(wave.order).toEqual(['A', 'B'])
      expect(wave.coefficients[2]!).toBeCloseTo(waves[k + 1]!, 0)
      expect(Math.abs(wave.lagged[0]![0]! - 0.6)).toBeLessThan(0.15)
      expect(Math.abs(wave.lagged[0]![3]! - 0.4)).toBeLessThan(0.15)
      expect(Math.abs(wave.lagged[0]![1]!)).toBeLessThan(0.15)
    }
  })
  it('warns of subjects that depend on those before them, and of no others', () => {
    expect(longitudinalLingam(panel, { subject: 'who', time: 'wave' }).waves.map((w) => w.warnings)).toEqual([
      undefined,
      undefined,
    ])
    // subjects sorted by site: those of one site are alike
    const site = (_: number, i: number): number => Math.floor((i % 300) / 30) % 3
    const sorted = table({
      who: Int32Array.from({ length: 900 }, (_, i) => i % 300),
      wave: column(panel, 'wave'),
      A: a.map((v, i) => v + 4 * site(0, i)),
      B: b.map((v, i) => v - 5 * site(0, i + 150)),
    })
    const { waves: found } = longitudinalLingam(sorted, { subject: 'who', time: 'wave' })
    for (const { warnings } of found) expect(warnings?.join()).toContain('rows seem to depend on the rows before them')
  })
  it('does not depend on the order of rows', () => {
    const turned = table({
      who: Array.from({ length: 900 }, (_, i) => `s${(899 - i) % 300}`),
      wave: Float64Array.from({ length: 900 }, (_, i) => 2010 + 5 * Math.floor((899 - i) / 300)),
      A: a.slice().reverse(),
      B: b.slice().reverse(),
    })
    const [one, two] = [panel, turned].map((t) => longitudinalLingam(t, { subject: 'who', time: 'wave' }))
    expect(two!.waves.map((w) => w.order)).toEqual(one!.waves.map((w) => w.order))
    for (const [k, wave] of one!.waves.entries())
      for (const [i, v] of wave.coefficients.entries()) expect(two!.waves[k]!.coefficients[i]).toBeCloseTo(v, 9)
  })
  it('refuses a subject that is not seen once in each wave, by name', () => {
    const mask = Array.from({ length: 900 }, (_, i) => i !== 310)
    expect(() => longitudinalLingam(where(panel, mask), { subject: 'who', time: 'wave' })).toThrow(
      /"s10" is seen not in the wave "2015"/,
    )
    expectCausalError(
      () => longitudinalLingam(panel, { subject: 'who', time: 'wave', lags: 3 }),
      'longitudinalLingam',
      'invalid-argument',
    )
    expectCausalError(
      () => longitudinalLingam(panel, { subject: 'who', time: 'who' as never }),
      'longitudinalLingam',
      'overlap',
    )
    expect(() => longitudinalLingam(select(panel, ['who', 'wave']), { subject: 'who', time: 'wave' })).toThrow()
  })
})

describe('totalEffects', () => {
  it('sums products of coefficients over directed paths', () => {
    // B: A -> B 2, B -> C 3, A -> C 5
    const model = {
      names: ['C', 'A', 'B'],
      order: ['A', 'B', 'C'],
      coefficients: Float64Array.from([0, 5, 3, 0, 0, 0, 0, 2, 0]),
    }
    expect([...totalEffects(model)]).toEqual([0, 11, 3, 0, 0, 0, 0, 2, 0])
  })
  it('refuses what is no model', () => {
    expectCausalError(
      () => totalEffects({ names: ['A', 'B'], order: ['A', 'B'], coefficients: Float64Array.from([0, 1, 0, 0]) }),
      'totalEffects',
      'invalid-argument',
    )
    expectCausalError(
      () =>
        totalEffects({ names: ['A', 'B'], order: ['A', 'B'], coefficients: Float64Array.from([0, 0, Number.NaN, 0]) }),
      'totalEffects',
      'invalid-argument',
    )
  })
})

describe('bootstrapTotalEffects', () => {
  const { data } = simulateLinear(chain, 300, { seed: 5, noise: 'exponential' })
  it('gives the same intervals for the same seed, around the estimate', () => {
    const run = () => bootstrapTotalEffects(data, (t) => directLingam(t), { draws: 40, seed: 2 })
    const { effects, draws, failed } = run()
    expect(run()).toEqual({ effects, draws, failed })
    expect(draws).toBe(40)
    const found = effects.filter(({ estimate }) => estimate !== 0)
    expect(found.map(({ from, to }) => from + to)).toEqual(['AB', 'AC', 'BC'])
    for (const { interval, estimate, share } of found) {
      expect(interval[0]).toBeLessThanOrEqual(estimate)
      expect(interval[1]).toBeGreaterThanOrEqual(estimate)
      expect(share).toBeGreaterThan(0.9)
    }
  })
  it('tells of rows that depend on the rows before them, and of no others', () => {
    const search = (t: typeof data) => directLingam(t)
    expect(bootstrapTotalEffects(data, search, { draws: 5, seed: 1 })).not.toHaveProperty('warnings')
    const rows: { A: number; B: number; C: number }[] = []
    for (const { A, B, C } of toRows(data)) {
      const last = rows.at(-1) ?? { A: 0, B: 0, C: 0 }
      rows.push({ A: 0.95 * last.A + A!, B: 0.95 * last.B + B!, C: 0.95 * last.C + C! })
    }
    const { warnings = [] } = bootstrapTotalEffects(table(rows), (t) => directLingam(t), { draws: 5, seed: 1 })
    expect(warnings.join()).toMatch(/rows? before/)
  })
  it('is refused when the search always is', () => {
    expectCausalError(
      () =>
        bootstrapTotalEffects(data, (t) => {
          if (t !== data) throw expectedError
          return directLingam(t)
        }),
      'bootstrapTotalEffects',
      'invalid-data',
    )
  })
})

const expectedError = (() => {
  try {
    directLingam(table({ a: [1, 1, 1], b: [1, 2, 3] }))
  } catch (error) {
    return error
  }
  return null
})()
