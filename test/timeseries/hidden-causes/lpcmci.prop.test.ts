import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ancestors, laggedSeparation, lpcmci, unrolled } from '../../../src/index.js'
import { arbitraryLaggedDag } from '../../support/arbitrary-lagged.js'
import { marksOf, trueMarks } from './true-marks.js'

const hiddenCases = arbitraryLaggedDag(4, 2).chain((g) =>
  fc.record({
    g: fc.constant(g),
    nodes: fc.subarray(g.nodes as string[], { minLength: 2, maxLength: Math.min(3, g.nodes.length) }),
    maxLag: fc.integer({ min: 1, max: 2 }),
    preliminaryIterations: fc.nat(2),
  }),
)

describe('lpcmci with the oracle', () => {
  it('joins exactly what no set in the window separates, and contradicts no true mark', () => {
    let [hidden, told, edges] = [0, 0, 0]
    fc.assert(
      fc.property(hiddenCases, ({ g, nodes, maxLag, preliminaryIterations }) => {
        // three variables with two lags have 2^7 sets a pair
        const lags = nodes.length === 3 ? 1 : maxLag
        const test = laggedSeparation(g, { nodes })
        const past = unrolled(g, { steps: 16 })
        const truth = trueMarks(test, lags, (a, b) => a !== b && ancestors(past, b).includes(a as never))
        const { graph } = lpcmci(test, { maxLag: lags, preliminaryIterations })
        const found = marksOf(graph)
        expect([...found.keys()].sort()).toEqual([...truth.keys()].sort())
        for (const [pair, marks] of found) {
          edges++
          const right = truth.get(pair)!
          for (const end of [0, 1] as const) {
            if (marks[end] === 'circle') continue
            told++
            expect(marks[end], pair).toBe(right[end])
          }
          if (right[0] === 'arrow' && right[1] === 'arrow') hidden++
        }
      }),
      { numRuns: 40 },
    )
    expect(edges).toBeGreaterThan(40)
    expect(told).toBeGreaterThan(40)
    expect(hidden).toBeGreaterThan(2)
  })

  it('permutes with the variables, and gives the same to a test without a plan', () => {
    fc.assert(
      fc.property(hiddenCases, ({ g, nodes, preliminaryIterations }) => {
        const options = { maxLag: 1, preliminaryIterations }
        const test = laggedSeparation(g, { nodes })
        const calls = Object.assign((...asked: Parameters<typeof test>) => test(...asked), { variables: nodes })
        const turned = laggedSeparation(g, { nodes: [...nodes].reverse() })
        const found = marksOf(lpcmci(test, options).graph)
        expect(marksOf(lpcmci(calls, options).graph)).toEqual(found)
        expect(new Map([...marksOf(lpcmci(turned, options).graph)].sort())).toEqual(new Map([...found].sort()))
      }),
      { numRuns: 20 },
    )
  })
})
