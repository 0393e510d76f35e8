import { expect } from 'vitest'
import { districts, latentProjection } from '../../src/index.js'
import { type CaseGraph, edgeTexts, graphOfCase, pairTexts } from './graph.js'
import { conformance, setOfSets } from './harness.js'

interface Projection {
  readonly kind: string
  readonly graph: CaseGraph
  readonly query: { project: string[] }
  readonly expected: { directed: [string, string][]; bidirected: [string, string][] }
}

conformance<Projection, Projection[]>(
  'ident/latentProjection',
  'ident/projection.json',
  (all) => all.filter((item) => item.kind === 'latentProjection'),
  ({ graph, query, expected }) => {
    const projected = latentProjection(graphOfCase(graph), query.project)
    expect(edgeTexts(projected, 'directed')).toEqual(pairTexts(expected.directed, true))
    expect(edgeTexts(projected, 'bidirected')).toEqual(pairTexts(expected.bidirected, false))
  },
)

interface Districts {
  readonly kind: string
  readonly graph: CaseGraph
  readonly expected: string[][]
}

conformance<Districts, Districts[]>(
  'ident/districts',
  'ident/projection.json',
  (all) => all.filter((item) => item.kind === 'districts'),
  ({ graph, expected }) => {
    expect(setOfSets(districts(graphOfCase(graph)))).toEqual(setOfSets(expected))
  },
)
