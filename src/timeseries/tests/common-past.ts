import type { IndexedEdge } from '../graphs/make-lagged-graph.js'

/**
 * Which variables at which distance share an ancestor in an unending past, each variable being an ancestor of itself.
 *
 * Two walks go up from the two variables; the later one steps first, to any of its parents, so that they meet at a common ancestor if
 * there is one. Only their distance in time matters, and it never exceeds maxLag: N² (2 maxLag + 1) states answer for any depth.
 *
 * @returns of (i, j, d): whether i at time s and j at time s − d have a common ancestor; |d| is at most maxLag
 */
export function commonPast(
  n: number,
  maxLag: number,
  edges: readonly IndexedEdge[],
): (i: number, j: number, distance: number) => boolean {
  const span = 2 * maxLag + 1
  const state = (i: number, j: number, d: number): number => (i * n + j) * span + d + maxLag
  const children: IndexedEdge[][] = Array.from({ length: n }, () => [])
  for (const edge of edges) children[edge.from]!.push(edge)
  const meets = new Uint8Array(n * n * span)
  const open: [number, number, number][] = []
  const reach = (i: number, j: number, d: number): void => {
    if (Math.abs(d) > maxLag || meets[state(i, j, d)] === 1) return
    meets[state(i, j, d)] = 1
    open.push([i, j, d])
  }
  for (let i = 0; i < n; i++) reach(i, i, 0)
  // backwards: which pairs step into this one. The pair (a, b, d) steps at a where d >= 0, at b where d <= 0
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [i, j, d] = next
    for (const { to, lag } of children[i]!) if (d + lag >= 0) reach(to, j, d + lag)
    for (const { to, lag } of children[j]!) if (d - lag <= 0) reach(i, to, d - lag)
  }
  return (i, j, d) => Math.abs(d) <= maxLag && meets[state(i, j, d)] === 1
}
