import { type Expr, freeSymbols, prob, product, ratio, type Symbols, sumOut } from '../../estimand/terms/expr.js'
import type { IndexedGraph } from '../../graph/core/indexed.js'
import { ancestorsWithin, type NodeSet } from '../../graph/core/node-sets.js'
import { positionsOf } from '../../graph/core/sets.js'

/**
 * A distribution over `nodes` as far as it is known: the observed joint itself, or an expression in the free values of
 * the nodes (and of others that it is conditioned on). Carrying it through the recursion is what keeps line 7 of ID right.
 */
export interface Distribution {
  readonly nodes: NodeSet
  /** Null for the joint P(nodes) of an ancestral set. */
  readonly expr: Expr | null
  /** What was set in the experiment that the joint comes from, as symbols; and its population. */
  readonly act: readonly number[]
  readonly domain: string
}

/** Σ over the nodes that are not kept. */
export function marginalOf(symbols: Symbols, p: Distribution, keep: NodeSet): Distribution {
  if (p.expr === null) return { ...p, nodes: keep }
  const gone = positionsOf(p.nodes).filter((i) => keep[i] === 0)
  return { ...p, nodes: keep, expr: sumOut(symbols, gone, p.expr) }
}

/** The distribution as an expression. */
export function exprOf(p: Distribution): Expr {
  return p.expr ?? prob(positionsOf(p.nodes), [], p.act, p.domain)
}

/**
 * Q[D] = Π over D of P(vᵢ | v₁ … vᵢ₋₁) for a district D of G[nodes] (Tian & Pearl 2002, lemma 4): the product of lines 6
 * and 7 of ID. Neighbours in the order are written as one term. `order` is a topological order; nodes above `first` are
 * taken first, so that what will be summed out comes last.
 */
export function districtFactor(
  symbols: Symbols,
  g: IndexedGraph,
  order: ArrayLike<number>,
  p: Distribution,
  district: NodeSet,
  first: NodeSet,
): Expr {
  const early = ancestorsWithin(g, p.nodes, first)
  const sequence: number[] = []
  for (const wanted of [1, 0]) {
    for (let k = 0; k < order.length; k++) {
      const i = order[k]!
      if (p.nodes[i] === 1 && early[i] === wanted) sequence.push(i)
    }
  }
  const factors: Expr[] = []
  const before = new Uint8Array(g.size)
  for (let k = 0; k < sequence.length; ) {
    if (district[sequence[k]!] === 0) {
      before[sequence[k++]!] = 1
      continue
    }
    const run: number[] = []
    while (k < sequence.length && district[sequence[k]!] === 1) run.push(sequence[k++]!)
    factors.push(
      p.expr === null
        ? prob(run, blanketWithin(g, before, run), p.act, p.domain)
        : ratio(
            sumOut(symbols, sequence.slice(k), p.expr),
            before.includes(1) ? sumOut(symbols, [...run, ...sequence.slice(k)], p.expr) : prob([]),
          ),
    )
    for (const i of run) before[i] = 1
  }
  return product(factors.reverse())
}

/** What the nodes of a run depend on among those before: their districts, grown node by node, and their parents. */
export function blanketWithin(g: IndexedGraph, before: NodeSet, run: readonly number[]): number[] {
  const inside = before.slice()
  const found = new Uint8Array(g.size)
  for (const i of run) inside[i] = 1
  const seen = new Uint8Array(g.size)
  const stack = [...run]
  for (const i of run) seen[i] = 1
  while (stack.length > 0) {
    const a = stack.pop()!
    for (let k = g.parents.start[a]!; k < g.parents.start[a + 1]!; k++) found[g.parents.node[k]!] = 1
    for (let k = g.spouses.start[a]!; k < g.spouses.start[a + 1]!; k++) {
      const b = g.spouses.node[k]!
      if (inside[b] === 0) continue
      found[b] = 1
      if (seen[b] === 1) continue
      seen[b] = 1
      stack.push(b)
    }
  }
  for (const i of run) found[i] = 0
  return positionsOf(found).filter((i) => inside[i] === 1)
}

/** Whether an expression mentions a node's free value. */
export function mentions(e: Expr, node: number): boolean {
  return freeSymbols(e).has(node)
}
