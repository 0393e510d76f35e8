import { Matrix } from 'ml-matrix'
import { expect, it } from 'vitest'
import {
  dag,
  fromMatrix,
  hypothesisTests,
  type LaggedEdge,
  type LaggedGraph,
  type RankedCause,
  type RootCauses,
  residualScores,
  rootCauses,
  series,
  splitSeries,
} from '../../src/index.js'
import { conformance, expectClose, print, readDocument } from './harness.js'

interface Iid {
  readonly id: string
  readonly kind: 'iid'
  readonly nodes: readonly string[]
  readonly edges: readonly (readonly [number, number])[]
  readonly rootCauses: readonly string[]
  readonly normal: number[][]
  readonly abnormal: number[][]
  readonly hypothesisTest: {
    readonly scores: Readonly<Record<string, number>>
    readonly adjustedScores: Readonly<Record<string, number>>
  }
}

interface OverTime {
  readonly id: string
  readonly kind: 'timeSeries'
  readonly nodes: readonly string[]
  readonly laggedLinks: readonly (readonly [number, number, number, number])[]
  readonly triggerPoint: number
  readonly data: number[][]
  readonly rootCauses: readonly string[]
  readonly laggedResidualMeanAbsZ: readonly number[]
}

type Case = Iid | OverTime

function ranked(found: RootCauses): readonly RankedCause[] {
  if (!found.found) throw new Error(`${found.reason}: ${found.message}`)
  return found.ranking
}

/** The answers of one case: plain and descendant-adjusted for tables, mean |z| and the robust default for series. */
function answers(item: Case): { readonly first: RootCauses; readonly second: RootCauses } {
  const { nodes } = item
  if (item.kind === 'iid') {
    const graph = dag({ nodes, directed: item.edges.map(([from, to]) => [nodes[from]!, nodes[to]!] as const) })
    const [before, after] = [fromMatrix(new Matrix(item.normal), nodes), fromMatrix(new Matrix(item.abnormal), nodes)]
    const by = (descendantAdjustment: boolean): RootCauses =>
      rootCauses(before, after, { graph, method: hypothesisTests({ descendantAdjustment }) })
    return { first: by(false), second: by(true) }
  }
  const edges = [
    ...item.laggedLinks.map(([from, lag, to]) => ({ from, to, lag })),
    ...nodes.map((_, i) => ({ from: i, to: i, lag: 1 })),
  ]
  const graph: LaggedGraph = {
    kind: 'lagged-dag',
    nodes,
    maxLag: 4,
    edges: edges.map(
      ({ from, to, lag }): LaggedEdge => ({
        from: nodes[from]!,
        to: nodes[to]!,
        lag,
        fromMark: 'tail',
        toMark: 'arrow',
      }),
    ),
  }
  const { before, after } = splitSeries(series(fromMatrix(new Matrix(item.data), nodes)), { step: item.triggerPoint })
  return {
    first: rootCauses(before, after, { graph, method: residualScores({ scale: 'moments' }) }),
    second: rootCauses(before, after, { graph }),
  }
}

conformance<Case, Case[]>(
  'seeds/rca',
  'seeds/rca.json',
  (document) => document,
  (item) => {
    const { first, second } = answers(item)
    const check = (found: RootCauses, wanted: Readonly<Record<string, number>>, what: string): void => {
      const ranking = ranked(found)
      expect(ranking.length).toBe(Object.keys(wanted).length)
      for (const { variable, score } of ranking)
        expectClose(score, wanted[variable]!, 1e-6, 1e-5, `${what} ${variable}`)
    }
    if (item.kind === 'iid') {
      check(first, item.hypothesisTest.scores, 'score of')
      check(second, item.hypothesisTest.adjustedScores, 'adjusted score of')
    } else {
      check(
        first,
        Object.fromEntries(item.nodes.map((name, i) => [name, item.laggedResidualMeanAbsZ[i]!])),
        'mean |z| of',
      )
    }
  },
)

it('seeds/rca: the injected cause among the first', () => {
  const hits = new Map<string, number[]>()
  for (const item of readDocument<Case[]>('seeds/rca.json')) {
    const { first, second } = answers(item)
    const names = item.kind === 'iid' ? ['hypothesis tests', 'descendant-adjusted'] : ['lag-aware mean |z|', 'robust']
    for (const [k, found] of [first, second].entries()) {
      const tally = hits.get(names[k]!) ?? [0, 0, 0, 0]
      hits.set(names[k]!, tally)
      const order = ranked(found).map(({ variable }) => variable)
      tally[0]!++
      if (item.rootCauses.includes(order[0]!)) tally[1]!++
      if (order.slice(0, 3).some((name) => item.rootCauses.includes(name))) tally[2]!++
      if (found.found && found.causes.every(({ variable }) => item.rootCauses.includes(variable))) tally[3]!++
    }
  }
  for (const [name, [all, one, three, exact]] of hits) {
    print(`seeds/rca, ${name}: top-1 ${one}/${all}, top-3 ${three}/${all}, no innocent accused ${exact}/${all}`)
    if (name !== 'descendant-adjusted') expect(one).toBe(all)
  }
})
