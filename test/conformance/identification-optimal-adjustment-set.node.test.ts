import { expect } from 'vitest'
import { optimalAdjustmentSet } from '../../src/index.js'
import { conformance } from './harness.js'
import { type IdentGraph, identGraph } from './ident-graph.js'

interface Case {
  readonly kind: string
  readonly graph: IdentGraph
  readonly query: { readonly x: string[]; readonly y: string[] }
  readonly expected: string[] | null
}

conformance<Case, Case[]>(
  'ident/optimalAdjustmentSet',
  'ident/adjustment.json',
  (all) => all.filter((c) => c.kind === 'optimalAdjustmentSet'),
  ({ graph, query, expected }) => {
    const answer = optimalAdjustmentSet(identGraph(graph), { treatment: query.x, outcome: query.y })
    expect(answer.found ? [...answer.set].sort() : null).toEqual(expected === null ? null : [...expected].sort())
  },
)
