import type { Adjacency, IndexedGraph } from '../../graph/core/indexed.js'
import { reachAround } from '../../graph/core/reach.js'
import { flags } from '../../graph/core/sets.js'
import { ARROW, TAIL } from '../../graph/kinds/marks.js'

/**
 * The causal nodes: those on a proper directed path from X to Y, without X. In a graph with `possible` lists
 * (edges that could point away), those on a proper possibly directed path (Perković et al. 2018, definition 3.2).
 */
export function causalNodes(
  lists: { readonly parents: Adjacency; readonly children: Adjacency },
  x: readonly number[],
  y: readonly number[],
): Uint8Array {
  const n = lists.parents.start.length - 1
  const barred = flags(n, x)
  const first: number[] = []
  for (const a of x) {
    for (let k = lists.children.start[a]!; k < lists.children.start[a + 1]!; k++) first.push(lists.children.node[k]!)
  }
  const below = reachAround(lists.children, first, barred)
  const above = reachAround(lists.parents, y, barred)
  for (let i = 0; i < n; i++) if (above[i] === 0) below[i] = 0
  return below
}

/** Parents and children in the widest sense: along edges that could be directed that way (no arrow at the tail's end). */
export function possiblyDirected(g: IndexedGraph): { readonly parents: Adjacency; readonly children: Adjacency } {
  const { start, node, near, far } = g.incidence
  const pick = (takes: (k: number) => boolean): Adjacency => {
    const begin = new Int32Array(g.size + 1)
    const kept: number[] = []
    for (let a = 0; a < g.size; a++) {
      for (let k = start[a]!; k < start[a + 1]!; k++) if (takes(k)) kept.push(node[k]!)
      begin[a + 1] = kept.length
    }
    return { start: begin, node: Int32Array.from(kept) }
  }
  return {
    parents: pick((k) => far[k] !== ARROW && (near[k] !== TAIL || far[k] === TAIL)),
    children: pick((k) => near[k] !== ARROW && (far[k] !== TAIL || near[k] === TAIL)),
  }
}
