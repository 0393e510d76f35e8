import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bicScore, boss, cpdagOf, dag, exactSearch, ges, toDag } from '../../src/index.js'
import { arbitraryDag } from '../support/arbitrary.js'
import { expectCausalError } from '../support/errors.js'
import { populationMoments } from './population.js'

describe('boss', () => {
  it('finds the class of the graph from a large population', () => {
    fc.assert(
      fc.property(arbitraryDag(1, 6), fc.integer({ min: 0, max: 1e6 }), (g, seed) => {
        expect(boss(bicScore(populationMoments(g, seed, 1e12))).graph).toEqual(cpdagOf(g))
      }),
      { numRuns: 40 },
    )
  })
  it('reports the score of its graph, at most the optimum', () => {
    fc.assert(
      fc.property(arbitraryDag(2, 6), fc.integer({ min: 0, max: 1e6 }), (g, seed) => {
        const score = bicScore(populationMoments(g, seed, 60))
        const found = boss(score)
        const member = toDag(found.graph)
        const total = member.nodes.reduce(
          (sum, node) =>
            sum +
            score(
              node,
              member.edges.filter((edge) => edge.to === node).map((edge) => edge.from),
            ),
          0,
        )
        expect(found.score).toBeCloseTo(total, 8)
        expect(found.score).toBeLessThanOrEqual(exactSearch(score).score + 1e-8)
      }),
      { numRuns: 40 },
    )
  })
  it('comes closer to the optimum than ges on dense graphs, and the same from the same seed', () => {
    const g = dag('A -> B -> C -> D -> E -> F; A -> C; A -> D; B -> E; C -> F; B -> F')
    let ours = 0
    let greedy = 0
    for (let seed = 0; seed < 20; seed++) {
      const score = bicScore(populationMoments(g, seed, 300))
      const optimum = exactSearch(score).score
      const found = boss(score, { seed: 1 })
      ours += optimum - found.score
      greedy += optimum - ges(score).score
      expect(boss(score, { seed: 1 })).toEqual(found)
    }
    expect(ours).toBeLessThan(greedy)
  })
  it('refuses bad settings, and stops when asked to', () => {
    const score = bicScore(populationMoments(dag('A -> B'), 1, 100))
    expectCausalError(() => boss(score, { starts: 0 }), 'boss', 'invalid-argument')
    expectCausalError(() => boss({} as never), 'boss', 'invalid-argument')
    expectCausalError(() => boss(score, { signal: { aborted: true } }), 'boss', 'aborted')
  })
})
