import { CausalError } from '../../errors.js'
import { type IndexedGraph, indexed } from '../../graph/core/indexed.js'
import { flags } from '../../graph/core/sets.js'
import { latentProjection } from '../../graph/latent/latent-projection.js'
import type { Admg, CausalGraph, Dag } from '../../graph/types.js'
import { dagOf } from '../terms/dag-of.js'
import type { Diagram } from '../terms/types.js'
import type { CombRoles, Tooth } from './comb.js'

/** The graph itself, or that of a network diagram. */
export function graphOrNetwork(given: CausalGraph | Diagram): CausalGraph {
  if (typeof given !== 'object' || given === null) {
    throw new CausalError('invalid-argument', 'expected a DAG, an ADMG or a network diagram.')
  }
  return 'kind' in given ? given : dagOf(given)
}

/** The graph over measured variables alone, in numbers. */
export function observedGraph(graph: CausalGraph): IndexedGraph {
  if (graph?.kind !== 'dag' && graph?.kind !== 'admg') {
    throw new CausalError('invalid-argument', 'expected a DAG, an ADMG or a network diagram.')
  }
  indexed(graph)
  const measured = graph.latents.length === 0 ? graph : latentProjection(graph as Dag | Admg, graph.latents)
  return indexed(measured)
}

/** 1 for the ancestors of some nodes, themselves included; within `inside` if given. */
export function ancestorFlags(g: IndexedGraph, nodes: readonly number[], inside?: Uint8Array): Uint8Array {
  const seen = flags(g.size, nodes)
  const stack = [...nodes]
  while (stack.length > 0) {
    const i = stack.pop()!
    for (let k = g.parents.start[i]!; k < g.parents.start[i + 1]!; k++) {
      const p = g.parents.node[k]!
      if (seen[p] === 1 || inside?.[p] === 0) continue
      seen[p] = 1
      stack.push(p)
    }
  }
  return seen
}

/** The shortest path of bidirected edges from a to b inside `kept`. */
export function hiddenPath(g: IndexedGraph, kept: Uint8Array, a: number, b: number): number[] {
  const from = new Int32Array(g.size).fill(-1)
  from[a] = a
  const queue = [a]
  for (let head = 0; head < queue.length && from[b] === -1; head++) {
    const i = queue[head]!
    for (let k = g.spouses.start[i]!; k < g.spouses.start[i + 1]!; k++) {
      const j = g.spouses.node[k]!
      if (kept[j] === 0 || from[j] !== -1) continue
      from[j] = i
      queue.push(j)
    }
  }
  const path = [b]
  while (path[0] !== a) path.unshift(from[path[0]!]!)
  return path
}

/**
 * P(v | v_<) needs, of what comes before v, only the district of v among those and the parents of that district (the
 * Markov boundary of Tian & Pearl 2002, lemma 4).
 */
export function teethOf<N extends string>(
  g: IndexedGraph,
  order: readonly number[],
  list: (positions: readonly number[]) => readonly N[],
  district: Int32Array,
  component: number,
): Tooth<N>[] {
  const before = new Uint8Array(g.size)
  const rank = new Int32Array(g.size)
  for (const [k, i] of order.entries()) rank[i] = k
  return order.map((v) => {
    before[v] = 1
    const given = [...boundary(g, v, before)].sort((a, b) => rank[a]! - rank[b]!)
    return Object.freeze({
      variable: list([v])[0]!,
      given: list(given),
      withTreatment: district[v] === component,
    })
  })
}

/** The district of v inside `before` and its parents, without v. */
export function boundary(g: IndexedGraph, v: number, before: Uint8Array): Set<number> {
  const district = new Set([v])
  for (const i of district) {
    for (let k = g.spouses.start[i]!; k < g.spouses.start[i + 1]!; k++) {
      if (before[g.spouses.node[k]!] === 1) district.add(g.spouses.node[k]!)
    }
  }
  const result = new Set(district)
  for (const i of district) {
    for (let k = g.parents.start[i]!; k < g.parents.start[i + 1]!; k++) {
      if (before[g.parents.node[k]!] === 1) result.add(g.parents.node[k]!)
    }
  }
  result.delete(v)
  return result
}

/** A: no descendants of X. C: descendants in its district, closed under children and shared hidden causes. B: the others. */
export function rolesOf<N extends string>(
  g: IndexedGraph,
  kept: Uint8Array,
  district: Int32Array,
  x: number,
  list: (positions: readonly number[]) => readonly N[],
): CombRoles<N> | null {
  const later = new Set([x])
  for (const i of later) {
    for (let k = g.children.start[i]!; k < g.children.start[i + 1]!; k++) {
      if (kept[g.children.node[k]!] === 1) later.add(g.children.node[k]!)
    }
  }
  later.delete(x)
  const outcome = new Set([...later].filter((i) => district[i] === district[x]))
  for (const i of outcome) {
    for (const next of [g.children, g.spouses]) {
      for (let k = next.start[i]!; k < next.start[i + 1]!; k++) {
        if (later.has(next.node[k]!)) outcome.add(next.node[k]!)
      }
    }
  }
  for (let k = g.children.start[x]!; k < g.children.start[x + 1]!; k++) {
    if (outcome.has(g.children.node[k]!)) return null
  }
  const context: number[] = []
  for (let i = 0; i < g.size; i++) if (kept[i] === 1 && i !== x && !later.has(i)) context.push(i)
  const sorted = (set: Iterable<number>): number[] => [...set].sort((a, b) => a - b)
  return Object.freeze({
    context: list(context),
    treatment: list([x])[0]!,
    screen: list(sorted([...later].filter((i) => !outcome.has(i)))),
    outcome: list(sorted(outcome)),
  })
}
