import { describe, expect, it } from 'vitest'
import {
  anomalyAttribution,
  arrowStrength,
  bernoulli,
  categorical,
  cpt,
  distributionChange,
  exponential,
  intervene,
  intrinsicContribution,
  linear,
  logistic,
  mechanism,
  noiseAttribution,
  normal,
  scm,
  shapleyValues,
  shift,
  uniform,
  upperTail,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

interface Estimate {
  readonly value: number
  readonly standardError: number
  readonly method?: string
}
/** Within five standard errors, which are themselves of the size that is expected. */
function near(found: Estimate, wanted: number, mostError: number): void {
  expect(found.standardError).toBeLessThan(mostError)
  expect(Math.abs(found.value - wanted)).toBeLessThanOrEqual(5 * found.standardError + 1e-12)
}
const sampled = { method: 'sampled', seed: 3 } as const
type P = { X: number; Z: number }
const product = scm({
  X: normal(0, 1),
  Z: normal(0, 1),
  Y: mechanism(['X', 'Z'], null, ({ X, Z }: P) => X * Z),
})
const before = scm({ X: normal(0, 1), M: linear({ X: 1 }, normal(0, 1)), Y: linear({ X: 2, M: -1 }, normal(0, 1)) })
const after = scm({ X: normal(1, 1), M: linear({ X: 2 }, normal(0, 1)), Y: linear({ X: 3, M: -1 }, normal(0, 2)) })

describe('where both can answer, draws agree with the exact forms', () => {
  it('changes of a distribution', () => {
    for (const measure of ['mean', 'variance'] as const) {
      const exact = distributionChange(before, after, 'Y', { measure })
      const drawn = distributionChange(before, after, 'Y', { measure, ...sampled })
      expect([exact.method, drawn.method, drawn.orders]).toEqual(['exact', 'sampled', 'all'])
      for (const [i, share] of drawn.contributions.entries()) near(share, exact.contributions[i]!.value, 0.1)
      near({ value: drawn.total, standardError: drawn.standardError }, exact.total, 0.1)
    }
    const small = scm({
      X: normal(0.5, 1),
      M: linear({ X: 1 }, normal(0, 1)),
      Y: linear({ X: 2, M: -1 }, normal(0, 1.1)),
    })
    const exact = distributionChange(before, small, 'Y', { measure: 'kl' })
    const drawn = distributionChange(before, small, 'Y', { measure: 'kl', ...sampled, draws: 400 })
    for (const [i, share] of drawn.contributions.entries()) near(share, exact.contributions[i]!.value, 0.08)
  })

  it('changes of finitely many states', () => {
    const old = scm({
      A: bernoulli(0.3),
      B: cpt(['A'], { 0: { p: 0.5, q: 0.3, r: 0.2 }, 1: { p: 0.1, q: 0.2, r: 0.7 } }),
    })
    const now = scm({
      A: bernoulli(0.6),
      B: cpt(['A'], { 0: { p: 0.3, q: 0.5, r: 0.2 }, 1: { p: 0.1, q: 0.2, r: 0.7 } }),
    })
    const exact = distributionChange(old, now, 'B', { measure: 'kl' })
    const drawn = distributionChange(old, now, 'B', { measure: 'kl', ...sampled })
    for (const [i, share] of drawn.contributions.entries()) near(share, exact.contributions[i]!.value, 0.02)
  })

  it('arrows, intrinsic contributions, the noise and the rarity of a unit', () => {
    for (const measure of ['kl', 'variance'] as const) {
      const exact = arrowStrength(after, 'Y', { measure })
      for (const [j, share] of arrowStrength(after, 'Y', {
        measure,
        ...sampled,
        draws: measure === 'kl' ? 400 : 10_000,
      }).entries())
        near(share, exact[j]!.value, 0.2)
    }
    const shares = intrinsicContribution(after, 'Y')
    for (const [i, share] of intrinsicContribution(after, 'Y', sampled).entries()) near(share, shares[i]!.value, 0.2)
    const unit = { X: 2, M: 3.5, Y: 4 }
    for (const score of ['value', 'square'] as const) {
      const exact = noiseAttribution(after, unit, 'Y', { score })
      for (const [i, share] of noiseAttribution(after, unit, 'Y', { score, ...sampled }).entries())
        near(share, exact[i]!.value, 0.3)
    }
    for (const tail of ['both', 'upper', 'lower'] as const) {
      const options = tail === 'both' ? { tail, center: 1 } : { tail }
      const exact = anomalyAttribution(after, unit, 'Y', options)
      const drawn = anomalyAttribution(after, unit, 'Y', { ...options, ...sampled })
      if (!exact.attributed || !drawn.attributed) throw new Error('refused')
      expect([exact.method, drawn.method]).toEqual(['exact', 'sampled'])
      for (const [i, share] of drawn.contributions.entries()) near(share, exact.contributions[i]!.value, 0.1)
      near({ value: drawn.score, standardError: drawn.standardError }, exact.score, 0.1)
    }
    const tables = scm({
      A: bernoulli(0.3),
      C: bernoulli(0.6),
      B: cpt(['A', 'C'], { 0: { 0: 0.2, 1: 0.5 }, 1: { 0: 0.6, 1: 0.9 } }),
    })
    for (const measure of ['kl', 'variance'] as const) {
      const exact = arrowStrength(tables, 'B', { measure })
      for (const [j, share] of arrowStrength(tables, 'B', {
        measure,
        ...sampled,
        draws: measure === 'kl' ? 300 : 10_000,
      }).entries())
        near(share, exact[j]!.value, 0.05)
    }
  })

  it('eleven and more noises, on random orders', () => {
    const names = Array.from({ length: 12 }, (_, i) => `X${i}`)
    const model = scm({
      ...Object.fromEntries(names.map((name, i) => [name, normal(0, 1 + i / 10)])),
      Y: linear(Object.fromEntries(names.map((name, i) => [name, i - 5])), normal(0, 1)),
    }) as never
    const exact = intrinsicContribution(model, 'Y' as never)
    const drawn = intrinsicContribution(model, 'Y' as never, sampled)
    for (const [i, share] of drawn.entries()) near(share, exact[i]!.value, 12)
  })
})

describe('models that have no exact form', () => {
  it('a product of two: what each alone leaves unexplained is shared equally', () => {
    const shares = intrinsicContribution(product, 'Y')
    expect(shares.map(({ method }) => method)).toEqual(['sampled', 'sampled', 'sampled'])
    near(shares[0]!, 0.5, 0.1)
    near(shares[1]!, 0.5, 0.1)
    expect(shares[2]).toMatchObject({ value: 0, standardError: 0 })
    for (const { value } of noiseAttribution(product, { X: 2, Z: 3, Y: 6 }, 'Y'))
      expect([0, 3].some((w) => Math.abs(value - w) < 0.1)).toBe(true)
    for (const arrow of arrowStrength(product, 'Y', { measure: 'variance' })) near(arrow, 1, 0.1)
    expectCausalError(() => arrowStrength(product, 'Y'), 'arrowStrength', 'not-supported')
  })

  it('the divergence of a cubic mechanism is that of the sum it hides', () => {
    const cube = (sd: number) =>
      mechanism(['X'], normal(0, sd), ({ X }: { X: number }, u: number) => (X + u) ** 3, {
        invert: (y, { X }) => Math.cbrt(y) - X,
      })
    const [old, now] = [scm({ X: normal(0, 1), Y: cube(1) }), scm({ X: normal(0.5, 1), Y: cube(1.2) })]
    const [lin, linNow] = [
      scm({ X: normal(0, 1), Y: linear({ X: 1 }, normal(0, 1)) }),
      scm({ X: normal(0.5, 1), Y: linear({ X: 1 }, normal(0, 1.2)) }),
    ]
    const wanted = distributionChange(lin, linNow, 'Y', { measure: 'kl' })
    const found = distributionChange(old, now, 'Y', { measure: 'kl', draws: 150, seed: 2 })
    for (const [i, share] of found.contributions.entries()) near(share, wanted.contributions[i]!.value, 0.15)
    near(arrowStrength(now, 'Y', { draws: 150 })[0]!, arrowStrength(linNow, 'Y')[0]!.value, 0.15)
  })

  it('a mixed model: rarity by the noises, against sums over the choice and tails of the rest', () => {
    const model = scm({ C: bernoulli(0.1), X: linear({ C: 2 }, exponential(1)), Y: linear({ X: 1 }, normal(0, 1)) })
    const unit = { C: 1, X: 4.5, Y: 4 } as const
    const found = anomalyAttribution(model, unit, 'Y', { tail: 'upper', draws: 20_000 })
    if (!found.attributed) throw new Error(found.message)
    // P(Y ≥ 4 | noises of a set): sums over C and the exponential noise (trapezoid), exact in the normal noise
    const worth = (set: readonly string[]): number => {
      let p = 0
      const step = 0.002
      for (const [c, weight] of set.includes('C')
        ? [[1, 1]]
        : [
            [0, 0.9],
            [1, 0.1],
          ]) {
        const at = (e: number) =>
          set.includes('Y') ? (2 * c! + e - 0.5 >= 4 - 1e-9 ? 1 : 0) : upperTail(normal(2 * c! + e, 1), 4)
        if (set.includes('X')) p += weight! * at(2.5)
        else for (let e = step / 2; e < 30; e += step) p += weight! * Math.exp(-e) * step * at(e)
      }
      return Math.log(p)
    }
    const { values } = shapleyValues(['C', 'X', 'Y'], worth)
    for (const [i, share] of found.contributions.entries()) near(share, values[i]!.value, 0.1)
  })

  it('a choice with a response has a noise; one without is refused by name', () => {
    const stated = scm({
      X: normal(0, 1),
      B: logistic({ X: 1 }, { response: 'quantile' }),
      Y: linear({ B: 2 }, normal(0, 1)),
    })
    const found = noiseAttribution(stated, { X: 1, B: 1, Y: 3 }, 'Y')
    expect(found.map(({ noise }) => noise)).toEqual([1, null, 1])
    // E[Y] = 1 by symmetry, the unit has 3
    expect(found.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(2, 1)
    const silent = scm({ X: normal(0, 1), B: logistic({ X: 1 }), Y: linear({ B: 2 }, normal(0, 1)) })
    const error = expectCausalError(() => intrinsicContribution(silent, 'Y'), 'intrinsicContribution', 'not-supported')
    expect(error.details).toEqual({ variable: 'B' })
    expectCausalError(() => noiseAttribution(stated, { X: 1, B: 1 }, 'Y'), 'noiseAttribution', 'invalid-argument')
    expectCausalError(() => anomalyAttribution(stated, { B: 1, Y: 3 }, 'Y'), 'anomalyAttribution', 'invalid-argument')
  })

  it('says that a unit is too rare for the draws, and what came of them', () => {
    const model = scm({ X: uniform(0, 1), Y: linear({ X: 1 }, uniform(0, 1)) })
    const found = anomalyAttribution(model, { X: 0.9999, Y: 1.9998 }, 'Y', { tail: 'upper' })
    expect(found).toMatchObject({ attributed: false, reason: 'too-rare', witness: { draws: 10_000 } })
  })

  it('is the same for the same seed, under an intervention, and whatever the order of variables', () => {
    expect(intrinsicContribution(product, 'Y', { seed: 'a' })).toEqual(
      intrinsicContribution(product, 'Y', { seed: 'a' }),
    )
    const turned = scm({ Y: mechanism(['Z', 'X'], null, ({ X, Z }: P) => X * Z), Z: normal(0, 1), X: normal(0, 1) })
    const at = (list: readonly { variable: string; value: number }[]) =>
      new Map(list.map(({ variable, value }) => [variable, value]))
    expect(at(intrinsicContribution(turned, 'Y')).get('X')).toBeCloseTo(
      at(intrinsicContribution(product, 'Y')).get('X')!,
      12,
    )
    const moved = intervene(product, { X: shift(3) })
    // Var(E[Y | N_Z]) = 9, Var(E[Y | N_X]) = 0, Var(Y) = 10
    const shares = at(intrinsicContribution(moved, 'Y', { draws: 20_000 }))
    expect(Math.abs(shares.get('Z')! - 9.5)).toBeLessThan(0.5)
    expect(Math.abs(shares.get('X')! - 0.5)).toBeLessThan(0.3)
  })

  it('stops at a signal, and tells how far it is', () => {
    const controller = new AbortController()
    const seen: number[] = []
    const onProgress = ({ done }: { done: number }) => {
      seen.push(done)
      if (done === 2) controller.abort()
    }
    expectCausalError(
      () => intrinsicContribution(product, 'Y', { onProgress, signal: controller.signal }),
      'intrinsicContribution',
      'aborted',
    )
    expect(seen).toEqual([1, 2])
    expectCausalError(
      () =>
        distributionChange(
          scm({ S: categorical({ a: 0.5, b: 0.5 }) }),
          scm({ S: categorical({ a: 0.1, b: 0.9 }) }),
          'S',
          sampled,
        ),
      'distributionChange',
      'type-mismatch',
    )
  })
})
