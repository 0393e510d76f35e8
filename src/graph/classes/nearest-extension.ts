/** A PDAG that need not stand for any DAG, in positions. */
export interface RoughClass {
  readonly size: number
  readonly around: (x: number) => Int32Array
  readonly isAdjacent: (a: number, b: number) => boolean
  /** Whether the edge of adjacent nodes a and b is a → b. An edge with an arrow at both ends is neither. */
  readonly isDirected: (a: number, b: number) => boolean
  /** Whether an edge a → b may be made. */
  readonly isAllowed: (a: number, b: number) => boolean
  /** Names, which decide between equals, so that nothing depends on the order of the nodes. */
  readonly names: readonly string[]
}

/**
 * Ranks of a DAG with the same edges that is near to a PDAG without consistent extension: Dor & Tarsi's (1992) way of taking
 * away one sink after the other, in which, where no node can be a sink, the one goes that costs the fewest directions turned
 * and the fewest new v-structures. A PDAG that has an extension gets one.
 *
 * @returns null where the bans leave no DAG
 * @complexity O(n² + m d²) for at most d neighbours
 */
export function nearestExtension(rough: RoughClass): Int32Array | null {
  const { size, around, isAdjacent, isDirected, isAllowed, names } = rough
  const rank = new Int32Array(size).fill(-1)
  const order = Int32Array.from(names.keys()).sort((a, b) => (names[a]! < names[b]! ? -1 : 1))
  const left = (x: number): number[] => [...around(x)].filter((y) => rank[y] === -1)
  const costOf = (x: number): number => {
    const beside = left(x)
    let cost = 0
    for (const [i, y] of beside.entries()) {
      if (!isAllowed(y, x)) return Number.POSITIVE_INFINITY
      if (isDirected(x, y)) cost += 2
      for (const z of beside.slice(i + 1)) if (!isAdjacent(y, z) && !(isDirected(y, x) && isDirected(z, x))) cost++
    }
    return cost
  }
  const cost = Float64Array.from({ length: size }, (_, x) => costOf(x))
  for (let place = size - 1; place >= 0; place--) {
    let best = -1
    for (const x of order) if (rank[x] === -1 && (best < 0 || cost[x]! < cost[best]!)) best = x
    if (cost[best] === Number.POSITIVE_INFINITY) return null
    rank[best] = place
    for (const y of around(best)) if (rank[y] === -1) cost[y] = costOf(y)
  }
  return rank
}
