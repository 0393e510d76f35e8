import { isPerfect, maximumCardinality } from './chordal.js'
import type { IndexedGraph } from './indexed.js'
import { isAdjacent } from './marked.js'
import { ARROW, TAIL } from './marks.js'

/**
 * A consistent extension: ranks such that pointing every undirected edge to the greater rank gives a DAG with no
 * v-structure that the PDAG does not have, or null when there is none. Dor & Tarsi 1992: take away a node that can be a
 * sink, again and again.
 *
 * A node that cannot be a sink yet waits for one of the two nodes that keep it from it, so no pair is looked at twice:
 * O(m d log d) for at most d neighbours.
 */
export function extensionRanks(g: IndexedGraph): Int32Array | null {
  const { size, incidence, children, neighbors } = g
  if (g.spouses.node.length > 0) return null
  const rank = new Int32Array(size).fill(-1)
  const outgoing = new Int32Array(size)
  const queue: number[] = []
  for (let i = 0; i < size; i++) {
    outgoing[i] = children.start[i + 1]! - children.start[i]!
    if (outgoing[i] === 0) queue.push(i)
  }
  // the pair of a node's lists that is looked at next
  const undirectedAt = neighbors.start.slice(0, size)
  const adjacentAt = incidence.start.slice(0, size)
  const waiting: number[][] = Array.from({ length: size }, () => [])
  let left = size

  /** Whether every neighbour y — x that is left is adjacent to all else around x; if not, x waits for y and for that node. */
  const canBeSink = (x: number): boolean => {
    for (; undirectedAt[x]! < neighbors.start[x + 1]!; undirectedAt[x]!++) {
      const y = neighbors.node[undirectedAt[x]!]!
      for (; rank[y] === -1 && adjacentAt[x]! < incidence.start[x + 1]!; adjacentAt[x]!++) {
        const z = incidence.node[adjacentAt[x]!]!
        if (z === y || rank[z] !== -1 || isAdjacent(incidence, y, z)) continue
        waiting[y]!.push(x)
        waiting[z]!.push(x)
        return false
      }
      adjacentAt[x] = incidence.start[x]!
    }
    return true
  }

  for (let x = queue.pop(); x !== undefined; x = queue.pop()) {
    if (rank[x] !== -1 || outgoing[x]! > 0 || !canBeSink(x)) continue
    rank[x] = --left
    for (let k = g.parents.start[x]!; k < g.parents.start[x + 1]!; k++)
      if (--outgoing[g.parents.node[k]!]! === 0) queue.push(g.parents.node[k]!)
    for (const w of waiting[x]!) queue.push(w)
  }
  return left === 0 ? rank : null
}

/**
 * The same for a CPDAG, in O(n + m): its undirected components are chordal, and any order without v-structures of each
 * will do. Null when one is not chordal, and the graph thus no CPDAG.
 */
export function componentRanks({ neighbors, size }: IndexedGraph): Int32Array | null {
  const order = maximumCardinality(neighbors)
  if (!isPerfect(neighbors, order)) return null
  const rank = new Int32Array(size)
  for (let i = 0; i < size; i++) rank[order[i]!] = i
  return rank
}

/** Directed edges as they are, undirected ones towards the greater rank. */
export function orientedEdges({ size, children, neighbors }: IndexedGraph, rank: Int32Array): number[] {
  const edges: number[] = []
  for (let a = 0; a < size; a++) {
    for (let k = children.start[a]!; k < children.start[a + 1]!; k++) edges.push(a, children.node[k]!, TAIL, ARROW)
    for (let k = neighbors.start[a]!; k < neighbors.start[a + 1]!; k++)
      if (rank[a]! < rank[neighbors.node[k]!]!) edges.push(a, neighbors.node[k]!, TAIL, ARROW)
  }
  return edges
}
