import type { Adjacency } from '../core/indexed.js'
import { isAdjacent } from './marked.js'

/**
 * Maximum cardinality search (Tarjan & Yannakakis 1984): each next node has the most neighbours already visited. In a
 * chordal graph the earlier neighbours of every node form a clique. Each component is walked through before the next
 * begins. O(n + m).
 */
export function maximumCardinality({ start, node }: Adjacency): Int32Array {
  const n = start.length - 1
  const order = new Int32Array(n)
  const count = new Int32Array(n)
  // doubly linked lists of the nodes with each count; slot n + c heads the list of count c
  const next = new Int32Array(2 * n + 1).fill(-1)
  const previous = new Int32Array(2 * n + 1).fill(-1)
  const link = (i: number, head: number): void => {
    next[i] = next[head]!
    previous[i] = head
    if (next[head]! >= 0) previous[next[head]!] = i
    next[head] = i
  }
  for (let i = n - 1; i >= 0; i--) link(i, n)
  let most = 0
  for (let k = 0; k < n; k++) {
    while (next[n + most]! < 0) most--
    const a = next[n + most]!
    next[n + most] = next[a]!
    if (next[a]! >= 0) previous[next[a]!] = n + most
    count[a] = -1
    order[k] = a
    for (let e = start[a]!; e < start[a + 1]!; e++) {
      const b = node[e]!
      if (count[b] === -1) continue
      next[previous[b]!] = next[b]!
      if (next[b]! >= 0) previous[next[b]!] = previous[b]!
      link(b, n + ++count[b]!)
    }
    most++
    while (most > 0 && next[n + most]! < 0) most--
  }
  return order
}

/** Whether the earlier neighbours of every node form a clique: for a maximum cardinality order, whether the graph is chordal. */
export function isPerfect(g: Adjacency, order: Int32Array): boolean {
  const { start, node } = g
  const rank = new Int32Array(order.length)
  for (let i = 0; i < order.length; i++) rank[order[i]!] = i
  for (const a of order) {
    // it is enough that the latest earlier neighbour is joined to the others
    let latest = -1
    for (let e = start[a]!; e < start[a + 1]!; e++) {
      const b = node[e]!
      if (rank[b]! < rank[a]! && (latest < 0 || rank[b]! > rank[latest]!)) latest = b
    }
    for (let e = start[a]!; e < start[a + 1]!; e++) {
      const b = node[e]!
      if (rank[b]! < rank[a]! && b !== latest && !isAdjacent(g, b, latest)) return false
    }
  }
  return true
}
