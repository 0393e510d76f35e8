import { complement, type NodeSet, union } from '../../graph/core/node-sets.js'
import { reachAround } from '../../graph/core/reach.js'
import { flags } from '../../graph/core/sets.js'
import { ARROW } from '../../graph/kinds/marks.js'
import { type ClassContext, mayLeave, orderedBuckets } from './class-context.js'

/**
 * What may share a district with one of the nodes within `alive`: joined to it by a path of edges that may hide a common cause,
 * whose inner nodes are colliders (the pc-component: Jaber, Zhang & Bareinboim 2018, definition 6).
 */
export function possibleDistrict(
  { g, mayHide, visible }: ClassContext,
  alive: NodeSet,
  nodes: readonly number[],
): NodeSet {
  const { start, node, near, far } = g.incidence
  const found = flags(g.size, nodes)
  if (!mayHide) return found
  const seen = new Uint8Array(g.size) // come to by an arrow, so that a path can go on
  const stack: number[] = []
  const follow = (a: number, isFirst: boolean): void => {
    for (let k = start[a]!; k < start[a + 1]!; k++) {
      const b = node[k]!
      if (alive[b] === 0 || visible[k] === 1 || (!isFirst && near[k] !== ARROW)) continue
      found[b] = 1
      if (far[k] !== ARROW || seen[b] === 1) continue
      seen[b] = 1
      stack.push(b)
    }
  }
  for (const a of nodes) follow(a, true)
  while (stack.length > 0) follow(stack.pop()!, false)
  return found
}

/** What certainly shares a district with one of the nodes within `alive`: what bidirected edges join to it (the dc-component). */
export function certainDistrict({ g }: ClassContext, alive: NodeSet, nodes: readonly number[]): NodeSet {
  return reachAround(g.spouses, nodes, complement(alive))
}

/** An edge from the bucket to a possible child outside it with which it may share a district within `alive`, or null. */
export function confoundedChild(
  c: ClassContext,
  alive: NodeSet,
  bucket: readonly number[],
): readonly [number, number] | null {
  const { start, node } = c.g.incidence
  const inside = flags(c.g.size, bucket)
  const district = possibleDistrict(c, alive, bucket)
  for (const a of bucket) {
    for (let k = start[a]!; k < start[a + 1]!; k++) {
      const b = node[k]!
      if (alive[b] === 1 && inside[b] === 0 && district[b] === 1 && mayLeave(c.g, k)) return [a, b]
    }
  }
  return null
}

/** The region of `nodes` within `alive`: the buckets there that meet the possible district of one of them. */
export function region(c: ClassContext, alive: NodeSet, nodes: readonly number[]): NodeSet {
  const district = possibleDistrict(c, alive, nodes)
  let found: NodeSet = new Uint8Array(c.g.size)
  for (const bucket of orderedBuckets(c, alive)) {
    if (bucket.some((i) => district[i] === 1)) found = union(found, flags(c.g.size, bucket))
  }
  return found
}
