/**
 * A consistent extension: ranks such that pointing every undirected edge to the greater rank gives a DAG with no
 * v-structure that the PDAG does not have, or null when there is none. Dor & Tarsi 1992: take away a node that can be a
 * sink, again and again. A node is tried again when a neighbour has gone: at worst O(m d²) look-ups for at most d
 * neighbours. An edge with arrows at both ends keeps either end from being a sink, so there is no extension.
 *
 * @param around - the nodes adjacent to a node
 * @param hasArrow - whether the edge between adjacent nodes a and b has an arrow at b
 */
export function sinkRanks(
  size: number,
  around: (x: number) => Int32Array,
  isAdjacent: (a: number, b: number) => boolean,
  hasArrow: (a: number, b: number) => boolean,
): Int32Array | null {
  const rank = new Int32Array(size).fill(-1)
  const waits = new Uint8Array(size).fill(1)
  const outgoing = rank.map((_, x) => around(x).reduce((count, y) => count + +hasArrow(x, y), 0))
  /** Every y — x that is left is adjacent to all else around x. */
  const canBeSink = (x: number): boolean =>
    around(x).every(
      (y) => rank[y] !== -1 || hasArrow(y, x) || around(x).every((z) => z === y || rank[z] !== -1 || isAdjacent(y, z)),
    )
  const queue = [...rank.keys()]
  let left = size
  for (const x of queue) {
    waits[x] = 0
    if (outgoing[x]! > 0 || !canBeSink(x)) continue
    rank[x] = --left
    for (const z of around(x)) {
      if (hasArrow(z, x)) outgoing[z]!--
      if (waits[z] === 1 || rank[z] !== -1) continue
      waits[z] = 1
      queue.push(z)
    }
  }
  return left === 0 ? rank : null
}
