import { components } from '../classes/components.js'
import type { IndexedGraph } from './indexed.js'
import { reachAround } from './reach.js'

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

/** The nodes that are not in `a`. */
export function complement(a: NodeSet): NodeSet {
  return a.map((flag) => 1 - flag)
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

/** The flagged nodes without `a` and its descendants among them. */
export function without({ children }: IndexedGraph, inside: NodeSet, a: number): NodeSet {
  return difference(inside, reachAround(children, [a], complement(inside)))
}

/** A set with the parents of its nodes. */
export function withParents({ parents }: IndexedGraph, set: NodeSet): NodeSet {
  const wide = set.slice()
  for (let a = 0; a < set.length; a++) {
    if (set[a] === 0) continue
    for (let k = parents.start[a]!; k < parents.start[a + 1]!; k++) wide[parents.node[k]!] = 1
  }
  return wide
}

/** The district of a node in G[alive]: what bidirected edges join to it. */
export function districtWithin({ spouses }: IndexedGraph, alive: NodeSet, root: number): NodeSet {
  return reachAround(spouses, [root], complement(alive))
}

/** All districts of G[alive], by first node. */
export function districtsWithin(g: IndexedGraph, alive: NodeSet): NodeSet[] {
  const { count, of } = components(g.spouses, alive)
  const found = Array.from({ length: count }, () => new Uint8Array(g.size))
  for (let i = 0; i < g.size; i++) if (of[i]! >= 0) found[of[i]!]![i] = 1
  return found
}
