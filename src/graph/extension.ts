import { isPerfect, maximumCardinality } from './chordal.js'
import type { Adjacency, IndexedGraph } from './indexed.js'
import { isAdjacent } from './marked.js'
import { ARROW, TAIL } from './marks.js'

/**
 * A consistent extension: ranks such that pointing every undirected edge to the greater rank gives a DAG with no
 * v-structure that the PDAG does not have, or null when there is none. Dor & Tarsi 1992: take away a node that can be a
 * sink, again and again. A node is tried again when a neighbour has gone: O(m d² log d) at worst for at most d neighbours.
 */
export function extensionRanks({
  size,
  incidence,
  children,
  parents,
  neighbors,
  spouses,
}: IndexedGraph): Int32Array | null {
  if (spouses.node.length > 0) return null
  const rank = new Int32Array(size).fill(-1)
  const waits = new Uint8Array(size).fill(1)
  const outgoing = new Int32Array(size)
  const queue: number[] = []
  for (let i = 0; i < size; i++) {
    outgoing[i] = children.start[i + 1]! - children.start[i]!
    queue.push(i)
  }
  const around = ({ start, node }: Adjacency, x: number): Int32Array => node.subarray(start[x]!, start[x + 1]!)
  /** Every neighbour y — x that is left is adjacent to all else around x. */
  const canBeSink = (x: number): boolean =>
    around(neighbors, x).every(
      (y) =>
        rank[y] !== -1 || around(incidence, x).every((z) => z === y || rank[z] !== -1 || isAdjacent(incidence, y, z)),
    )
  let left = size
  for (const x of queue) {
    waits[x] = 0
    if (outgoing[x]! > 0 || !canBeSink(x)) continue
    rank[x] = --left
    for (const p of around(parents, x)) outgoing[p]!--
    for (const z of around(incidence, x)) {
      if (waits[z] === 1 || rank[z] !== -1) continue
      waits[z] = 1
      queue.push(z)
    }
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
