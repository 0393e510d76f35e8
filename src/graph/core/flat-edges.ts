import type { IndexedGraph } from './indexed.js'

/** The edges `[from, to, fromMark, toMark]*` that `keeps` takes, each once, for `makeGraph`. */
export function flatEdges(
  { size, incidence }: IndexedGraph,
  keeps: (a: number, b: number, markAtA: number, markAtB: number) => boolean = () => true,
): number[] {
  const edges: number[] = []
  const { start, node, near, far } = incidence
  for (let a = 0; a < size; a++) {
    for (let k = start[a]!; k < start[a + 1]!; k++) {
      const b = node[k]!
      if (a < b && keeps(a, b, near[k]!, far[k]!)) edges.push(a, b, near[k]!, far[k]!)
    }
  }
  return edges
}
