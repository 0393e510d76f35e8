import { expect } from 'vitest'
import { cpdagOf, type Dag } from '../../src/index.js'
import { type CaseGraph, edgeTexts, graphOfCase, pairTexts } from './graph.js'
import { conformance } from './harness.js'

interface Case {
  readonly kind: string
  readonly graph: CaseGraph
  readonly expected: { directed: [string, string][]; undirected: [string, string][] }
}

conformance<Case, Case[]>(
  'ident/cpdag',
  'ident/equivalence.json',
  (all) => all.filter((item) => item.kind === 'cpdag'),
  ({ graph, expected }) => {
    const completed = cpdagOf(graphOfCase(graph) as Dag)
    expect(edgeTexts(completed, 'directed')).toEqual(pairTexts(expected.directed, true))
    expect(edgeTexts(completed, 'undirected')).toEqual(pairTexts(expected.undirected, false))
  },
)
