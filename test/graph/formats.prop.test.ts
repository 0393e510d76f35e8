import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  admg,
  type CausalGraph,
  cpdagOf,
  dag,
  fromAdjacency,
  fromGraphlib,
  fromJson,
  isAcyclic,
  magOf,
  pagOf,
  parseDagitty,
  parseDot,
  toAdjacency,
  toDagitty,
  toDot,
  toGraphlib,
  toJson,
} from '../../src/index.js'
import { arbitraryAdmg, arbitraryDag } from '../support/arbitrary.js'
import { arbitraryPdag } from '../support/classes.js'
import { expectCausalError } from '../support/errors.js'
import { arbitraryHidden } from '../support/mixed.js'

const hidden = arbitraryHidden(2, 6)
const graphs: fc.Arbitrary<CausalGraph> = fc.oneof(
  arbitraryDag(1, 6),
  arbitraryAdmg(1, 6),
  arbitraryPdag(1, 6),
  arbitraryDag(1, 6).map(cpdagOf),
  hidden.map(({ graph, latents, selected }) => magOf(graph, { latents, selected })),
  hidden.map(({ graph, latents, selected }) => pagOf(graph, { latents, selected })),
  fc
    .tuple(
      arbitraryAdmg(1, 5),
      fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }), { minLength: 5, maxLength: 5 }),
    )
    .filter(([, names]) => new Set(names).size === names.length)
    .map(([g, names]) => {
      const name = new Map(g.nodes.map((old, i) => [old, names[i]!]))
      const edges = g.edges.map((e) => ({ ...e, from: name.get(e.from)!, to: name.get(e.to)! }))
      const nodes = [...name.values()]
      const latents = nodes.slice(0, 1)
      const isDag = edges.every((e) => e.fromMark === 'tail')
      return isDag ? dag({ nodes, edges, latents }) : admg({ nodes, edges, latents })
    }),
)

/** dagitty has one word for PDAG and CPDAG, and none for an ADMG without bidirected edges. */
function asDagitty(g: CausalGraph): CausalGraph {
  if (g.kind === 'cpdag') return { ...g, kind: 'pdag' }
  return g.kind === 'admg' && g.edges.every((e) => e.fromMark === 'tail') ? { ...g, kind: 'dag' } : g
}

describe('formats give back what they were given', () => {
  it('dagitty, DOT and JSON', () => {
    fc.assert(
      fc.property(graphs, (g) => {
        expect(parseDagitty(toDagitty(g))).toEqual(asDagitty(g))
        expect(parseDot(toDot(g))).toEqual(g)
        expect(fromJson(JSON.parse(JSON.stringify(toJson(g))))).toEqual(g)
        expect(fromJson(JSON.stringify(g))).toEqual(g)
      }),
      { numRuns: 400 },
    )
  })

  it('graphlib and adjacency matrices', () => {
    fc.assert(
      fc.property(graphs, (g) => {
        if (g.nodes.every((name) => !(name in {}) && !name.includes('\u0001')))
          expect(fromGraphlib(toGraphlib(g))).toEqual(g)
        if (g.kind === 'dag') expect(fromAdjacency(toAdjacency(g), g.nodes).edges).toEqual(g.edges)
        if (g.kind === 'admg') return
        const marks = toAdjacency(g, { entries: 'marks' })
        const read = () => fromAdjacency(marks, g.nodes, { entries: 'marks' })
        // a matrix does not say its kind: arrows in a circle are read as those of a DAG or an ADMG, and refused
        if (isAcyclic(g) || g.edges.some((e) => e.toMark !== 'arrow' || e.fromMark === 'circle'))
          expect(read().edges).toEqual(g.edges)
        else expectCausalError(read, 'fromAdjacency', 'cycle')
      }),
      { numRuns: 300 },
    )
  })
})
