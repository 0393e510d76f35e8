import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { orderClimb } from '../../src/discovery/order/order-climb.js'
import { orderSearch } from '../../src/discovery/order/order-search.js'
import { parentSets } from '../../src/discovery/score/parent-sets.js'
import { scoreCache } from '../../src/discovery/score/score-cache.js'
import { bicScore, type Dag, exactSearch, type Score } from '../../src/index.js'
import { arbitraryDag } from '../support/arbitrary.js'
import { populationMoments } from './population.js'
import { hashed } from './support.js'

/** The answer of A* where the dynamic programme would be used, as parents by node. */
function byOrders(score: Score, most: number): { total: number; parents: string[][] } {
  const scores = scoreCache(score)
  const sets = score.variables.map((_, node) => parentSets(scores, node, most))
  const result = orderSearch(sets, {
    known: orderClimb(sets),
    most: Number.POSITIVE_INFINITY,
    onStep: () => undefined,
  })
  if (!result.found) throw new Error('without a limit it is found')
  const parents: string[][] = score.variables.map(() => [])
  for (let k = 0; k < result.edges.length; k += 4) {
    parents[scores.column[result.edges[k + 1]!]!]!.push(scores.names[result.edges[k]!]!)
  }
  return { total: result.total, parents }
}

const sum = (score: Score, parents: readonly string[][]): number =>
  score.variables.reduce((total, node, i) => total + score(node, parents[i]), 0)

function isAcyclic(score: Score, parents: readonly string[][]): boolean {
  const left = new Map(score.variables.map((node, i) => [node, parents[i]!]))
  for (let before = -1; before !== left.size; ) {
    before = left.size
    for (const [node, own] of left) if (!own.some((parent) => left.has(parent))) left.delete(node)
  }
  return left.size === 0
}

describe('A* over orders', () => {
  it('finds the same score as the dynamic programme, for scores without any regularity', () => {
    const sizes = fc.integer({ min: 1, max: 9 })
    fc.assert(
      fc.property(fc.integer(), sizes, fc.integer({ min: 0, max: 9 }), (seed, p, most) => {
        const score: Score = Object.assign(
          (node: string, parents: readonly string[] = []) =>
            hashed(`${seed}|${node}|${[...parents].sort().join(',')}`) - 0.05 * parents.length,
          { variables: Array.from({ length: p }, (_, i) => `V${i}`) },
        )
        const { total, parents } = byOrders(score, most)
        expect(total).toBeCloseTo(exactSearch(score, { maxParents: most }).score, 10)
        expect(isAcyclic(score, parents)).toBe(true)
        expect(sum(score, parents)).toBeCloseTo(total, 10)
        expect(parents.every((own) => own.length <= most)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
  it('finds the same score for the BIC, where equivalent graphs tie', () => {
    fc.assert(
      fc.property(arbitraryDag(2, 8), fc.integer({ min: 0, max: 1e6 }), (graph: Dag, seed) => {
        const score = bicScore(populationMoments(graph, seed, 200))
        const { total, parents } = byOrders(score, Number.POSITIVE_INFINITY)
        expect(total).toBeCloseTo(exactSearch(score).score, 7)
        expect(sum(score, parents)).toBeCloseTo(total, 7)
      }),
      { numRuns: 40 },
    )
  })
})
