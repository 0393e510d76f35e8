import { expect } from 'vitest'
import {
  bdeuScore,
  chiSquare,
  ges,
  gSquare,
  type IndependenceTest,
  pc,
  type TestResult,
  table,
} from '../../src/index.js'
import { type EdgeLists, edgeLists } from './discovery-graphs.js'
import { conformance, expectClose } from './harness.js'

interface Case {
  readonly columns: readonly number[][]
  readonly results: readonly {
    readonly alpha: number
    readonly test: 'chisq' | 'gsq'
    readonly sepsetPrioritizeExisting: EdgeLists
  }[]
  readonly gesBdeu: { readonly cpdag: EdgeLists; readonly score: number } | null
}

/** causal-learn reads a table without a comparison as independence, p = 1; here it is not tested, and no evidence. */
function asPeer(test: IndependenceTest): IndependenceTest {
  const one: TestResult = { tested: true, statistic: 0, pValue: 1, logPValue: 0, method: 'as in causal-learn' }
  const call: (...query: Parameters<IndependenceTest>) => TestResult = (...query) => {
    const found = test(...query)
    return found.tested ? found : one
  }
  return Object.assign(call, { variables: test.variables })
}

conformance<Case, { cases: Case[] }>(
  'discovery/pc_finite_discrete',
  'discovery/pc_finite_discrete.json',
  (document) => document.cases,
  ({ columns, results, gesBdeu }) => {
    const data = table(Object.fromEntries(columns.map((column, i) => [`v${i}`, column])))
    for (const { alpha, test, sepsetPrioritizeExisting } of results) {
      const tests = { chisq: chiSquare, gsq: gSquare }
      const found = pc(asPeer(tests[test](data, { parity: 'causal-learn' })), {
        alpha,
        colliderRule: 'union',
        conflicts: 'keep',
      })
      expect(edgeLists(found.graph), `${test} ${alpha}`).toEqual(edgeLists(sepsetPrioritizeExisting))
    }
    if (gesBdeu === null) return
    const found = ges(bdeuScore(data, { structure: 1 }), { phases: ['forward', 'backward'] })
    expectClose(found.score, gesBdeu.score, 0, 1e-8, 'score')
    expect(edgeLists(found.graph)).toEqual(edgeLists(gesBdeu.cpdag))
  },
)
