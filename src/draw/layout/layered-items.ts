import { CausalError } from '../../errors.js'
import { ARC, type Links, type Lists, listsBy } from './forward-edges.js'
import { ranks } from './network-simplex.js'

/**
 * A graph in layers: the nodes, and an item (a bend) for each rank that an edge passes, so that every piece of an edge leads
 * from a rank to the next.
 */
export interface LayeredItems {
  readonly nodeCount: number
  /** Nodes first, then bends: those of an edge follow each other from rank to rank. */
  readonly count: number
  readonly rank: Int32Array
  readonly rankCount: number
  /** The edge of a bend, -1 for a node. */
  readonly edgeOf: Int32Array
  /** The first bend of each edge; it has as many as ranks lie between its ends. */
  readonly firstBend: Int32Array
  /** The end of each edge in the lower rank, and the other. */
  readonly lower: Int32Array
  readonly upper: Int32Array
  /** The neighbours of each item in the rank before and in the one after. */
  readonly before: Lists
  readonly after: Lists
}

/** More layers than this passed by edges are refused: the work in layers grows with them, some seconds at this size. */
const mostPasses = 20_000

/** Ranks by the network simplex, and bends in between. Arcs are chains too, unless their ends share a rank. */
export function layeredItems(links: Links, { tail, head }: { tail: Int32Array; head: Int32Array }): LayeredItems {
  const { n, kind } = links
  const m = tail.length
  const { rank: nodeRank, rankCount } = nodeRanks(links, tail, head)
  const lower = tail.slice()
  const upper = head.slice()
  let [bends, passes] = [0, 0]
  for (let e = 0; e < m; e++) {
    if (nodeRank[lower[e]!]! > nodeRank[upper[e]!]!) {
      lower[e] = head[e]!
      upper[e] = tail[e]!
    }
    const far = nodeRank[upper[e]!]! - nodeRank[lower[e]!]!
    bends += Math.max(0, far - 1)
    passes += far
  }
  if (passes > mostPasses) {
    throw new CausalError(
      'too-large',
      `the ${m} edges pass ${passes} layers, too many for a picture in layers (${mostPasses} at most): give \`positions\`, draw a part, or write toDot for a graph viewer.`,
      { edges: m, passes, most: mostPasses },
    )
  }
  const count = n + bends
  const rank = new Int32Array(count)
  rank.set(nodeRank)
  const edgeOf = new Int32Array(count).fill(-1)
  const firstBend = new Int32Array(m)
  const above: number[] = []
  const below: number[] = []
  let next = n
  for (let e = 0; e < m; e++) {
    firstBend[e] = next
    let at = lower[e]!
    const last = nodeRank[upper[e]!]!
    if (kind[e] === ARC && nodeRank[at] === last) continue
    for (let r = nodeRank[at]! + 1; r < last; r++) {
      rank[next] = r
      edgeOf[next] = e
      above.push(at)
      below.push(next)
      at = next++
    }
    above.push(at)
    below.push(upper[e]!)
  }
  const [ups, downs] = [Int32Array.from(above), Int32Array.from(below)]
  return {
    nodeCount: n,
    count,
    rank,
    rankCount,
    edgeOf,
    firstBend,
    lower,
    upper,
    before: listsBy(count, downs, ups),
    after: listsBy(count, ups, downs),
  }
}

/** The ranks of the nodes alone. */
function nodeRanks({ n, kind }: Links, tail: Int32Array, head: Int32Array): { rank: Int32Array; rankCount: number } {
  // an arc is an extra node with an edge to each of its ends: it costs the difference of their ranks, whichever is first
  const t: number[] = []
  const h: number[] = []
  const weight: number[] = []
  const least: number[] = []
  let size = n
  for (let e = 0; e < tail.length; e++) {
    if (kind[e] === ARC) {
      t.push(size, size)
      h.push(tail[e]!, head[e]!)
      weight.push(1, 1)
      least.push(0, 0)
      size++
    } else {
      t.push(tail[e]!)
      h.push(head[e]!)
      weight.push(2)
      least.push(1)
    }
  }
  const all = ranks(size, {
    tail: Int32Array.from(t),
    head: Int32Array.from(h),
    weight: Int32Array.from(weight),
    least: Int32Array.from(least),
  })
  return dense(all.subarray(0, n), components(n, tail, head))
}

/** Ranks from 0 in each component, without empty ones. */
function dense(rank: Int32Array, component: Int32Array): { rank: Int32Array; rankCount: number } {
  const n = rank.length
  const least = new Int32Array(n).fill(2 ** 30)
  for (let v = 0; v < n; v++) least[component[v]!] = Math.min(least[component[v]!]!, rank[v]!)
  const from0 = rank.map((r, v) => r - least[component[v]!]!)
  const used = [...new Set(from0)].sort((a, b) => a - b)
  const place = new Map(used.map((r, i) => [r, i]))
  return { rank: from0.map((r) => place.get(r)!), rankCount: used.length }
}

/** The first node of each component (union by lower root, with path halving). */
function components(n: number, tail: Int32Array, head: Int32Array): Int32Array {
  const root = Int32Array.from({ length: n }, (_, i) => i)
  const find = (v: number): number => {
    let at = v
    while (root[at] !== at) {
      root[at] = root[root[at]!]!
      at = root[at]!
    }
    return at
  }
  for (let e = 0; e < tail.length; e++) {
    const [a, b] = [find(tail[e]!), find(head[e]!)]
    root[Math.max(a, b)] = Math.min(a, b)
  }
  return root.map((_, v) => find(v))
}
