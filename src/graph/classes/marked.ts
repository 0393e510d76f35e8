import { adjacencyFromPairs } from '../core/adjacency.js'
import type { Adjacency, IndexedGraph } from '../core/indexed.js'
import type { MarkCode } from '../kinds/marks.js'

/**
 * A graph with at most one edge a pair, whose marks are being worked out. Half-edge `k` of node `i` leads to `node[k]`;
 * `mark[k]` is the mark at `node[k]` and `mark[twin[k]]` the one at `i`. Only `mark` changes.
 */
export interface Marked extends Adjacency {
  readonly twin: Int32Array
  readonly mark: Uint8Array
}

/** The marks of a graph without parallel edges, free to be changed. */
export function markedGraph({ incidence }: IndexedGraph): Marked {
  const { start, node, far } = incidence
  return { start, node, twin: twins(incidence), mark: far.slice() }
}

/** Every pair of `pairs` (`[a, b]*`, each once) as an edge with the same mark at both ends. */
export function markedSkeleton(size: number, pairs: ArrayLike<number>, mark: MarkCode): Marked {
  const lists = adjacencyFromPairs(size, pairs)
  return { ...lists, twin: twins(lists), mark: new Uint8Array(pairs.length).fill(mark) }
}

/** For every half-edge the other half. Owners come in ascending order, so each list is met in its own order. */
function twins({ start, node }: Adjacency): Int32Array {
  const twin = new Int32Array(node.length)
  const next = start.slice()
  for (let k = 0; k < node.length; k++) twin[k] = next[node[k]!]!++
  return twin
}

/** The half-edge from `a` to `b`, or −1. Lists are sorted. */
export function halfEdge({ start, node }: Adjacency, a: number, b: number): number {
  let low = start[a]!
  let high = start[a + 1]! - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const here = node[middle]!
    if (here === b) return middle
    if (here < b) low = middle + 1
    else high = middle - 1
  }
  return -1
}

/** Whether an edge of any kind joins `a` and `b`: looks into the shorter list. */
export function isAdjacent(g: Adjacency, a: number, b: number): boolean {
  const shorter = g.start[a + 1]! - g.start[a]! <= g.start[b + 1]! - g.start[b]!
  return (shorter ? halfEdge(g, a, b) : halfEdge(g, b, a)) >= 0
}

/** The edges `[from, to, fromMark, toMark]*` for `makeGraph`. */
export function markedEdges({ start, node, twin, mark }: Marked): number[] {
  const edges: number[] = []
  for (let a = 0; a + 1 < start.length; a++) {
    for (let k = start[a]!; k < start[a + 1]!; k++) {
      if (a < node[k]!) edges.push(a, node[k]!, mark[twin[k]!]!, mark[k]!)
    }
  }
  return edges
}
