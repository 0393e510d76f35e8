import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Dag, dag, dSeparation, interventionalCpdagOf, knowledge, utIgsp } from '../../../src/index.js'
import { edgeTexts, reordered } from '../support.js'
import { allDagsOn } from './experiments.js'

const names = ['A', 'B', 'C', 'D'] as const
const graphs = allDagsOn(names, (directed) => {
  try {
    return dag({ nodes: names, directed })
  } catch {
    return null
  }
})
const families: readonly (readonly string[])[][] = [
  [],
  [['A']],
  [['B'], ['C', 'D']],
  [['A', 'B', 'C', 'D']],
  [['A'], ['B'], ['C'], ['D']],
]

/** The graph with a node for each regime that points at its targets. */
function withRegimes(graph: Dag, family: readonly (readonly string[])[]): Dag {
  return dag({
    nodes: [...family.map((_, k) => `R${k}`), ...graph.nodes],
    directed: [
      ...graph.edges.map((e): [string, string] => [e.from, e.to]),
      ...family.flatMap((set, k) => set.map((target): [string, string] => [`R${k}`, target])),
    ],
  })
}

describe('utIgsp with the oracle', () => {
  it.each(families.map((family) => ({ family })))(
    'finds class and targets of every DAG on four nodes under $family',
    ({ family }) => {
      const regimes = family.map((_, k) => `R${k}`)
      let right = 0
      for (const graph of graphs) {
        const found = utIgsp(dSeparation(withRegimes(graph, family)), { regimes, depth: Infinity, starts: 1 })
        expect(found.graph).toEqual(interventionalCpdagOf(graph as Dag, [[], ...family]))
        expect(found.targets).toEqual(family.map((columns, k) => ({ regime: `R${k}`, columns })))
        right++
      }
      expect(right).toBe(543)
    },
  )
  it('permuting the variables permutes the answer, and the seed decides no more than the way', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...graphs),
        fc.constantFrom(...families.slice(1)),
        fc.integer(),
        (graph, family, seed) => {
          const test = dSeparation(withRegimes(graph, family))
          const regimes = family.map((_, k) => `R${k}`)
          const found = utIgsp(test, { regimes, seed, depth: Infinity })
          const other = utIgsp(reordered(test, [...test.variables].reverse()), { regimes, seed, depth: Infinity })
          expect(edgeTexts(other.graph)).toEqual(edgeTexts(found.graph))
          expect(other.order).toEqual(found.order)
        },
      ),
      { numRuns: 40 },
    )
  })
  it('obeys knowledge, and says when the tests want what it excludes', () => {
    let warned = 0
    fc.assert(
      fc.property(
        fc.constantFrom(...graphs),
        fc.constantFrom(...families.slice(1)),
        fc.shuffledSubarray([...names], { minLength: 4, maxLength: 4 }),
        (graph, family, order) => {
          const known = knowledge({
            required: [[order[0]!, order[3]!]],
            forbidden: [
              [order[1]!, order[0]!],
              [order[2]!, order[3]!],
              [order[3]!, order[2]!],
            ],
            tiers: [[order[1]!], [order[2]!]],
          })
          const regimes = family.map((_, k) => `R${k}`)
          const found = utIgsp(dSeparation(withRegimes(graph, family)), { regimes, knowledge: known })
          const edges = found.member.edges.map((e) => `${e.from}${e.to}`)
          expect(edges).toContain(`${order[0]}${order[3]}`)
          expect(edges).not.toContain(`${order[1]}${order[0]}`)
          expect(edges).not.toContain(`${order[2]}${order[1]}`)
          expect(
            found.graph.edges.some(
              (e) => e.from + e.to === order[2]! + order[3]! || e.from + e.to === order[3]! + order[2]!,
            ),
          ).toBe(false)
          expect(found.graph.edges.filter((e) => e.from + e.to === order[0]! + order[3]!)[0]?.fromMark).toBe('tail')
          if (found.warnings.length > 0) warned++
        },
      ),
      { numRuns: 60 },
    )
    expect(warned).toBeGreaterThan(0)
  })
})
