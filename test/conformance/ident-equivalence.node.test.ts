import { expect } from 'vitest'
import { countDags, cpdagOf, type Dag, dagsOf } from '../../src/index.js'
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

interface Size {
  readonly kind: string
  readonly graph: CaseGraph
  readonly expected: number
}

conformance<Size, Size[]>(
  'ident/mecSize',
  'ident/equivalence.json',
  (all) => all.filter((item) => item.kind === 'mecSize'),
  ({ graph, expected }) => {
    expect(countDags(cpdagOf(graphOfCase(graph) as Dag))).toBe(BigInt(expected))
  },
)

interface Members {
  readonly kind: string
  readonly graph: CaseGraph
  readonly expected: [string, string][][]
}

conformance<Members, Members[]>(
  'ident/dagsInMec',
  'ident/equivalence.json',
  (all) => all.filter((item) => item.kind === 'dagsInMec'),
  ({ graph, expected }) => {
    const members = Array.from(dagsOf(cpdagOf(graphOfCase(graph) as Dag)), (member) =>
      edgeTexts(member, 'directed').join(),
    )
    expect(members.sort()).toEqual(expected.map((edges) => pairTexts(edges, true).join()).sort())
  },
)
