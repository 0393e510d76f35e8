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
