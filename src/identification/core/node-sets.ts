import type { IndexedGraph } from '../../graph/core/indexed.js'

/** A set of nodes: 1 where the node is in. */
export type NodeSet = Uint8Array

export function countNodes(set: NodeSet): number {
  let count = 0
  for (let i = 0; i < set.length; i++) count += set[i]!
  return count
}

export function sameNodes(a: NodeSet, b: NodeSet): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/** The nodes of `a` that are (or are not) in `b`. */
export function intersection(a: NodeSet, b: NodeSet): NodeSet {
  return a.map((flag, i) => flag & b[i]!)
}
export function difference(a: NodeSet, b: NodeSet): NodeSet {
  return a.map((flag, i) => (flag === 1 && b[i] === 0 ? 1 : 0))
}
export function union(a: NodeSet, b: NodeSet): NodeSet {
  return a.map((flag, i) => flag | b[i]!)
}

/** An(y) in G[alive], where edges into nodes of `cut` are gone. */
export function ancestorsWithin(g: IndexedGraph, alive: NodeSet, y: NodeSet, cut?: NodeSet): NodeSet {
  const found = new Uint8Array(g.size)
  const stack: number[] = []
  for (let i = 0; i < g.size; i++) {
    if (y[i] === 0 || alive[i] === 0) continue
    found[i] = 1
    stack.push(i)
  }
  const { start, node } = g.parents
  while (stack.length > 0) {
    const a = stack.pop()!
    if (cut?.[a] === 1) continue
    for (let k = start[a]!; k < start[a + 1]!; k++) {
      const b = node[k]!
      if (alive[b] === 0 || found[b] === 1) continue
      found[b] = 1
      stack.push(b)
    }
  }
  return found
}

/** The district of a node in G[alive]: what bidirected edges join to it. */
export function districtWithin(g: IndexedGraph, alive: NodeSet, root: number): NodeSet {
  const found = new Uint8Array(g.size)
  found[root] = 1
  const stack = [root]
  const { start, node } = g.spouses
  while (stack.length > 0) {
    const a = stack.pop()!
    for (let k = start[a]!; k < start[a + 1]!; k++) {
      const b = node[k]!
      if (alive[b] === 0 || found[b] === 1) continue
      found[b] = 1
      stack.push(b)
    }
  }
  return found
}

/** All districts of G[alive], by first node. */
export function districtsWithin(g: IndexedGraph, alive: NodeSet): NodeSet[] {
  const done = new Uint8Array(g.size)
  const found: NodeSet[] = []
  for (let root = 0; root < g.size; root++) {
    if (alive[root] === 0 || done[root] === 1) continue
    const district = districtWithin(g, alive, root)
    for (let i = 0; i < g.size; i++) if (district[i] === 1) done[i] = 1
    found.push(district)
  }
  return found
}
