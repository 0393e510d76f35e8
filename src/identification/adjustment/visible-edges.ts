import type { IndexedGraph } from '../../graph/core/indexed.js'
import { ARROW, TAIL } from '../../graph/kinds/marks.js'

/** Whether two nodes share an edge, as a function over bit rows. */
export function adjacencyTest({ size, incidence }: IndexedGraph): (a: number, b: number) => boolean {
  const words = (size + 31) >> 5
  const bits = new Uint32Array(size * words)
  for (let a = 0; a < size; a++) {
    for (let k = incidence.start[a]!; k < incidence.start[a + 1]!; k++) {
      const b = incidence.node[k]!
      bits[a * words + (b >> 5)]! |= 1 << (b & 31)
    }
  }
  return (a, b) => ((bits[a * words + (b >> 5)]! >>> (b & 31)) & 1) === 1
}

/**
 * Whether the edge a → b of a MAG or PAG is visible: no hidden common cause can lie behind it (Zhang 2008, definition 8).
 * There is a node c that is not adjacent to b, and either c *→ a, or a collider path c *→ v ↔ … ↔ a whose inner nodes
 * are all parents of b. Walks that collider path backwards from a.
 */
export function isVisible(g: IndexedGraph, adjacent: (a: number, b: number) => boolean, a: number, b: number): boolean {
  const { start, node, near, far } = g.incidence
  const parentOfB = new Uint8Array(g.size)
  for (let k = g.parents.start[b]!; k < g.parents.start[b + 1]!; k++) parentOfB[g.parents.node[k]!] = 1
  const seen = new Uint8Array(g.size)
  seen[a] = 1
  const stack = [a]
  while (stack.length > 0) {
    const v = stack.pop()!
    for (let k = start[v]!; k < start[v + 1]!; k++) {
      const c = node[k]!
      if (near[k] !== ARROW || c === b) continue
      if (!adjacent(c, b)) return true
      if (far[k] !== ARROW || parentOfB[c] === 0 || seen[c] === 1) continue
      seen[c] = 1
      stack.push(c)
    }
  }
  return false
}

/** Whether the edge at position `k` of node a's incidence is `a → b`. */
export function isArrowAway(g: IndexedGraph, k: number): boolean {
  return g.incidence.near[k] === TAIL && g.incidence.far[k] === ARROW
}
