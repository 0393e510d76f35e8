import { describe, expect, it } from 'vitest'
import {
  abduct,
  linear,
  logistic,
  mechanism,
  normal,
  type Scm,
  scm,
  shapleyValues,
  uniform,
  unitChange,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

type P = { X: number; Z: number }
const bent = (power: number) =>
  scm({
    X: normal(0, 1),
    Z: linear({ X: 1 }, normal(0, 1)),
    Y: mechanism(['X', 'Z'], normal(0, 1), ({ X, Z }: P, u: number) => X * Z ** power + u, {
      invert: (y, { X, Z }) => y - X * Z ** power,
    }),
  })

describe('unitChange', () => {
  it('is the Shapley value over noises and mechanisms, by hand', () => {
    const [from, to] = [
      { X: 1, Z: 2, Y: 3 },
      { X: -1, Z: 1.5, Y: 4 },
    ]
    const found = unitChange(bent(1), bent(2), 'Y', { from, to })
    const noise = { early: { X: 1, Z: 1, Y: 1 }, late: { X: -1, Z: 2.5, Y: 4 + 2.25 } }
    const worth = (set: readonly string[]): number => {
      const u = (name: 'X' | 'Z' | 'Y') => (set.includes(`${name} noise`) ? noise.late : noise.early)[name]
      const z = u('X') + u('Z')
      return u('X') * z ** (set.includes('Y mechanism') ? 2 : 1) + u('Y')
    }
    const { values } = shapleyValues(['X noise', 'Z noise', 'Y noise', 'Y mechanism'], worth)
    expect(found.contributions.map(({ variable, part }) => `${variable} ${part}`)).toEqual(
      values.map(({ player }) => player),
    )
    for (const [k, { value }] of found.contributions.entries()) expect(value).toBeCloseTo(values[k]!.value, 10)
    expect(found.total).toBeCloseTo(1, 10)
    expect([found.method, found.orders]).toEqual(['exact', 'all'])
  })

  it('in one linear model is weight times the change of noise', () => {
    const model = scm({ X: normal(0, 1), M: linear({ X: 2 }, uniform(-1, 1)), Y: linear({ X: 1, M: 3 }, normal(0, 1)) })
    const found = unitChange(model, model, 'Y', { from: { X: 0, M: 0.5, Y: 1 }, to: { X: 1, M: 1.5, Y: 1 } })
    expect(
      found.contributions.map(({ variable, part, value }) => [variable, part, Math.round(value * 1e9) / 1e9]),
    ).toEqual([
      ['X', 'noise', 7],
      ['M', 'noise', -3],
      ['Y', 'noise', -4],
    ])
    expect(
      unitChange(model, model, 'Y', { from: { X: 0, M: 0, Y: 0 }, to: { X: 0, M: 0, Y: 0 } }).contributions,
    ).toEqual([])
  })

  it('draws the noise of a choice from what the unit allows', () => {
    const model = scm({
      X: normal(0, 1),
      B: logistic({ X: 1 }, { response: 'quantile' }),
      Y: linear({ B: 2, X: 1 }, normal(0, 1)),
    })
    const found = unitChange(model, model, 'Y', { from: { X: 0, B: 0, Y: 0 }, to: { X: 1, B: 1, Y: 3 }, draws: 4000 })
    expect(found.method).toBe('sampled')
    expect(found.total).toBeCloseTo(3, 10)
    // P(0 of the choice at X = 1 | its noise as before) etc., by the uniform noise: u < ½ before, u > 1 − σ(1) after
    const p = 1 / (1 + Math.exp(-1))
    const both = { none: 0, X: (0.5 - (1 - p)) / 0.5, B: 1 - (0.5 - (1 - p)) / p, all: 1 }
    const worth = (set: readonly string[]) => {
      const [x, b] = [set.includes('X'), set.includes('B')]
      return (x ? 1 : 0) + 2 * (x && b ? both.all : x ? both.X : b ? both.B : both.none)
    }
    const { values } = shapleyValues(['X', 'B'], worth)
    for (const [k, share] of found.contributions.entries())
      expect(Math.abs(share.value - values[k]!.value)).toBeLessThan(5 * share.standardError)
    expectCausalError(
      () => unitChange(model, model, 'Y', { from: { X: 0, B: 0, Y: 0 }, to: { X: 1, B: 1, Y: 3 }, method: 'exact' }),
      'unitChange',
      'not-supported',
    )
  })

  it('many parts go by random orders, with errors', () => {
    const names = Array.from({ length: 14 }, (_, i) => `X${i}`)
    const model = scm({
      ...Object.fromEntries(names.map((name) => [name, normal(0, 1)])),
      Y: mechanism(
        names,
        null,
        (pa: Record<string, number>) =>
          names.reduce((sum, name, i) => sum + i * pa[name]!, 0) + 5 * pa['X1']! * pa['X2']!,
      ),
    }) as unknown as Scm<Record<string, number>>
    const unit = (x: number) => ({ ...Object.fromEntries(names.map((name) => [name, x])), Y: 91 * x + 5 * x * x })
    const found = unitChange(model, model, 'Y', { from: unit(0), to: unit(1) })
    expect([found.method, found.orders, found.contributions.length]).toEqual(['sampled', 'random', 14])
    for (const [i, { value, standardError }] of found.contributions.entries())
      expect(Math.abs(value - i - (i === 1 || i === 2 ? 2.5 : 0))).toBeLessThanOrEqual(5 * standardError + 1e-9)
  })

  it('refuses what has no answer', () => {
    const [one, two] = [bent(1), bent(2)]
    const unit = { X: 1, Z: 2, Y: 3 }
    expectCausalError(() => unitChange(one, two, 'Y', { from: { Y: 3 }, to: unit }), 'unitChange', 'invalid-argument')
    expectCausalError(() => unitChange(one, two, 'Q' as 'Y', { from: unit, to: unit }), 'unitChange', 'unknown-name')
    expectCausalError(
      () => unitChange(one, scm({ X: normal(0, 1) }) as never, 'Y', { from: unit, to: unit }),
      'unitChange',
      'invalid-argument',
    )
    expectCausalError(
      () => unitChange(abduct(one, { X: 1 }), one, 'Y', { from: unit, to: unit }),
      'unitChange',
      'not-supported',
    )
    const apart = scm({ X: uniform(0, 1), Z: linear({ X: 1 }, normal(0, 1)), Y: linear({ X: 1, Z: 1 }, null) })
    expectCausalError(
      () => unitChange(apart, apart, 'Y', { from: { X: 2, Z: 0, Y: 2 }, to: { X: 0.5, Z: 0, Y: 0.5 } }),
      'unitChange',
      'zero-support',
    )
    expectCausalError(
      () => unitChange(apart, apart, 'Y', { from: { X: 0.2, Z: 0, Y: 2 }, to: { X: 0.5, Z: 0, Y: 0.5 } }),
      'unitChange',
      'zero-support',
    )
  })
})
