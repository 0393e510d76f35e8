import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dSeparated, latentProjection } from '../../src/index.js'
import { arbitraryAdmg, arbitraryDag, arbitrarySets } from '../support/arbitrary.js'
import { separatedByMoralGraph } from '../support/separation.js'

const graphs = fc.oneof(arbitraryDag(2, 8), arbitraryAdmg(2, 7))
const question = graphs.chain((g) => fc.tuple(fc.constant(g), arbitrarySets(g.nodes)))

describe('dSeparated', () => {
  it('agrees with the moral graph of the ancestors', () => {
    fc.assert(
      fc.property(question, ([g, { x, y, z }]) => {
        expect(dSeparated(g, x, y, z)).toBe(separatedByMoralGraph(g, x, y, z))
      }),
      { numRuns: 1000 },
    )
  })

  it('is symmetric', () => {
    fc.assert(
      fc.property(question, ([g, { x, y, z }]) => {
        expect(dSeparated(g, x, y, z)).toBe(dSeparated(g, y, x, z))
      }),
    )
  })
})

describe('latentProjection', () => {
  it('keeps every separation among the nodes that stay', () => {
    const hiding = graphs.chain((g) =>
      fc
        .tuple(fc.constant(g), fc.subarray([...g.nodes], { maxLength: Math.max(0, g.nodes.length - 2) }))
        .chain(([graph, hidden]) =>
          fc.tuple(
            fc.constant(graph),
            fc.constant(hidden),
            arbitrarySets(graph.nodes.filter((node) => !hidden.includes(node))),
          ),
        ),
    )
    fc.assert(
      fc.property(hiding, ([g, hidden, { x, y, z }]) => {
        expect(dSeparated(latentProjection(g, hidden), x, y, z)).toBe(separatedByMoralGraph(g, x, y, z))
      }),
      { numRuns: 500 },
    )
  })

  it('can be done in one step or two', () => {
    fc.assert(
      fc.property(
        graphs.chain((g) => fc.tuple(fc.constant(g), fc.subarray([...g.nodes]))),
        ([g, hidden]) => {
          const [first, ...rest] = hidden
          fc.pre(first !== undefined)
          expect(latentProjection(latentProjection(g, rest), [first as string])).toEqual(latentProjection(g, hidden))
        },
      ),
    )
  })
})
