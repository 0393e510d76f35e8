import type { IndexedGraph } from '../core/indexed.js'
import { ARROW, TAIL } from '../kinds/marks.js'
import { isPerfect, maximumCardinality } from './chordal.js'
import { halfEdge, isAdjacent } from './marked.js'
import { sinkRanks } from './sink-ranks.js'

/** A consistent extension of a PDAG: see `sinkRanks`. O(m d² log d) at worst for at most d neighbours. */
export function extensionRanks({ size, incidence }: IndexedGraph): Int32Array | null {
  const { start, node, far } = incidence
  return sinkRanks(
    size,
    (x) => node.subarray(start[x]!, start[x + 1]!),
    (a, b) => isAdjacent(incidence, a, b),
    (a, b) => far[halfEdge(incidence, a, b)] === ARROW,
  )
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
