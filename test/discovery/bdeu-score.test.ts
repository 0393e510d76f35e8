import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bdeuScore, table } from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'
import { hashed } from './support.js'

describe('bdeuScore', () => {
  it('is the marginal likelihood of its definition', () => {
    // one binary column a, a, b: ∫ θ² (1 − θ) dBeta(½, ½) = Γ(1) Γ(2½) Γ(1½) / (Γ(½) Γ(½) Γ(4)) = (¾ · ½) / 6
    const score = bdeuScore(table({ X: ['a', 'a', 'b'], Y: ['u', 'v', 'v'] }))
    expect(score('X')).toBeCloseTo(Math.log(0.375 / 6), 12)
  })
  it('is the same whichever way an edge points, whatever the states', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 60 }), (seed, n) => {
        const draw = (name: string, k: number): number[] =>
          Array.from({ length: n }, (_, i) => Math.floor(k * hashed(`${seed}|${name}|${i}`)))
        const score = bdeuScore(table({ X: draw('X', 2), Y: draw('Y', 3), Z: draw('Z', 4) }), {
          equivalentSampleSize: 2,
        })
        expect(score('X') + score('Y', ['X'])).toBeCloseTo(score('Y') + score('X', ['Y']), 8)
        expect(score('X') + score('Y', ['X']) + score('Z', ['X', 'Y'])).toBeCloseTo(
          score('Z') + score('X', ['Z']) + score('Y', ['X', 'Z']),
          8,
        )
      }),
      { numRuns: 40 },
    )
  })
  it('counts the same in a dense table and by the parent states that occur', () => {
    const columns = Object.fromEntries(
      Array.from({ length: 8 }, (_, j) => [
        `V${j}`,
        Array.from({ length: 30 }, (_, i) => Math.floor(9 * hashed(`${i}|${j}`))),
      ]),
    )
    // nine states each: seven parents have 9^7 states, far above the dense limit; leaving one out is not
    const score = bdeuScore(table(columns))
    const wide = score('V0', ['V1', 'V2', 'V3', 'V4', 'V5', 'V6', 'V7'])
    // every parent state occurs once, so that each state of V0 that occurs is as likely under the prior
    expect(wide).toBeCloseTo(-30 * Math.log(new Set(columns['V0']).size), 6)
  })
  it('prices parents by the structure prior', () => {
    const data = table({ X: [0, 1, 1], Y: [0, 1, 0], Z: [1, 1, 0] })
    const bare = bdeuScore(data)
    const priced = bdeuScore(data, { structure: 1 })
    expect(priced('X', ['Y']) - bare('X', ['Y'])).toBeCloseTo(2 * Math.log(0.5), 12)
  })
  it('refuses numbers that are no states, and settings out of range', () => {
    expectCausalError(() => bdeuScore(table({ X: [0.5, 1], Y: [1, 2] })), 'bdeuScore', 'invalid-data')
    expectCausalError(() => bdeuScore(table({ X: [0, Number.NaN], Y: [1, 2] })), 'bdeuScore', 'missing-values')
    const data = table({ X: [0, 1], Y: [1, 0] })
    expectCausalError(() => bdeuScore(data, { equivalentSampleSize: 0 }), 'bdeuScore', 'invalid-argument')
    expectCausalError(() => bdeuScore(data, { structure: 1 }), 'bdeuScore', 'invalid-argument')
  })
})
