import { expect } from 'vitest'
import { type Cpdag, cpdag, orientByKnowledge } from '../../src/index.js'
import { edgeTexts, pairTexts } from './graph.js'
import { conformance } from './harness.js'

interface Edges {
  readonly directed: [number, number][]
  readonly undirected: [number, number][]
}
interface Case {
  readonly p: number
  readonly cpdag: Edges
  readonly required: [number, number][]
  readonly forbidden: [number, number][]
  readonly tiers: number[] | null
  readonly mpdag: Edges
}

const names = (pairs: readonly [number, number][]) => pairs.map(([a, b]) => [String(a), String(b)] as const)

conformance<Case, { cases: Case[] }>(
  'discovery/pc_background',
  'discovery/pc_background.json',
  (document) => document.cases,
  ({ p, cpdag: edges, required, forbidden, tiers, mpdag }) => {
    const nodes = Array.from({ length: p }, (_, i) => String(i))
    const graph: Cpdag = cpdag({ nodes, directed: names(edges.directed), undirected: names(edges.undirected) })
    const groups = tiers === null ? [] : [...new Set(tiers)].sort((a, b) => a - b)
    const oriented = orientByKnowledge(graph, {
      required: names(required),
      forbidden: names(forbidden),
      tiers: groups.map((tier) => nodes.filter((_, i) => tiers![i] === tier)),
    })
    expect(edgeTexts(oriented, 'directed')).toEqual(pairTexts(mpdag.directed, true))
    expect(edgeTexts(oriented, 'undirected')).toEqual(pairTexts(mpdag.undirected, false))
  },
)
