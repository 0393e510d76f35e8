import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dSeparation, laggedSeparation, unrolled } from '../../../src/index.js'
import { arbitraryLaggedDag } from '../../support/arbitrary-lagged.js'

describe('laggedSeparation', () => {
  it('equals d-separation in a deep unrolling', () => {
    let connected = 0
    let apart = 0
    const questions = fc.array(fc.tuple(fc.nat(1000), fc.nat(1000), fc.array(fc.nat(1000), { maxLength: 4 })), {
      minLength: 4,
      maxLength: 8,
    })
    fc.assert(
      fc.property(arbitraryLaggedDag(4, 2), questions, (g, asked) => {
        const exact = laggedSeparation(g)
        const deep = dSeparation(unrolled(g, { steps: 40 }))
        const window = g.nodes.flatMap((name) => [0, 1, 2, 3].map((lag) => ({ name, lag })))
        const label = ({ name, lag }: { name: string; lag: number }) => (lag === 0 ? `${name}[t]` : `${name}[t-${lag}]`)
        for (const [a, b, rest] of asked) {
          const [x, y] = [window[a % window.length]!, window[b % window.length]!]
          const given = rest.map((k) => window[k % window.length]!).filter((node) => node !== x && node !== y)
          if (x === y) continue
          const { pValue } = exact(x, y, given)
          expect(pValue).toBe(deep(label(x), label(y), given.map(label)).pValue)
          if (pValue === 1) apart++
          else connected++
        }
      }),
      { numRuns: 60 },
    )
    expect(Math.min(apart, connected)).toBeGreaterThan(20)
  })
})
