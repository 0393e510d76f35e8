import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  dag,
  exactSearch,
  gies,
  type InterventionalScore,
  interventionalCpdagOf,
  knowledge,
  toDag,
} from '../../../src/index.js'
import { edgeTexts } from '../support.js'
import { allDagsOn, populationScore } from './experiments.js'

const names = ['A', 'B', 'C', 'D'] as const
type Name = (typeof names)[number]
const graphs = allDagsOn(names, (directed) => {
  try {
    return dag({ nodes: names, directed })
  } catch {
    return null
  }
})
const families: readonly (readonly (readonly Name[])[])[] = [
  [[]],
  [[], ['A']],
  [[], ['B'], ['C', 'D']],
  [['A'], ['B']],
  [[], ['A'], ['B'], ['C'], ['D']],
]

describe('gies with the score of a population', () => {
  it.each(families.map((family) => ({ family })))(
    'finds the class of every DAG on four nodes under $family',
    ({ family }) => {
      let right = 0
      for (const [k, graph] of graphs.entries()) {
        const found = gies(populationScore(graph, family, k))
        expect(found.graph).toEqual(interventionalCpdagOf(graph, family))
        right++
      }
      expect(right).toBe(543)
    },
  )
  it('scores at most the optimum, and equal graphs alike', () => {
    fc.assert(
      fc.property(fc.constantFrom(...graphs), fc.constantFrom(...families), fc.integer(), (graph, family, seed) => {
        const score = populationScore(graph, family, seed)
        const best = exactSearch(score)
        const found = gies(score, { starts: 0 })
        expect(found.score).toBeLessThanOrEqual(best.score + 1e-6 * Math.abs(best.score))
        const member = toDag(found.graph)
        const total = names.reduce(
          (sum, node) =>
            sum +
            score(
              node,
              member.edges.filter((e) => e.to === node).map((e) => e.from),
            ),
          0,
        )
        expect(Math.abs(total / found.score - 1)).toBeLessThan(1e-9)
      }),
      { numRuns: 40 },
    )
  })
  it('permuting the columns permutes the answer', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...graphs),
        fc.constantFrom(...families),
        fc.shuffledSubarray([...names], { minLength: 4, maxLength: 4 }),
        fc.integer(),
        (graph, family, order, seed) => {
          const score = populationScore(graph, family, seed)
          const other: InterventionalScore<Name> = Object.assign(
            (node: Name, parents?: readonly Name[]) => score(node, parents),
            { variables: order, targets: family },
          )
          expect(edgeTexts(gies(other).graph)).toEqual(edgeTexts(gies(score).graph))
        },
      ),
      { numRuns: 40 },
    )
  })
  it('obeys knowledge', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...graphs),
        fc.constantFrom(...families),
        fc.shuffledSubarray([...names], { minLength: 4, maxLength: 4 }),
        fc.integer(),
        (graph, family, [a, b, c, d], seed) => {
          const known = knowledge({ required: [[a!, d!]], forbidden: [[b!, a!]], tiers: [[b!], [c!]] })
          const found = gies(populationScore(graph, family, seed), { knowledge: known })
          const edges = toDag(found.graph).edges.map((e) => `${e.from}${e.to}`)
          expect(edges).toContain(`${a}${d}`)
          expect(edges).not.toContain(`${b}${a}`)
          expect(edges).not.toContain(`${c}${b}`)
        },
      ),
      { numRuns: 40 },
    )
  })
})
