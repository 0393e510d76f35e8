import type { IndexedGraph } from './index-graph.js'

type Directed = Pick<IndexedGraph, 'size' | 'parents' | 'children'>

/**
 * Positions with parents first (Kahn 1962, the queue in the graph's order); shorter than the graph when a directed cycle is
 * left. `waiting`, when given, ends up greater than 0 where a node comes after such a cycle.
 */
export function kahnOrder(
  { size, parents, children }: Directed,
  waiting: Int32Array = new Int32Array(size),
): Int32Array {
  const order = new Int32Array(size)
  let tail = 0
  for (let i = 0; i < size; i++) {
    waiting[i] = parents.start[i + 1]! - parents.start[i]!
    if (waiting[i] === 0) order[tail++] = i
  }
  for (let head = 0; head < tail; head++) {
    const a = order[head]!
    for (let k = children.start[a]!; k < children.start[a + 1]!; k++) {
      if (--waiting[children.node[k]!]! === 0) order[tail++] = children.node[k]!
    }
  }
  return order.subarray(0, tail)
}

/** The nodes of one directed cycle in order, empty when there is none: a walk back through what Kahn's order leaves. */
export function cycleIn(g: Directed): number[] {
  const { start, node } = g.parents
  const waiting = new Int32Array(g.size)
  kahnOrder(g, waiting)
  let at = waiting.findIndex((count) => count > 0)
  if (at < 0) return []
  const walk = new Set<number>()
  while (!walk.has(at)) {
    walk.add(at)
    let k = start[at]!
    while (waiting[node[k]!] === 0) k++
    at = node[k]!
  }
  const nodes = [...walk]
  return nodes.slice(nodes.indexOf(at)).reverse()
}
