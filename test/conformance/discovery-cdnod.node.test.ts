import { expect } from 'vitest'
import { cdnod, fisherZ, kci, table } from '../../src/index.js'
import { type EdgeLists, edgeLists } from './discovery-graphs.js'
import { conformance } from './harness.js'

interface Case {
  readonly columns: readonly number[][]
  readonly domain: readonly number[]
  readonly results: readonly {
    readonly test: 'fisherz' | 'kci'
    readonly alpha: number
    readonly graph: EdgeLists
  }[]
}

conformance<Case, { cases: Case[] }>(
  'discovery/cdnod',
  'discovery/cdnod.json',
  (document) => document.cases,
  ({ columns, domain, results }) => {
    const data = table(Object.fromEntries([...columns, domain].map((column, i) => [`v${i}`, column])))
    const tests = { fisherz: fisherZ, kci: (t: typeof data) => kci(t, { parity: 'causal-learn' }) }
    for (const { test, alpha, graph } of results) {
      const found = cdnod(data, {
        domain: `v${columns.length}`,
        test: tests[test],
        alpha,
        colliderRule: 'union',
        conflicts: 'keep',
        orientByChange: false,
      })
      const near = test === 'kci' && found.nearAlpha.some(({ pValue }) => Math.abs(pValue - alpha) < 1e-3)
      if (!near) expect(edgeLists(found.graph), test).toEqual(edgeLists(graph))
    }
  },
)
