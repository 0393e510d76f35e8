import { expect } from 'vitest'
import { instruments } from '../../src/index.js'
import { conformance, setOfSets } from './harness.js'
import { type IdentGraph, identGraph } from './ident-graph.js'

interface Case {
  readonly graph: IdentGraph
  readonly query: { readonly x: string; readonly y: string }
  readonly expected: readonly { readonly instrument: string; readonly minimalSets: string[][] }[]
}

conformance<Case, Case[]>(
  'ident/instruments',
  'ident/instruments.json',
  (all) => all,
  ({ graph, query, expected }) => {
    const sets = new Map<string, (readonly string[])[]>()
    for (const { instrument, given } of instruments(identGraph(graph), { treatment: query.x, outcome: query.y }))
      sets.set(instrument, [...(sets.get(instrument) ?? []), given])
    expect([...sets.keys()].sort()).toEqual(expected.map((e) => e.instrument).sort())
    for (const { instrument, minimalSets } of expected)
      expect(setOfSets(sets.get(instrument)!), instrument).toEqual(setOfSets(minimalSets))
  },
)
