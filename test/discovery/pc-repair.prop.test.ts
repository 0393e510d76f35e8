import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  cpdagOf,
  type Dag,
  dSeparation,
  isExtendable,
  knowledge,
  type Pdag,
  pc,
  structuralHammingDistance,
  toDag,
} from '../../src/index.js'
import { arbitraryDag } from '../support/arbitrary.js'
import { edgeTexts, reordered, whimsicalTest } from './support.js'

const names = ['A', 'B', 'C', 'D', 'E', 'F', 'G']
const rules = ['sepset', 'majority', 'conservative', 'max-p', 'union'] as const
const arbitraryRun = { seed: fc.integer({ min: 0, max: 1e6 }), colliderRule: fc.constantFrom(...rules) }

describe('pc, mended', () => {
  it('always stands for some DAG, on the skeleton that was found, and lists what was changed', () => {
    let mended = 0
    fc.assert(
      fc.property(fc.record(arbitraryRun), ({ seed, colliderRule }) => {
        const test = whimsicalTest(names, seed)
        const found = pc(test, { alpha: 0.6, colliderRule })
        const raw = pc(test, { alpha: 0.6, colliderRule, repair: false })
        expect(found.isExtendable).toBe(true)
        expect(isExtendable(found.graph as Pdag)).toBe(true)
        expect(raw.repaired).toEqual([])
        const pairs = (graph: { edges: readonly { from: string; to: string }[] }) =>
          graph.edges.map(({ from, to }) => [from, to].sort().join()).sort()
        expect(pairs(found.graph)).toEqual(pairs(raw.graph))
        if (raw.isExtendable) {
          expect(found.graph).toEqual(raw.graph)
          expect(found.repaired).toEqual([])
          return
        }
        mended++
        expect(found.repaired.length).toBeGreaterThan(0)
        expect(found.warnings.some((text) => text.includes('see repaired'))).toBe(true)
        for (const { x, y, before, after } of found.repaired) {
          const marks = (graph: typeof found.graph) => {
            const edge = graph.edges.find((e) => [e.from, e.to].includes(x) && [e.from, e.to].includes(y))!
            return edge.from === x ? [edge.fromMark, edge.toMark] : [edge.toMark, edge.fromMark]
          }
          expect(marks(raw.graph)).toEqual(before)
          expect(marks(found.graph)).toEqual(after)
        }
      }),
      { numRuns: 200 },
    )
    expect(mended).toBeGreaterThan(20)
  })

  it('permuting the columns permutes the answer', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.shuffledSubarray(names, { minLength: 7, maxLength: 7 }),
        (seed, order) => {
          const test = whimsicalTest(names, seed)
          const [one, other] = [pc(test, { alpha: 0.6 }), pc(reordered(test, order), { alpha: 0.6 })]
          expect(edgeTexts(other.graph)).toEqual(edgeTexts(one.graph))
        },
      ),
      { numRuns: 200 },
    )
  })

  it('never mends against knowledge', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.shuffledSubarray(names, { minLength: 7, maxLength: 7 }),
        (seed, order) => {
          const tiers = [order.slice(0, 3), order.slice(3, 5), order.slice(5)]
          const { graph } = pc(whimsicalTest(names, seed), { alpha: 0.6, knowledge: knowledge({ tiers }) })
          const tierOf = (name: string) => tiers.findIndex((tier) => tier.includes(name))
          for (const { from, to, toMark } of graph.edges)
            if (tierOf(from) !== tierOf(to)) {
              expect(toMark).toBe('arrow')
              expect(tierOf(from)).toBeLessThan(tierOf(to))
            }
          expect(toDag(graph as Pdag)).not.toBeNull()
        },
      ),
      { numRuns: 100 },
    )
  })
})

describe('pc with a bound on false discoveries', () => {
  it('finds the class of the graph from the oracle', () => {
    fc.assert(
      fc.property(
        arbitraryDag(1, 7),
        fc.constantFrom('benjamini-hochberg', 'benjamini-yekutieli'),
        (graph: Dag, multiplicity) => {
          const found = pc(dSeparation(graph), { multiplicity: multiplicity as 'benjamini-hochberg' })
          expect(structuralHammingDistance(found.graph, cpdagOf(graph))).toBe(0)
        },
      ),
    )
  })

  it('steps up through the largest p-value of each pair', () => {
    // six pairs; 0.05 i / 6 = 0.0083, 0.0167, 0.025, 0.0333, 0.0417, 0.05
    const p: Record<string, number> = { AB: 0.001, AC: 0.012, AD: 0.026, BC: 0.03, BD: 0.2, CD: 0.045 }
    const test = Object.assign(
      (x: string, y: string) => {
        const pValue = p[[x, y].sort().join('')]!
        return { tested: true as const, method: 'fixed', statistic: 1, pValue, logPValue: Math.log(pValue) }
      },
      { variables: ['A', 'B', 'C', 'D'] },
    )
    const edges = (multiplicity: 'none' | 'benjamini-hochberg' | 'benjamini-yekutieli') =>
      pc(test, { alpha: 0.05, multiplicity })
        .graph.edges.map(({ from, to }) => [from, to].sort().join(''))
        .sort()
    expect(edges('none')).toEqual(['AB', 'AC', 'AD', 'BC', 'CD'])
    expect(edges('benjamini-hochberg')).toEqual(['AB', 'AC', 'AD', 'BC'])
    // 0.05 / 2.45 = 0.0204: 0.0034, 0.0068, …
    expect(edges('benjamini-yekutieli')).toEqual(['AB'])
  })

  it('does not depend on the order of columns', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.shuffledSubarray(names, { minLength: 7, maxLength: 7 }),
        (seed, order) => {
          const test = whimsicalTest(names, seed)
          const options = { alpha: 0.3, multiplicity: 'benjamini-hochberg' } as const
          const pairs = (graph: { edges: readonly { from: string; to: string }[] }) =>
            graph.edges.map(({ from, to }) => [from, to].sort().join()).sort()
          expect(pairs(pc(reordered(test, order), options).graph)).toEqual(pairs(pc(test, options).graph))
        },
      ),
    )
  })
})
