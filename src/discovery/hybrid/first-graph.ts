import { CausalError } from '../../errors.js'
import { memberDag } from '../../graph/classes/member.js'
import type { Cpdag, Dag, Pdag } from '../../graph/types.js'
import { quoteNames } from '../../names.js'
import { COLLIDER, NON_COLLIDER } from '../constraint/collider-judges.js'
import type { JudgedTriple } from '../constraint/colliders.js'
import { type LevelContext, removeLater } from '../constraint/skeleton-state.js'
import { directedEdgesOf } from './directed-edges.js'

/** The graph of the score in the positions of the test. */
export interface FirstGraph {
  readonly size: number
  readonly adjacent: Uint8Array
  /** 1 at a · n + b: all members have a → b. */
  readonly compelled: Uint8Array
  /** The parents of each node in a member, and the nodes in its order. */
  readonly parents: readonly Int32Array[]
  readonly rank: Int32Array
}

/** Reads the graph of a score search. */
export function firstGraph(index: ReadonlyMap<string, number>, graph: Cpdag | Pdag | Dag): FirstGraph {
  const n = index.size
  const at = (name: string): number => index.get(name)!
  const strange = graph.nodes.filter((name) => !index.has(name))
  if (strange.length > 0 || graph.nodes.length < n) {
    throw new CausalError(
      'invalid-argument',
      `the search over the score must give a graph on the columns of the test: it has ${graph.nodes.length} nodes, ${strange.length > 0 ? `${quoteNames(strange)} among them` : `and there are ${n} columns`}.`,
      { strange },
    )
  }
  const member = graph.kind === 'dag' ? graph : memberDag(graph)
  if (member === null) {
    throw new CausalError('invalid-graph', 'the search over the score gave a graph that stands for no class.')
  }
  const { edges, order } = directedEdgesOf(member)
  const adjacent = new Uint8Array(n * n)
  const compelled = new Uint8Array(n * n)
  const parents: number[][] = Array.from({ length: n }, () => [])
  for (const [from, to] of edges) {
    const [a, b] = [at(from), at(to)]
    adjacent[a * n + b] = 1
    adjacent[b * n + a] = 1
    parents[b]!.push(a)
  }
  for (const { from, to, fromMark, toMark } of graph.edges) {
    const [a, b] = [at(from), at(to)]
    if (fromMark === 'tail' && toMark === 'arrow') compelled[a * n + b] = 1
    if (fromMark === 'arrow' && toMark === 'tail') compelled[b * n + a] = 1
  }
  const rank = new Int32Array(n)
  for (const [i, name] of order.entries()) rank[at(name)] = i
  return { size: n, adjacent, compelled, parents: parents.map((list) => Int32Array.from(list).sort()), rank }
}

/** The first stage tests the edges of triangles only: pairs that are not adjacent are not there, other edges stay. */
export function stageOne(
  { size: n, adjacent }: FirstGraph,
  required: Uint8Array | null,
): { readonly fixed: Uint8Array; readonly absent: Uint8Array } {
  const fixed = new Uint8Array(n * n)
  const absent = new Uint8Array(n * n)
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < n; b++) {
      if (a === b) continue
      const k = a * n + b
      if (required?.[k] === 1) fixed[k] = 1
      else if (adjacent[k] === 0) absent[k] = 1
      else {
        let inTriangle = false
        for (let c = 0; c < n && !inTriangle; c++) inTriangle = adjacent[a * n + c] === 1 && adjacent[b * n + c] === 1
        if (!inTriangle) fixed[k] = 1
      }
    }
  }
  return { fixed, absent }
}

/** Pairs that are not adjacent in the first graph: the parents of the later one separate them. */
export function separateAsScored({ skeleton }: LevelContext, { size: n, adjacent, parents, rank }: FirstGraph): void {
  for (let a = 0; a < n; a++) {
    for (let b = a + 1; b < n; b++) {
      if (adjacent[a * n + b] === 1 || skeleton.adjacent[a * n + b] === 1) continue
      removeLater(skeleton, a, b, [{ given: parents[rank[a]! > rank[b]! ? a : b]!, logP: 0 }])
    }
  }
}

/** A triple that is unshielded in the first graph as well is judged by it. */
export function asScored({ size: n, adjacent, compelled }: FirstGraph, triple: JudgedTriple): JudgedTriple {
  const { x, middle: m, y } = triple
  if (adjacent[x * n + y] === 1 || adjacent[x * n + m] === 0 || adjacent[y * n + m] === 0) return triple
  const isCollider = compelled[x * n + m] === 1 && compelled[y * n + m] === 1
  return { ...triple, decision: isCollider ? COLLIDER : NON_COLLIDER }
}
