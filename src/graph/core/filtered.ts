import { type IndexedGraph, listsOf } from './index-graph.js'

/** The graph with only the edges that `keeps` takes, in numbers: no names are read and nothing is sorted. O(n + m). */
export function filtered(
  g: IndexedGraph,
  keeps: (a: number, b: number, markAtA: number, markAtB: number) => boolean,
): IndexedGraph {
  const { size, incidence } = g
  const start = new Int32Array(size + 1)
  const node = new Int32Array(incidence.node.length)
  const near = new Uint8Array(node.length)
  const far = new Uint8Array(node.length)
  let kept = 0
  for (let a = 0; a < size; a++) {
    for (let k = incidence.start[a]!; k < incidence.start[a + 1]!; k++) {
      if (!keeps(a, incidence.node[k]!, incidence.near[k]!, incidence.far[k]!)) continue
      node[kept] = incidence.node[k]!
      near[kept] = incidence.near[k]!
      far[kept++] = incidence.far[k]!
    }
    start[a + 1] = kept
  }
  const cut = { node: node.slice(0, kept), near: near.slice(0, kept), far: far.slice(0, kept) }
  return { ...g, ...listsOf({ start, ...cut }) }
}
