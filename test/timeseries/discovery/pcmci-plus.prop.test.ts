import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { laggedSeparation, pcmci, pcmciPlus } from '../../../src/index.js'
import { arbitraryLaggedDag } from '../../support/arbitrary-lagged.js'
import { laggedClass } from '../../support/lagged-class.js'

describe('pcmciPlus against the oracle', () => {
  it.each(['majority', 'conservative', 'none'] as const)('finds the class of a lagged DAG (%s)', (colliderRule) => {
    let open = 0
    fc.assert(
      fc.property(arbitraryLaggedDag(5, 2), (g) => {
        const found = pcmciPlus(laggedSeparation(g), { maxLag: 2, colliderRule })
        expect(found.graph).toEqual(laggedClass(g))
        expect([found.ambiguous, found.untested, found.warnings]).toEqual([[], [], []])
        if (found.graph.edges.some(({ toMark }) => toMark === 'tail')) open++
      }),
      { numRuns: 40 },
    )
    expect(open).toBeGreaterThan(4)
  })

  it('keeps a required link and leaves a forbidden one out', () => {
    let told = 0
    fc.assert(
      fc.property(arbitraryLaggedDag(4, 1), (g) => {
        const truth = g.edges.find(({ lag }) => lag === 0)
        if (truth === undefined) return
        const { from, to } = truth
        told++
        const test = laggedSeparation(g)
        const required = pcmciPlus(test, { knowledge: { required: [{ from, to, lag: 0 }] } }).graph
        expect(required.edges.find((e) => e.lag === 0 && e.from === from && e.to === to)?.toMark).toBe('arrow')
        const tiers = pcmciPlus(test, { knowledge: { tiers: [[from], [to]] } }).graph
        expect(tiers.edges.some((e) => e.from === to && e.to === from)).toBe(false)
        const apart = pcmciPlus(test, {
          knowledge: {
            forbidden: [
              [from, to],
              [to, from],
            ],
          },
        }).graph
        expect(apart.edges.some((e) => e.lag === 0 && new Set([from, to, e.from, e.to]).size === 2)).toBe(false)
      }),
      { numRuns: 30 },
    )
    expect(told).toBeGreaterThan(10)
  })
})

describe('pcmci against the oracle', () => {
  it('finds the lagged links where nothing happens within a step', () => {
    fc.assert(
      fc.property(arbitraryLaggedDag(4, 2), (g) => {
        const lagged = { ...g, edges: g.edges.filter(({ lag }) => lag > 0) }
        expect(pcmci(laggedSeparation(lagged), { maxLag: 2 }).graph.edges).toEqual(lagged.edges)
      }),
      { numRuns: 40 },
    )
  })
})
