import { expect } from 'vitest'
import {
  adjacencyScores,
  type CausalGraph,
  cpdag,
  cpdagOf,
  dag,
  orientationScores,
  structuralHammingDistance,
  structuralInterventionDistance,
} from '../../src/index.js'
import { conformance } from './harness.js'

type Pairs = [number, number][]
interface Counts {
  readonly tp: number
  readonly fp: number
  readonly fn: number
  readonly tn: number
}
interface Metrics {
  readonly shd: number
  readonly adjacency: Counts
  readonly arrowCausalLearn: Counts
}
interface Case {
  readonly p: number
  readonly trueDag: Pairs
  readonly estimatedDag: Pairs
  readonly trueCpdag: { directed: Pairs; undirected: Pairs }
  readonly estimatedCpdag: { directed: Pairs; undirected: Pairs }
  readonly metrics: { dag: Metrics; cpdag: Metrics }
  readonly sid: number
}

const named = (pairs: Pairs) => pairs.map(([a, b]) => [String(a), String(b)] as const)

conformance<Case, { cases: Case[] }>(
  'discovery/graph_metrics',
  'discovery/graph_metrics.json',
  (document) => document.cases,
  (item) => {
    const nodes = Array.from({ length: item.p }, (_, i) => String(i))
    const truth = dag({ nodes, directed: named(item.trueDag) })
    const estimate = dag({ nodes, directed: named(item.estimatedDag) })
    const completed = ({ directed, undirected }: Case['trueCpdag']) =>
      cpdag({ nodes, directed: named(directed), undirected: named(undirected) })
    expect(cpdagOf(truth)).toEqual(completed(item.trueCpdag))
    expect(cpdagOf(estimate)).toEqual(completed(item.estimatedCpdag))
    compare(truth, estimate, item.metrics.dag, item.p)
    compare(completed(item.trueCpdag), completed(item.estimatedCpdag), item.metrics.cpdag, item.p)
    expect(structuralInterventionDistance(truth, estimate)).toBe(item.sid)
    const { lower, upper } = structuralInterventionDistance(truth, completed(item.estimatedCpdag))
    expect(lower <= item.sid && item.sid <= upper).toBe(true)
  },
)

function compare(truth: CausalGraph, estimate: CausalGraph, wanted: Metrics, p: number): void {
  expect(structuralHammingDistance(truth, estimate)).toBe(wanted.shd)
  const counts = (scores: ReturnType<typeof adjacencyScores>) => ({
    tp: scores.truePositives,
    fp: scores.falsePositives,
    fn: scores.falseNegatives,
    tn: scores.trueNegatives,
  })
  expect(counts(adjacencyScores(truth, estimate))).toEqual(wanted.adjacency)
  // the reference counts the p places of the diagonal as true negatives
  const arrows = counts(orientationScores(truth, estimate))
  expect({ ...arrows, tn: arrows.tn + p }).toEqual(wanted.arrowCausalLearn)
}
