import { expect } from 'vitest'
import { isAdjustmentSet } from '../../src/index.js'
import { conformance } from './harness.js'
import { type IdentGraph, identCpdag, identGraph } from './ident-graph.js'

interface Case {
  readonly kind: string
  readonly graph: IdentGraph
  readonly query: { readonly x: string[]; readonly y: string[]; readonly z: string[] }
  readonly expected: boolean
}
const path = 'ident/adjustment.json'

conformance<Case, Case[]>(
  'ident/isAdjustmentSet',
  path,
  (all) => all.filter((c) => c.kind === 'isAdjustmentSet'),
  ({ graph, query, expected }) => {
    const verdict = isAdjustmentSet(identGraph(graph), { treatment: query.x, outcome: query.y }, query.z)
    expect(verdict.valid, JSON.stringify(verdict)).toBe(expected)
  },
)

conformance<Case, Case[]>(
  'ident/isAdjustmentSetCpdag',
  path,
  (all) => all.filter((c) => c.kind === 'isAdjustmentSetCpdag'),
  ({ graph, query, expected }) => {
    const verdict = isAdjustmentSet(identCpdag(graph), { treatment: query.x, outcome: query.y }, query.z)
    expect(verdict.valid, JSON.stringify(verdict)).toBe(expected)
  },
)
