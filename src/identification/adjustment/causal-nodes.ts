import type { Adjacency, IndexedGraph } from '../../graph/core/indexed.js'
import { flags } from '../../graph/core/sets.js'
import { ARROW, TAIL } from '../../graph/kinds/marks.js'

/** 1 where a node can be reached along the lists from one of `from` (which count) without passing a `barred` one. */
export function reachAround({ start, node }: Adjacency, from: ArrayLike<number>, barred: Uint8Array): Uint8Array {
  const reached = new Uint8Array(start.length - 1)
  const stack: number[] = []
  for (let k = 0; k < from.length; k++) {
    if (barred[from[k]!] === 1 || reached[from[k]!] === 1) continue
    reached[from[k]!] = 1
    stack.push(from[k]!)
  }
  while (stack.length > 0) {
    const a = stack.pop()!
    for (let k = start[a]!; k < start[a + 1]!; k++) {
      const b = node[k]!
      if (reached[b] === 1 || barred[b] === 1) continue
      reached[b] = 1
      stack.push(b)
    }
  }
  return reached
}

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
