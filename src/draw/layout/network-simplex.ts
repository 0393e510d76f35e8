import { listsBy } from './forward-edges.js'
import { type RankedEdges, tightTrees } from './tight-trees.js'

/** On large graphs the search for the best ranks ends after so many steps: a few seconds. */
const mostSteps = 2e8

/**
 * Ranks of the least weighted total length of edges: the network simplex method (Gansner, Koutsofios, North & Vo 1993,
 * section 2.3), with a tight tree for each component.
 *
 * The cut value of a tree edge is the weight that leads across it one way less that the other way: with net(v) = weight out −
 * weight in, it is ± the sum of net over the subtree below, because edges inside cancel. So all cut values come from one
 * walk in O(n + m), and the tree is walked anew after each pivot.
 */
export function ranks(n: number, edges: RankedEdges): Int32Array {
  const { tail, head, weight, least } = edges
  const m = tail.length
  const incident = listsBy(n, concat(tail, head))
  const rank = longestPaths(n, edges)
  const inTree = tightTrees(n, edges, incident, rank)
  const net = new Int32Array(n)
  for (let e = 0; e < m; e++) {
    net[tail[e]!]! += weight[e]!
    net[head[e]!]! -= weight[e]!
  }
  const parentEdge = new Int32Array(n)
  const order = new Int32Array(n)
  const place = new Int32Array(n)
  const size = new Int32Array(n)
  const sum = new Int32Array(n)
  const most = Math.min(100 + 10 * n, Math.ceil(mostSteps / (n + m)))
  for (let pivot = 0; pivot < most; pivot++) {
    walk(n, edges, incident, inTree, parentEdge, order, place)
    sum.set(net)
    size.fill(1)
    let leaving = -1
    let lowest = 0
    for (let k = n - 1; k >= 0; k--) {
      const v = order[k]!
      const e = parentEdge[v]!
      if (e < 0) continue
      const cut = tail[e] === v ? sum[v]! : -sum[v]!
      if (cut < lowest) {
        lowest = cut
        leaving = v
      }
      const above = tail[e] === v ? head[e]! : tail[e]!
      sum[above]! += sum[v]!
      size[above]! += size[v]!
    }
    if (leaving < 0) break
    // the subtree is one stretch of the order
    const first = place[leaving]!
    const last = first + size[leaving]!
    const below = (v: number): boolean => place[v]! >= first && place[v]! < last
    const old = parentEdge[leaving]!
    const isTail = tail[old] === leaving
    let entering = -1
    let slack = 0
    for (let e = 0; e < m; e++) {
      if (below(isTail ? tail[e]! : head[e]!) || !below(isTail ? head[e]! : tail[e]!)) continue
      const loose = rank[head[e]!]! - rank[tail[e]!]! - least[e]!
      if (entering < 0 || loose < slack) {
        entering = e
        slack = loose
      }
    }
    if (entering < 0) break
    const shift = isTail ? -slack : slack
    for (let k = first; k < last; k++) rank[order[k]!]! += shift
    inTree[old] = 0
    inTree[entering] = 1
  }
  return rank
}

function concat(a: Int32Array, b: Int32Array): Int32Array {
  const both = new Int32Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

/** The longest way to each node. */
function longestPaths(n: number, { tail, head, least }: RankedEdges): Int32Array {
  const rank = new Int32Array(n)
  const waiting = new Int32Array(n)
  for (const v of head) waiting[v]!++
  const out = listsBy(n, tail)
  const ready = new Int32Array(n)
  let filled = 0
  for (let v = 0; v < n; v++) if (waiting[v] === 0) ready[filled++] = v
  for (let k = 0; k < filled; k++) {
    const v = ready[k]!
    for (let i = out.start[v]!; i < out.start[v + 1]!; i++) {
      const e = out.item[i]!
      const child = head[e]!
      rank[child] = Math.max(rank[child]!, rank[v]! + least[e]!)
      if (--waiting[child]! === 0) ready[filled++] = child
    }
  }
  return rank
}

/** Walks the trees from their roots: each node's edge to its parent, and an order in which subtrees stand together. */
function walk(
  n: number,
  { tail, head }: RankedEdges,
  incident: { readonly start: Int32Array; readonly item: Int32Array },
  inTree: Uint8Array,
  parentEdge: Int32Array,
  order: Int32Array,
  place: Int32Array,
): void {
  const m = tail.length
  place.fill(-1)
  const stack = new Int32Array(n)
  let placed = 0
  for (let root = 0; root < n; root++) {
    if (place[root]! >= 0) continue
    parentEdge[root] = -1
    let depth = 0
    stack[depth++] = root
    while (depth > 0) {
      const v = stack[--depth]!
      place[v] = placed
      order[placed++] = v
      for (let i = incident.start[v]!; i < incident.start[v + 1]!; i++) {
        const e = incident.item[i]! % m
        if (inTree[e] === 0 || e === parentEdge[v]) continue
        const other = tail[e] === v ? head[e]! : tail[e]!
        parentEdge[other] = e
        stack[depth++] = other
      }
    }
  }
}
