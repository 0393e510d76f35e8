import { expect } from 'vitest'
import { bicScore, ges } from '../../src/index.js'
import { type EdgeLists, edgeLists, numbered } from './discovery-graphs.js'
import { conformance, expectClose } from './harness.js'

interface Case {
  readonly p: number
  readonly n: number
  readonly covariance: readonly number[][]
  readonly gesCpdag: EdgeLists
  readonly gesScore: number
  readonly trueDagBic: number
  readonly dag: readonly (readonly [number, number])[]
}

conformance<Case, { cases: Case[] }>(
  'discovery/ges_population',
  'discovery/ges_population.json',
  (document) => document.cases,
  ({ p, n, covariance, gesCpdag, gesScore, trueDagBic, dag }) => {
    const names = numbered(p)
    // the score divides by n, and moments hold a covariance divided by n − 1
    const score = bicScore({
      names,
      count: n,
      mean: new Float64Array(p),
      covariance: Float64Array.from(covariance.flat(), (value) => (value * n) / (n - 1)),
    })
    const found = ges(score, { phases: ['forward', 'backward'] })
    expectClose(found.score, gesScore, 0, 1e-10, 'score')
    expect(edgeLists(found.graph)).toEqual(edgeLists(gesCpdag))
    const bic = names.reduce(
      (sum, name, j) =>
        sum +
        score(
          name,
          dag.filter(([, to]) => to === j).map(([from]) => `${from}`),
        ),
      0,
    )
    expectClose(bic, trueDagBic, 0, 1e-10, 'score of the true graph')
  },
)
