import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  cpdagOf,
  type Dag,
  dag,
  parents,
  structuralHammingDistance,
  structuralInterventionDistance,
  topologicalOrder,
} from '../../src/index.js'
import { arbitraryDag } from '../support/arbitrary.js'
import { markovClass } from '../support/classes.js'

/** Coefficients that are the same each time and in no simple relation. */
const coefficient = (a: number, b: number): number => 0.4 + ((a * 7.31 + b * 3.77) % 1.13)

/** The total effects and the covariance of a linear model on the graph, all noises of variance one. */
function linearModel(g: Dag): { effect: number[][]; covariance: number[][] } {
  const n = g.nodes.length
  const at = (name: string) => g.nodes.indexOf(name)
  const done: number[] = []
  const effect = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? 1 : 0) as number))
  while (done.length < n) {
    const v = g.nodes.findIndex((name, i) => !done.includes(i) && parents(g, name).every((p) => done.includes(at(p))))
    for (let i = 0; i < n; i++)
      if (i !== v)
        effect[i]![v] = parents(g, g.nodes[v]!).reduce((sum, p) => sum + coefficient(at(p), v) * effect[i]![at(p)]!, 0)
    done.push(v)
  }
  const covariance = effect.map((_, a) => effect.map((_, b) => effect.reduce((sum, row) => sum + row[a]! * row[b]!, 0)))
  return { effect, covariance }
}

/** The coefficient of the first regressor when `y` is regressed on them, by elimination. */
function regression(covariance: readonly (readonly number[])[], y: number, on: readonly number[]): number {
  const rows = on.map((a) => [...on.map((b) => covariance[a]![b]!), covariance[a]![y]!])
  for (let k = rows.length - 1; k > 0; k--)
    for (let i = 0; i < k; i++) {
      const factor = rows[i]![k]! / rows[k]![k]!
      for (let j = 0; j <= rows.length; j++) rows[i]![j]! -= factor * rows[k]![j]!
    }
  return rows[0]!.at(-1)! / rows[0]![0]!
}

/** By its meaning: in a linear model with generic coefficients, where does regression on the parents give a wrong effect? */
function distanceByRegression(truth: Dag, estimate: Dag): number {
  const { effect, covariance } = linearModel(truth)
  const at = (name: string) => truth.nodes.indexOf(name)
  let wrong = 0
  for (const x of truth.nodes)
    for (const y of truth.nodes) {
      if (x === y) continue
      const z = parents(estimate, x)
      const found = z.includes(y) ? 0 : regression(covariance, at(y), [at(x), ...z.map(at)])
      if (Math.abs(found - effect[at(x)]![at(y)]!) > 1e-9) wrong++
    }
  return wrong
}

const pairOfDags = arbitraryDag(2, 6).chain((truth) =>
  fc.tuple(
    fc.constant(truth),
    fc
      .tuple(
        fc.shuffledSubarray([...truth.nodes], { minLength: truth.nodes.length }),
        fc.array(fc.boolean(), { minLength: 15, maxLength: 15 }),
      )
      .map(([order, chosen]) => {
        const directed = order.flatMap((b, j) => order.slice(0, j).map((a) => [a, b] as const))
        return dag({ nodes: order, directed: directed.filter((_, i) => chosen[i]) })
      }),
  ),
)

describe('structuralInterventionDistance', () => {
  it('counts the effects that regression on the parents gets wrong', () => {
    fc.assert(
      fc.property(pairOfDags, ([truth, estimate]) => {
        expect(structuralInterventionDistance(truth, estimate)).toBe(distanceByRegression(truth, estimate))
      }),
      { numRuns: 500 },
    )
  })

  it('of a CPDAG is the range over its DAGs', () => {
    fc.assert(
      fc.property(pairOfDags, ([truth, estimate]) => {
        const all = markovClass(estimate).map((member) => structuralInterventionDistance(truth, member))
        expect(structuralInterventionDistance(truth, cpdagOf(estimate))).toEqual({
          lower: Math.min(...all),
          upper: Math.max(...all),
        })
      }),
      { numRuns: 200 },
    )
  })

  it('is zero for a DAG that has every edge of the truth', () => {
    fc.assert(
      fc.property(pairOfDags, ([truth, estimate]) => {
        const order = topologicalOrder(truth)
        const along = (e: { from: string; to: string }) =>
          order.indexOf(e.from) < order.indexOf(e.to) ? ([e.from, e.to] as const) : ([e.to, e.from] as const)
        const both = [...truth.edges, ...estimate.edges].map(along)
        expect(structuralInterventionDistance(truth, dag({ nodes: truth.nodes, directed: both }))).toBe(0)
      }),
      { numRuns: 100 },
    )
  })
})

describe('structuralHammingDistance', () => {
  it('is a metric', () => {
    fc.assert(
      fc.property(pairOfDags, arbitraryDag(2, 6), ([a, b], c) => {
        expect(structuralHammingDistance(a, b)).toBe(structuralHammingDistance(b, a))
        expect(structuralHammingDistance(a, a)).toBe(0)
        fc.pre(c.nodes.every((node) => a.nodes.includes(node)) && c.nodes.length === a.nodes.length)
        expect(structuralHammingDistance(a, b)).toBeLessThanOrEqual(
          structuralHammingDistance(a, c) + structuralHammingDistance(c, b),
        )
      }),
    )
  })
})
