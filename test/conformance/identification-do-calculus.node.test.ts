import { expect } from 'vitest'
import { doCalculus } from '../../src/index.js'
import { conformance } from './harness.js'
import { type IdentGraph, identGraph } from './ident-graph.js'

interface Case {
  readonly kind: string
  readonly graph: IdentGraph
  readonly query: {
    readonly rule: 1 | 2 | 3
    readonly y: string[]
    readonly x: string[]
    readonly z: string[]
    readonly w: string[]
  }
  readonly expected: boolean
}

conformance<Case, Case[]>(
  'ident/doCalculusRule',
  'ident/separation.json',
  (all) => all.filter((c) => c.kind === 'doCalculusRule'),
  ({ graph, query: { rule, x, y, z, w }, expected }) => {
    const verdict = doCalculus(rule, identGraph(graph), { outcome: y, nodes: z, do: x, given: w })
    expect(verdict.applies).toBe(expected)
  },
)
