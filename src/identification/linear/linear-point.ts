import { CausalError } from '../../errors.js'
import { determinedGraph } from '../../graph/classes/determined.js'
import { type IndexedGraph, indexed } from '../../graph/core/indexed.js'
import { orderOrCycle } from '../../graph/core/order.js'
import type { CausalGraph } from '../../graph/types.js'
import { quoteNames } from '../../names.js'
import { plus, residues, times } from '../../numeric/prime-field.js'

/** A linear model of an ADMG at one point of a prime field: what holds there holds for almost all coefficients. */
export interface LinearPoint {
  readonly g: IndexedGraph
  /** The directed edges [from, to]. */
  readonly edges: readonly (readonly [number, number])[]
  /** λ of each edge. */
  readonly lambda: readonly number[]
  /** The covariances, row by row. */
  readonly sigma: Float64Array
}

/** Σ = (I − Λ)⁻ᵀ Ω (I − Λ)⁻¹ at a point that looks random. O(n m). */
export function linearPoint(g: IndexedGraph, seed: number): LinearPoint {
  const next = residues(seed)
  const n = g.size
  const edges: [number, number][] = []
  for (let b = 0; b < n; b++) {
    for (let k = g.parents.start[b]!; k < g.parents.start[b + 1]!; k++) edges.push([g.parents.node[k]!, b])
  }
  const lambda = edges.map(next)
  const omega = new Float64Array(n * n)
  for (let a = 0; a < n; a++) {
    omega[a * n + a] = next()
    for (let k = g.spouses.start[a]!; k < g.spouses.start[a + 1]!; k++) {
      const b = g.spouses.node[k]!
      if (a < b) omega[a * n + b] = omega[b * n + a] = next()
    }
  }
  // X_b = Σ λ_ab X_a + ε_b, causes first: cov(X_b, ·) from those of its parents
  const into: [number, number][][] = Array.from({ length: n }, () => [])
  for (const [e, [a, b]] of edges.entries()) into[b]!.push([a, lambda[e]!])
  const order = orderOrCycle(g)
  const noise = new Float64Array(n * n) // cov(X_a, ε_b)
  for (const a of order) {
    for (let b = 0; b < n; b++) {
      let value = omega[a * n + b]!
      for (const [p, l] of into[a]!) value = plus(value, times(l, noise[p * n + b]!))
      noise[a * n + b] = value
    }
  }
  const sigma = new Float64Array(n * n)
  for (const b of order) {
    for (let a = 0; a < n; a++) {
      let value = noise[a * n + b]!
      for (const [p, l] of into[b]!) value = plus(value, times(l, sigma[a * n + p]!))
      sigma[a * n + b] = value
    }
  }
  return { g, edges, lambda, sigma }
}

/** The graph of a linear model: a DAG or an ADMG whose nodes are all measured. */
export function linearGraph(graph: CausalGraph, what: string): IndexedGraph {
  const g = indexed(determinedGraph(graph, what))
  if (graph.latents.length > 0) {
    throw new CausalError(
      'latent',
      `${quoteNames(graph.latents)} is latent: draw hidden common causes as bidirected edges, as latentProjection() does.`,
      { names: [...graph.latents] },
    )
  }
  return g
}
