import { expect } from 'vitest'
import { dag, dSeparation, pc } from '../../src/index.js'
import { edgeLists, numbered } from './discovery-graphs.js'
import { conformance } from './harness.js'

interface Case {
  readonly p: number
  readonly dag: readonly (readonly [number, number])[]
  readonly cpdag: { readonly directed: number[][]; readonly undirected: number[][] }
  readonly dseparation: readonly { x: number; y: number; S: number[]; dsep: boolean }[]
}

conformance<Case, { cases: Case[] }>(
  'discovery/pc_oracle',
  'discovery/pc_oracle.json',
  (document) => document.cases,
  (item) => {
    const graph = dag({ nodes: numbered(item.p), directed: item.dag.map(([a, b]) => [`${a}`, `${b}`] as const) })
    const oracle = dSeparation(graph)
    for (const { x, y, S, dsep } of item.dseparation) {
      expect(oracle(`${x}`, `${y}`, S.map(String)).pValue).toBe(dsep ? 1 : 0)
    }
    const found = pc(oracle)
    expect(edgeLists(found.graph)).toEqual({ ...edgeLists(item.cpdag), bidirected: [] })
    expect(found.graph.kind).toBe('cpdag')
    expect(found.isExtendable).toBe(true)
    expect(found.ambiguous).toEqual([])
  },
)
