import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Admg,
  admg,
  dag,
  impliedTetrads,
  linearCoefficients,
  linearIdentification,
  treks,
} from '../../src/index.js'
import { arbitraryAdmg } from '../support/arbitrary.js'
import { listsOf } from '../support/class-members.js'
import { numbers } from '../support/enumerated-model.js'

type Weights = ReadonlyMap<string, number>
const key = (a: string, b: string) => JSON.stringify([a, b])

/** Random coefficients and error covariances: diagonally dominant, so that they are covariances. */
function weights(graph: Admg, seed: number): { lambda: Weights; omega: Weights } {
  const next = numbers(seed)
  const { nodes, directed, bidirected } = listsOf(graph)
  const lambda = new Map(directed.map(([a, b]) => [key(a, b), (next() < 0.5 ? -1 : 1) * (0.3 + next())]))
  const omega = new Map(nodes.map((a) => [key(a, a), 2 * nodes.length + next()]))
  for (const [a, b] of bidirected) {
    const value = (next() < 0.5 ? -1 : 1) * (0.5 + next())
    omega.set(key(a, b), value)
    omega.set(key(b, a), value)
  }
  return { lambda, omega }
}

/** The covariances by the trek rule: sums over products of the terms. */
function covariances(graph: Admg, { lambda, omega }: { lambda: Weights; omega: Weights }): number[][] {
  return graph.nodes.map((a) =>
    graph.nodes.map((b) => {
      let total = 0
      for (const { left, right } of treks(graph, a, b)) {
        let term = omega.get(key(left[0]!, right[0]!)) ?? 0
        for (const path of [left, right])
          for (let i = 1; i < path.length; i++) term *= lambda.get(key(path[i - 1]!, path[i]!))!
        total += term
      }
      return total
    }),
  )
}

/** The same by X = Λᵀ X + ε, solved by repeated substitution: (I + Λ + Λ² + …)ᵀ Ω (I + Λ + …). */
function bySubstitution(graph: Admg, { lambda, omega }: { lambda: Weights; omega: Weights }): number[][] {
  const { nodes } = graph
  let power = nodes.map((a) => nodes.map((b): number => (a === b ? 1 : 0)))
  const total = power.map((row) => [...row])
  for (let k = 0; k < nodes.length; k++) {
    power = power.map((row) =>
      nodes.map((b) => nodes.reduce((s, c, i) => s + row[i]! * (lambda.get(key(c, b)) ?? 0), 0)),
    )
    for (const [i, row] of power.entries()) for (const [j, v] of row.entries()) total[i]![j]! += v
  }
  return nodes.map((_, a) =>
    nodes.map((_, b) => {
      let s = 0
      for (const [i, u] of nodes.entries())
        for (const [j, v] of nodes.entries()) s += total[i]![a]! * (omega.get(key(u, v)) ?? 0) * total[j]![b]!
      return s
    }),
  )
}

describe('treks', () => {
  it('add up to the covariances', () => {
    fc.assert(
      fc.property(arbitraryAdmg(1, 6), fc.integer({ min: 1, max: 999 }), (graph, seed) => {
        const w = weights(graph, seed)
        const wanted = bySubstitution(graph, w)
        for (const [i, row] of covariances(graph, w).entries())
          for (const [j, value] of row.entries())
            expect(Math.abs(value - wanted[i]![j]!)).toBeLessThan(1e-9 * (1 + Math.abs(value)))
      }),
      { numRuns: 60 },
    )
  })
})

describe('linearIdentification', () => {
  it('has formulas that give the coefficients back', () => {
    let live = 0
    fc.assert(
      fc.property(arbitraryAdmg(2, 6), fc.integer({ min: 1, max: 999 }), (graph, seed) => {
        const w = weights(graph, seed)
        const found = linearIdentification(graph)
        const values = linearCoefficients(found, { names: graph.nodes, covariance: bySubstitution(graph, w) })
        for (const { from, to, value } of values) {
          live++
          expect(Math.abs(value - w.lambda.get(key(from, to))!)).toBeLessThan(1e-6)
        }
        expect(found.coefficients.length).toBe(listsOf(graph).directed.length)
        if (found.degree === 1) expect(found.coefficients.every((c) => c.status === 'identified')).toBe(true)
        if (found.coefficients.some((c) => c.status === 'infinite')) expect(found.rank).toBeLessThan(found.parameters)
        // without hidden causes all is regression on the parents
        if (listsOf(graph).bidirected.length === 0) expect(found.degree).toBe(1)
      }),
      { numRuns: 200 },
    )
    expect(live).toBeGreaterThan(150)
  })

  it('does not depend on the order of nodes', () => {
    fc.assert(
      fc.property(arbitraryAdmg(2, 5), (graph) => {
        const { nodes, directed, bidirected } = listsOf(graph)
        const turned = admg({ nodes: [...nodes].reverse(), directed, bidirected })
        const told = (g: Admg) =>
          linearIdentification(g)
            .coefficients.map((c) => [c.from, c.to, c.status, c.status === 'finite' ? c.degree : 0].join())
            .sort()
        expect(told(turned)).toEqual(told(graph))
      }),
      { numRuns: 60 },
    )
  })
})

describe('impliedTetrads', () => {
  it('vanish in random models, and no others do', () => {
    let live = 0
    fc.assert(
      fc.property(arbitraryAdmg(4, 5), fc.integer({ min: 1, max: 999 }), (graph, seed) => {
        const sigma = bySubstitution(graph, weights(graph, seed))
        const at = (a: string, b: string) => sigma[graph.nodes.indexOf(a)]![graph.nodes.indexOf(b)]!
        const found = new Set<string>()
        for (const { left, right, choke } of impliedTetrads(graph)) {
          live++
          const [[a, c], [b, d]] = [left, right]
          const scale = Math.abs(at(a, b) * at(c, d))
          expect(Math.abs(at(a, b) * at(c, d) - at(a, d) * at(c, b))).toBeLessThan(1e-9 * (1 + scale))
          expect(graph.nodes).toContain(choke.node)
          found.add(
            [key(...([a, c].sort() as [string, string])), key(...([b, d].sort() as [string, string]))].sort().join(),
          )
        }
        const [a, b, c, d] = graph.nodes as [string, string, string, string]
        const gap = at(a, c) * at(b, d) - at(a, d) * at(b, c)
        const isZero = Math.abs(gap) < 1e-9 && Math.abs(at(a, c) * at(b, d)) > 1e-9
        const shown = [key(...([a, b].sort() as [string, string])), key(...([c, d].sort() as [string, string]))]
          .sort()
          .join()
        expect(found.has(shown)).toBe(isZero)
      }),
      { numRuns: 300 },
    )
    expect(live).toBeGreaterThan(40)
  })

  it('of one factor are all three, and a latent node is in none', () => {
    const directed = ['A', 'B', 'C', 'D'].map((name) => ['L', name] as const)
    const tetrads = Array.from(
      impliedTetrads(dag<string>({ nodes: ['L', 'A', 'B', 'C', 'D'], directed, latents: ['L'] })),
    )
    expect(tetrads.length).toBe(3)
    expect(tetrads.every((t) => t.choke.node === 'L')).toBe(true)
  })
})
