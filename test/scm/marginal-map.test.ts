import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bernoulli, cpt, latent, marginalMap, mostProbable, normal, query, scm } from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

const p = fc.integer({ min: 1, max: 19 }).map((k) => k / 20)

describe('marginalMap', () => {
  it('is the largest entry of the joint of the variables, by walking it', () => {
    fc.assert(
      fc.property(fc.array(p, { minLength: 7, maxLength: 7 }), ([u, a, b, c, d, e, f]) => {
        const model = scm({
          U: latent(bernoulli(u!)),
          A: cpt(['U'], { 0: a!, 1: b! }),
          B: cpt(['U', 'A'], { 0: { 0: c!, 1: d! }, 1: { 0: e!, 1: f! } }),
        })
        const found = marginalMap(model, ['B', 'A'])
        if (found.method === 'zero-probability') throw new Error(found.method)
        const joint = query(model, ['B', 'A'])
        if (joint.method !== 'discrete') throw new Error(joint.method)
        expect(found.probability).toBeCloseTo(Math.max(...joint.values), 12)
        expect(joint.values[found.assignment.B * 2 + found.assignment.A]).toBeCloseTo(found.probability, 12)
        const given = marginalMap(model, ['A'], { given: { B: 1 } })
        if (given.method === 'zero-probability') throw new Error(given.method)
        expect(given.probability).toBeGreaterThanOrEqual(0.5 - 1e-12)
        const all = marginalMap(model, ['U', 'A', 'B'])
        const seen = scm({
          U: bernoulli(u!),
          A: cpt(['U'], { 0: a!, 1: b! }),
          B: cpt(['U', 'A'], { 0: { 0: c!, 1: d! }, 1: { 0: e!, 1: f! } }),
        })
        const best = mostProbable(seen)
        if (all.method === 'zero-probability' || best.method === 'zero-probability') throw new Error('impossible')
        expect(all.probability).toBeCloseTo(best.probability, 12)
      }),
      { numRuns: 40 },
    )
  })

  it('refuses by name', () => {
    const model = scm({ A: bernoulli(0), X: normal(0, 1) })
    expect(marginalMap(model, ['A'], { given: { A: 1 } }).method).toBe('zero-probability')
    expectCausalError(() => marginalMap(model, ['X']), 'marginalMap', 'not-supported')
    expectCausalError(() => marginalMap(model, []), 'marginalMap', 'invalid-argument')
    expectCausalError(() => marginalMap(model, ['Q' as 'A']), 'marginalMap', 'unknown-name')
    expectCausalError(() => marginalMap(model, ['A', 'A']), 'marginalMap', 'duplicate-name')
  })
})

describe('mostProbable of a model with latent variables', () => {
  const model = scm({
    U: latent(bernoulli(0.4)),
    A: cpt(['U'], { 0: 0.3, 1: 0.9 }),
    B: cpt(['U', 'A'], { 0: { 0: 0.2, 1: 0.6 }, 1: { 0: 0.7, 1: 0.8 } }),
  })
  // P(a, b) by hand: Σ over u
  const joint = (a: 0 | 1, b: 0 | 1): number => {
    const of = (q: number, v: 0 | 1): number => (v === 1 ? q : 1 - q)
    return 0.6 * of(0.3, a) * of(a === 1 ? 0.6 : 0.2, b) + 0.4 * of(0.9, a) * of(a === 1 ? 0.8 : 0.7, b)
  }

  it('sums them out', () => {
    const best = mostProbable(model)
    if (best.method === 'zero-probability') throw new Error(best.method)
    const cells = ([0, 1] as const).flatMap((a) => ([0, 1] as const).map((b) => ({ a, b, p: joint(a, b) })))
    const top = cells.reduce((m, c) => (c.p > m.p ? c : m))
    expect(best.assignment).toEqual({ A: top.a, B: top.b })
    expect(best.probability).toBeCloseTo(top.p, 12)
  })

  it('keeps what was given, and what is done', () => {
    const given = mostProbable(model, { given: { B: 0 } })
    const [a, b] = [joint(0, 0), joint(1, 0)]
    expect(given).toMatchObject({ assignment: { A: a > b ? 0 : 1, B: 0 } })
    expect(given.method === 'discrete' && given.probability).toBeCloseTo(Math.max(a, b) / (a + b), 12)
    const all = mostProbable(model, { given: { A: 1, B: 0 } })
    expect(all).toMatchObject({ assignment: { A: 1, B: 0 }, probability: 1 })
    const done = mostProbable(model, { do: { A: 0 } })
    expect(done).toMatchObject({ assignment: { A: 0, B: 0 } })
    expect(done.method === 'discrete' && done.probability).toBeCloseTo(0.6 * 0.8 + 0.4 * 0.3, 12)
  })

  it('says that evidence is impossible, and refuses where nothing is measured', () => {
    const copy = scm({ U: latent(bernoulli(0.5)), A: cpt(['U'], { 0: 0, 1: 1 }), B: cpt(['U'], { 0: 0, 1: 1 }) })
    expect(mostProbable(copy, { given: { A: 1, B: 0 } }).method).toBe('zero-probability')
    expectCausalError(() => mostProbable(scm({ U: latent(bernoulli(0.5)) })), 'mostProbable', 'not-supported')
    expectCausalError(() => mostProbable(model, { given: { Q: 1 } as never }), 'mostProbable', 'unknown-name')
  })
})
