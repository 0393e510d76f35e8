import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bicScore, type CausalGraph, cpdagOf, type Dag, exactSearch, ges, type Score, toDag } from '../../src/index.js'
import { arbitraryDag } from '../support/arbitrary.js'
import { populationMoments } from './population.js'
import { edgeTexts, hashed } from './support.js'

const seeds = fc.integer({ min: 0, max: 1e6 })

/** The score of a DAG, by its definition. */
function scoreOf(score: Score, graph: Dag): number {
  return graph.nodes.reduce(
    (sum, node) =>
      sum +
      score(
        node,
        graph.edges.filter((edge) => edge.to === node).map((edge) => edge.from),
      ),
    0,
  )
}

describe('ges', () => {
  it('finds the class of the graph from a large population', () => {
    fc.assert(
      fc.property(arbitraryDag(1, 6), seeds, (g, seed) => {
        const score = bicScore(populationMoments(g, seed, 1e12))
        expect(ges(score, { phases: ['forward', 'backward'] }).graph).toEqual(cpdagOf(g))
        expect(ges(score).graph).toEqual(cpdagOf(g))
      }),
      { numRuns: 60 },
    )
  })
  it('reports the score of its graph, at most the optimum, and turning only helps', () => {
    fc.assert(
      fc.property(arbitraryDag(2, 6), seeds, (g, seed) => {
        const score = bicScore(populationMoments(g, seed, 60))
        const two = ges(score, { phases: ['forward', 'backward'] })
        const three = ges(score)
        const best = exactSearch(score)
        expect(three.score).toBeCloseTo(scoreOf(score, toDag(three.graph)), 8)
        expect(three.score).toBeGreaterThanOrEqual(two.score - 1e-9)
        expect(best.score).toBeGreaterThanOrEqual(three.score - 1e-9)
        expect(best.score).toBeCloseTo(scoreOf(score, best.graph), 8)
      }),
      { numRuns: 60 },
    )
  })
  it('is a local optimum: no turn of an edge in any member helps', () => {
    fc.assert(
      fc.property(arbitraryDag(2, 4), seeds, (g, seed) => {
        const score = bicScore(populationMoments(g, seed, 40))
        const found = ges(score)
        const members = allDags(g.nodes).filter((other) => isMember(other, found.graph))
        expect(members.length).toBeGreaterThan(0)
        for (const member of members) {
          for (const neighbor of neighborsOf(member)) {
            expect(scoreOf(score, neighbor)).toBeLessThanOrEqual(found.score + 1e-7)
          }
        }
      }),
      { numRuns: 40 },
    )
  })
  it('permuting the columns permutes the answer', () => {
    fc.assert(
      fc.property(
        seeds,
        fc.shuffledSubarray(['A', 'B', 'C', 'D', 'E', 'F'], { minLength: 6, maxLength: 6 }),
        (seed, order) => {
          const names = ['A', 'B', 'C', 'D', 'E', 'F']
          const g: Dag = randomDag(names, seed)
          const score = bicScore(populationMoments(g, seed, 50))
          const other = Object.assign((node: string, parents?: readonly string[]) => score(node, parents), {
            variables: order,
          })
          expect(edgeTexts(ges(other).graph)).toEqual(edgeTexts(ges(score).graph))
        },
      ),
      { numRuns: 40 },
    )
  })
})

describe('exactSearch', () => {
  it('is the best of all DAGs', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 4 }), (seed, p) => {
        const names = ['A', 'B', 'C', 'D'].slice(0, p)
        // a score without any regularity
        const score: Score = Object.assign(
          (node: string, parents: readonly string[] = []) => hashed(`${seed}|${node}|${[...parents].sort().join(',')}`),
          { variables: names },
        )
        const best = Math.max(...allDags(names).map((g) => scoreOf(score, g)))
        expect(exactSearch(score).score).toBeCloseTo(best, 12)
      }),
      { numRuns: 30 },
    )
  })
})

function randomDag(names: readonly string[], seed: number): Dag {
  const directed = names.flatMap((a, i) =>
    names.slice(i + 1).flatMap((b) => (hashed(`${seed}|${a}${b}`) < 0.4 ? [[a, b] as const] : [])),
  )
  return made(names, directed)
}

function made(nodes: readonly string[], directed: readonly (readonly [string, string])[]): Dag {
  return Object.freeze({
    kind: 'dag',
    nodes,
    latents: [],
    edges: directed.map(([from, to]) => ({ from, to, fromMark: 'tail', toMark: 'arrow' }) as const),
  })
}

/** Every DAG that differs from this one in one edge: added, taken away or turned. */
function neighborsOf(g: Dag): Dag[] {
  const pairs = g.edges.map(({ from, to }) => [from, to] as const)
  const found: Dag[] = []
  for (const a of g.nodes) {
    for (const b of g.nodes) {
      if (a === b) continue
      const rest = pairs.filter(([x, y]) => !((x === a && y === b) || (x === b && y === a)))
      found.push(made(g.nodes, [...rest, [a, b]]))
      if (rest.length < pairs.length) found.push(made(g.nodes, rest))
    }
  }
  return found.filter(acyclic)
}

function isMember(g: Dag, whole: CausalGraph): boolean {
  return JSON.stringify(edgeTexts(cpdagOf(g))) === JSON.stringify(edgeTexts(whole))
}

function acyclic(g: Dag): boolean {
  const left = new Set(g.nodes)
  for (let progress = true; progress; ) {
    progress = false
    for (const node of left) {
      if (g.edges.some((edge) => edge.to === node && left.has(edge.from))) continue
      left.delete(node)
      progress = true
    }
  }
  return left.size === 0
}

function allDags(names: readonly string[]): Dag[] {
  const ordered = names.flatMap((a) => names.filter((b) => b !== a).map((b) => [a, b] as const))
  const found: Dag[] = []
  for (let mask = 0; mask < 2 ** ordered.length; mask++) {
    const g = made(
      names,
      ordered.filter((_, k) => (mask >>> k) & 1),
    )
    if (acyclic(g)) found.push(g)
  }
  return found
}
