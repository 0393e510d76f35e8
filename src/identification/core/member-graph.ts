import { memberDag } from '../../graph/classes/member.js'
import { flatEdges } from '../../graph/core/flat-edges.js'
import { type IndexedGraph, indexed } from '../../graph/core/indexed.js'
import { makeGraph } from '../../graph/kinds/build.js'
import { ARROW, CIRCLE, type MarkCode, TAIL } from '../../graph/kinds/marks.js'
import type { CausalGraph } from '../../graph/types.js'

/**
 * One member of the class that the graph stands for: a DAG of a CPDAG or an MPDAG, a MAG of a PAG, any other graph itself.
 *
 * A PAG's member: circles of `o->` become tails, and the circle component `o-o` is directed without new unshielded
 * colliders (Zhang 2008, theorem 2). The undirected part of a CPDAG and the circle component of a PAG are chordal, so
 * directing them along a maximum cardinality search makes none (Tarjan & Yannakakis 1984).
 */
export function memberGraph(graph: CausalGraph, g: IndexedGraph): IndexedGraph {
  if (graph.kind === 'mpdag') return indexed(memberDag(graph)!)
  if (graph.kind !== 'cpdag' && graph.kind !== 'pag') return g
  const rank = cardinalityRank(g)
  const edges = flatEdges(g)
  for (let e = 0; e < edges.length; e += 4) {
    const from = edges[e + 2] as MarkCode
    const to = edges[e + 3] as MarkCode
    if (from === to && from !== ARROW) {
      const forward = rank[edges[e]!]! < rank[edges[e + 1]!]!
      edges[e + 2] = forward ? TAIL : ARROW
      edges[e + 3] = forward ? ARROW : TAIL
    } else if (from === CIRCLE) edges[e + 2] = TAIL
    else if (to === CIRCLE) edges[e + 3] = TAIL
  }
  return indexed(makeGraph('admg', g.names, edges))
}

/** The visiting order of a maximum cardinality search over the edges without orientation (`--` and `o-o`). */
function cardinalityRank(g: IndexedGraph): Int32Array {
  const { start, node, near, far } = g.incidence
  const rank = new Int32Array(g.size).fill(-1)
  const weight = new Int32Array(g.size)
  // buckets of candidates by weight; a node may stand in several, its weight says in which it counts
  const buckets: number[][] = [Array.from({ length: g.size }, (_, i) => g.size - 1 - i)]
  let top = 0
  for (let next = 0; next < g.size; ) {
    const bucket = buckets[top]!
    const a = bucket.pop()
    if (a === undefined) {
      top--
      continue
    }
    if (rank[a] !== -1 || weight[a] !== top) continue
    rank[a] = next++
    for (let k = start[a]!; k < start[a + 1]!; k++) {
      if (near[k] !== far[k] || near[k] === ARROW) continue
      const b = node[k]!
      if (rank[b] !== -1) continue
      const w = ++weight[b]!
      if (buckets[w] === undefined) buckets[w] = []
      buckets[w].push(b)
      if (w > top) top = w
    }
  }
  return rank
}
