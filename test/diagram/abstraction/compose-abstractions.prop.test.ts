import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bernoulli,
  checkAbstraction,
  composeAbstractions,
  cpt,
  deterministic,
  type Setting,
  scm,
} from '../../../src/index.js'

const p = fc.double({ min: 0.05, max: 0.95, noNaN: true })

describe('composition of abstractions (Rischel & Weichwald 2021, the errors add up at most)', () => {
  it('holds in Jensen-Shannon distance and in total variation', () => {
    let strict = 0
    fc.assert(
      fc.property(fc.array(p, { minLength: 11, maxLength: 11 }), (q) => {
        const low = scm({
          A: bernoulli(q[0]!),
          B: bernoulli(q[1]!),
          M: cpt(['A', 'B'], { 0: { 0: q[2]!, 1: q[3]! }, 1: { 0: q[4]!, 1: q[5]! } }),
          Y: cpt(['M'], { 0: q[6]!, 1: q[7]! }),
        })
        // the middle model knows how many of A and B are there
        const both = (a: number, b: number): 0 | 1 | 2 => (a + b) as 0 | 1 | 2
        const many = { 0: (1 - q[0]!) * (1 - q[1]!), 2: q[0]! * q[1]! }
        const middle = scm({
          A: bernoulli(q[0]!),
          B: bernoulli(q[1]!),
          N: deterministic(['A', 'B'], ({ A, B }: { A: number; B: number }) => both(A, B)),
          Y: cpt(['N'], { 0: q[8]!, 1: q[9]!, 2: q[10]! }),
        })
        const high = scm({ X: bernoulli(1 - many[0]), Y: cpt(['X'], { 0: q[8]!, 1: q[9]! }) })
        const first = {
          variables: { A: 'A', B: 'B', N: 'M', Y: 'Y' },
          states: { N: ({ M }: Setting) => 2 * Number(M) },
        }
        const second = {
          variables: { X: ['A', 'B'], Y: 'Y' },
          states: { X: ({ A, B }: Setting) => Math.max(Number(A), Number(B)) },
        }
        const whole = composeAbstractions(first, second)
        const errors = [
          checkAbstraction(low, middle, first),
          checkAbstraction(middle, high, second),
          checkAbstraction(low, high, whole),
        ]
        for (const distance of ['jensenShannon', 'totalVariation'] as const) {
          const [e, f, composed] = errors.map((one) => one[distance]) as [number, number, number]
          expect(composed).toBeLessThanOrEqual(e + f + 1e-12)
          if (composed > 1e-6 && composed < e + f - 1e-6) strict++
        }
      }),
      { numRuns: 12 },
    )
    expect(strict).toBeGreaterThan(2)
  })

  it('the identity is exact, and its own unit', () => {
    fc.assert(
      fc.property(p, p, p, (a, b, c) => {
        const model = scm({ X: bernoulli(a), Y: cpt(['X'], { 0: b, 1: c }) })
        const same = { variables: { X: 'X', Y: 'Y' } }
        expect(checkAbstraction(model, model, same)).toMatchObject({ exact: true, totalVariation: 0 })
        expect(checkAbstraction(model, model, composeAbstractions(same, same)).exact).toBe(true)
      }),
      { numRuns: 10 },
    )
  })
})
