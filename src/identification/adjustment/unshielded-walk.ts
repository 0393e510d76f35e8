import { isAdjacent } from '../../graph/classes/marked.js'
import type { IndexedGraph } from '../../graph/core/indexed.js'
import { ARROW, TAIL } from '../../graph/kinds/marks.js'

/**
 * How far unshielded possibly causal paths lead in a maximally oriented graph, from `v` on (or, `back`, towards it) around the
 * barred nodes.
 *
 * A path is possibly causal when no later node of it points to an earlier one, on the path or not; the unshielded ones among
 * them are those without an edge against their direction, and where there is a possibly causal path there is an unshielded one
 * on some of its nodes (Perković, Kalisch & Maathuis 2017, lemmas 3.2 and 3.5). Undirected parts are chordal, so such a walk
 * never comes back. O(m d) for at most d edges at a node.
 *
 * @returns for each node the half-edge by which it was first reached, −1 for `v` itself, −2 for nodes not reached; and the
 *   half-edges' own predecessors, for `pathTo`
 */
export function unshieldedWalk(g: IndexedGraph, v: number, barred: Uint8Array, back = false): Walk {
  const { start, node, near, far } = g.incidence
  const by = new Int32Array(g.size).fill(-2)
  const before = new Int32Array(node.length).fill(-2)
  const queue: number[] = []
  const owner: number[] = []
  by[v] = -1
  const follow = (a: number, from: number, previous: number): void => {
    for (let k = start[a]!; k < start[a + 1]!; k++) {
      const b = node[k]!
      if (before[k] !== -2 || barred[b] === 1 || b === v) continue
      // an edge against the direction of the path
      if (back ? near[k] !== ARROW && far[k] === ARROW : near[k] === ARROW) continue
      if (previous >= 0 && (b === previous || isAdjacent(g.incidence, previous, b))) continue
      before[k] = from
      if (by[b] === -2) by[b] = k
      queue.push(k)
      owner.push(a)
    }
  }
  follow(v, -1, -1)
  for (let head = 0; head < queue.length; head++) follow(node[queue[head]!]!, queue[head]!, owner[head]!)
  return { by, before }
}

export interface Walk {
  readonly by: Int32Array
  readonly before: Int32Array
}

/** The nodes of the path from where a walk began to a node that it reached. */
export function pathTo(g: IndexedGraph, { by, before }: Walk, v: number, goal: number): number[] {
  const path: number[] = []
  for (let k = by[goal]!; k >= 0; k = before[k]!) path.push(g.incidence.node[k]!)
  path.push(v)
  return path.reverse()
}

/** Marks what a walk reached, `v` too. */
export function markReached(into: Uint8Array, { by }: Walk): void {
  for (let i = 0; i < by.length; i++) if (by[i]! > -2) into[i] = 1
}

/** The parents of a node and the flagged ones: what no proper possibly causal path from it may pass. */
export function barredFor(g: IndexedGraph, x: number, isX: Uint8Array): Uint8Array {
  const barred = isX.slice()
  for (let k = g.parents.start[x]!; k < g.parents.start[x + 1]!; k++) barred[g.parents.node[k]!] = 1
  return barred
}

/** The first nodes of the edges out of `x` that could be causal: `[node, whether the edge is directed]`. */
export function firstSteps(g: IndexedGraph, x: number): (readonly [number, boolean])[] {
  const { start, node, near, far } = g.incidence
  const steps: (readonly [number, boolean])[] = []
  for (let k = start[x]!; k < start[x + 1]!; k++) if (near[k] === TAIL) steps.push([node[k]!, far[k] === ARROW])
  return steps
}
