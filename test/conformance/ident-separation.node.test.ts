import { expect } from 'vitest'
import { dSeparated } from '../../src/index.js'
import { type CaseGraph, graphOfCase } from './graph.js'
import { conformance } from './harness.js'

interface Case {
  readonly kind: string
  readonly graph: CaseGraph
  readonly query: { x: string[]; y: string[]; z: string[] }
  readonly expected: boolean
}

for (const kind of ['dSeparated', 'mSeparated']) {
  conformance<Case, Case[]>(
    kind === 'dSeparated' ? 'ident/dSeparated' : 'ident/mSeparated',
    'ident/separation.json',
    (all) => all.filter((item) => item.kind === kind),
    ({ graph, query: { x, y, z }, expected }) => {
      expect(dSeparated(graphOfCase(graph), x, y, z)).toBe(expected)
    },
  )
}
