import type { Adjacency } from '../core/indexed.js'

/** The maximal cliques of a connected chordal graph as a rooted tree: clique 0 is the root, a parent comes before its children. */
export interface CliqueTree {
  readonly cliques: readonly (readonly number[])[]
  readonly parent: readonly number[]
  /** How many nodes a clique shares with its parent. */
  readonly shared: readonly number[]
  /** Whether a node is in a clique. */
  readonly has: (clique: number, node: number) => boolean
}

/** A clique tree from a maximum cardinality order (Blair & Peyton 1993, figure 4.2). O(n + m). */
export function cliqueTree({ start, node }: Adjacency, order: Int32Array): CliqueTree {
  const rank = new Int32Array(order.length)
  for (let i = 0; i < order.length; i++) rank[order[i]!] = i
  const cliques: number[][] = []
  const parent: number[] = []
  const shared: number[] = []
  const own = new Int32Array(order.length)
  let previous = -1
  for (const v of order) {
    const earlier: number[] = []
    let latest = -1
    for (let k = start[v]!; k < start[v + 1]!; k++) {
      const u = node[k]!
      if (rank[u]! > rank[v]!) continue
      earlier.push(u)
      if (latest < 0 || rank[u]! > rank[latest]!) latest = u
    }
    if (earlier.length <= previous || cliques.length === 0) {
      parent.push(latest < 0 ? -1 : own[latest]!)
      shared.push(earlier.length)
      cliques.push([...earlier, v])
    } else cliques.at(-1)!.push(v)
    own[v] = cliques.length - 1
    previous = earlier.length
  }
  const sets = cliques.map((clique) => new Set(clique))
  return { cliques, parent, shared, has: (clique, v) => sets[clique]!.has(v) }
}

/**
 * The sizes, ascending, of the sets that clique `k` shares with an edge of the tree on its way to the root and that lie in
 * it: FP(v, T) of Wienöbst, Bannach & Liśkiewicz 2023. They are nested, so equal sizes mean equal sets.
 */
export function prefixSizes({ cliques, parent, shared, has }: CliqueTree, k: number): number[] {
  let common: readonly number[] = cliques[k]!
  const sizes: number[] = []
  for (let at = k; parent[at]! >= 0; at = parent[at]!) {
    const up = parent[at]!
    // what clique k still has in common with everything on the way
    common = common.filter((v) => has(up, v))
    if (common.length === 0) break
    // the set on the edge lies in k when all of it is common; sizes fall on the way up
    if (common.length === shared[at]! && sizes.at(-1) !== common.length) sizes.push(common.length)
  }
  return sizes.reverse()
}
