import { expect } from 'vitest'
import { bicScore, cpdagOf, exactSearch, ges, table } from '../../src/index.js'
import { type EdgeLists, edgeLists } from './discovery-graphs.js'
import { conformance, expectClose } from './harness.js'

interface Case {
  readonly columns: readonly number[][]
  readonly ges: { readonly cpdag: EdgeLists; readonly score: number }
  readonly optimal: { readonly score: number; readonly cpdag: EdgeLists }
}

conformance<Case, { cases: Case[] }>(
  'discovery/ges_bic',
  'discovery/ges_bic.json',
  (document) => document.cases,
  (item) => {
    const score = bicScore(table(Object.fromEntries(item.columns.map((column, i) => [`v${i}`, column]))))
    const found = ges(score, { phases: ['forward', 'backward'] })
    expectClose(found.score, item.ges.score, 0, 1e-9, 'score of GES')
    expect(edgeLists(found.graph)).toEqual(edgeLists(item.ges.cpdag))
    // turning never makes it worse
    expect(ges(score).score).toBeGreaterThanOrEqual(found.score - 1e-9 * Math.abs(found.score))
    const optimum = exactSearch(score)
    expectClose(optimum.score, item.optimal.score, 0, 1e-9, 'optimal score')
    expect(edgeLists(cpdagOf(optimum.graph))).toEqual(edgeLists(item.optimal.cpdag))
  },
)
