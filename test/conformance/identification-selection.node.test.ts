import { expect } from 'vitest'
import { recoverFromSelection } from '../../src/index.js'
import { conformance } from './harness.js'
import { type IdentGraph, identGraph } from './ident-graph.js'

interface Case {
  readonly kind: string
  readonly graph: IdentGraph
  readonly query: {
    readonly x: string[]
    readonly y: string[]
    readonly selectionParents: string[]
    readonly available: readonly { readonly do: string[]; readonly over: string[]; readonly givenSelected: boolean }[]
  }
  readonly expected: { readonly identifiable: boolean }
}

conformance<Case, Case[]>(
  'ident/selectionRecover',
  'ident/transport-selection.json',
  (all) => all.filter((c) => c.kind === 'selectionRecover'),
  ({ graph, query: { x, y, selectionParents, available }, expected }) => {
    const answer = recoverFromSelection(identGraph(graph), {
      do: x,
      outcome: y,
      selectedBy: selectionParents,
      available: available.map((a) => ({ do: a.do, over: a.over, selected: a.givenSelected })),
    })
    expect(answer.status).toBe(expected.identifiable ? 'identifiable' : 'not-derivable')
  },
)
