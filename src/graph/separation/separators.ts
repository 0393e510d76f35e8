import type { Adjacency, IndexedGraph } from '../core/indexed.js'
import { reachAround } from '../core/reach.js'
import { anterior, augmentedWithHubs } from './augmented.js'

/** Which separating sets are wanted: all hold `include`, and else only nodes flagged in `allowed`. */
export interface SeparatorQuery {
  readonly x: readonly number[]
  readonly y: readonly number[]
  readonly include: readonly number[]
  /** 1 where a node may be in a set; `include` needs no flag, and that of x and y says nothing. */
  readonly allowed: Uint8Array
}

/** The same question about an undirected graph. */
interface SeparatorSpace {
  readonly graph: Adjacency
  readonly x: readonly number[]
  readonly y: readonly number[]
  readonly include: readonly number[]
  /** 0 may not be in a separator, 1 may be, 2 is one of `include`. */
  readonly role: Uint8Array
}

/**
 * Separation in a mixed graph is separation in an undirected one: the augmented graph of what is anterior to x, y and
 * `include` (van der Zander, Liśkiewicz & Textor 2019, section 3).
 */
function separatorSpace(g: IndexedGraph, { x, y, include, allowed }: SeparatorQuery): SeparatorSpace {
  const graph = augmentedWithHubs(g, anterior(g, [...x, ...y, ...include]))
  const role = new Uint8Array(graph.start.length - 1)
  role.set(allowed)
  for (const i of x) role[i] = 0
  for (const i of y) role[i] = 0
  for (const i of include) role[i] = 2
  return { graph, x, y, include, role }
}

/** The minimal separator that lies nearest to x, ascending, or null when there is none. O(n + m). */
export function nearestSeparator(g: IndexedGraph, query: SeparatorQuery): number[] | null {
  const space = separatorSpace(g, query)
  const side = closedSide(space, null, -1)
  return side === null ? null : withIncluded(space, side.border)
}

/**
 * What `from` reaches in the augmented graph of an ancestral set without passing an allowed node, and the allowed nodes at
 * its border: the largest separator near `from`. O(n + m).
 */
export function sideOf(
  g: IndexedGraph,
  ancestral: Uint8Array,
  from: readonly number[],
  allowed: Uint8Array,
): { side: Uint8Array; border: Uint8Array } {
  const graph = augmentedWithHubs(g, ancestral)
  const stops = new Uint8Array(graph.start.length - 1)
  stops.set(allowed)
  const side = reachAround(graph, from, stops)
  const border = new Uint8Array(g.size)
  for (let a = 0; a < side.length; a++) {
    if (side[a] === 0) continue
    for (let k = graph.start[a]!; k < graph.start[a + 1]!; k++)
      if (stops[graph.node[k]!] === 1) border[graph.node[k]!] = 1
  }
  return { side: side.subarray(0, g.size), border }
}

/**
 * All inclusion-minimal separators, each once, each ascending, those near x first; with `include` those minimal among
 * the separators that contain it. The sets of the query must be disjoint. Backtracking of Takata 2010: each minimal separator belongs to one connected side of
 * x; a side either takes a node of its border or leaves it for good. Delay O(n (n + m)).
 */
export function* minimalSeparatorSets(g: IndexedGraph, query: SeparatorQuery): Generator<number[], void, undefined> {
  const space = separatorSpace(g, query)
  const first = closedSide(space, null, -1)
  if (first === null) return
  const size = space.role.length
  const nearY = new Uint8Array(size)
  const { start, node } = space.graph
  for (const i of space.y) for (let k = start[i]!; k < start[i + 1]!; k++) nearY[node[k]!] = 1
  /** Sides to be tried: `side` grown by `grown` (−1: as it is), with the nodes `left` that must stay outside. */
  const stack: { side: Side; grown: number; left: Left | null }[] = [{ side: first, grown: -1, left: null }]
  const isLeft = new Uint8Array(size)
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const side = top.grown === -1 ? top.side : closedSide(space, top.side, top.grown)
    if (side === null) continue
    let clash = false
    for (let at = top.left; at !== null; at = at.next) {
      isLeft[at.node] = 1
      if (side.inside[at.node] === 1) clash = true
    }
    if (!clash) {
      const pending: { side: Side; grown: number; left: Left | null }[] = []
      let left = top.left
      for (const v of side.border) {
        if (isLeft[v] === 1) continue
        // a side that takes a neighbour of y leaves no room for a separator
        if (nearY[v] === 0) pending.push({ side, grown: v, left })
        left = { node: v, next: left }
      }
      for (let k = pending.length - 1; k >= 0; k--) stack.push(pending[k]!)
    }
    for (let at = top.left; at !== null; at = at.next) isLeft[at.node] = 0
    if (!clash) yield withIncluded(space, side.border)
  }
}

/** The nodes that must stay outside the side of x: a list that branches share. */
interface Left {
  readonly node: number
  readonly next: Left | null
}

/** A connected side of x whose border is a minimal separator. */
interface Side {
  readonly inside: Uint8Array
  readonly border: readonly number[]
}

/**
 * The largest side whose border is the minimal separator nearest to x outside `from` and `grown`: with B the border of
 * that set, C what y reaches around B, it is what x reaches around the border of C. Null when y is on the border.
 */
function closedSide({ graph, x, y, role }: SeparatorSpace, from: Side | null, grown: number): Side | null {
  const { start, node } = graph
  const n = role.length
  const inside = new Uint8Array(n)
  const border = new Uint8Array(n)
  const queue = new Int32Array(n)
  let tail = 0
  // nodes that no separator may hold are passed through: 1 = inside
  const take = (i: number): void => {
    inside[i] = 1
    queue[tail++] = i
  }
  if (from === null) for (const i of x) take(i)
  else {
    inside.set(from.inside)
    for (const i of from.border) border[i] = 1
    border[grown] = 0
    take(grown)
  }
  for (let head = 0; head < tail; head++) {
    const a = queue[head]!
    for (let k = start[a]!; k < start[a + 1]!; k++) {
      const b = node[k]!
      if (inside[b] === 1 || role[b] === 2) continue
      if (role[b] === 0) take(b)
      else border[b] = 1
    }
  }
  for (const i of y) if (inside[i] === 1) return null
  // C: what y reaches without the border; its neighbours on the border are the separator
  const beyond = new Uint8Array(n)
  const separator = new Uint8Array(n)
  tail = 0
  for (const i of y) {
    beyond[i] = 1
    queue[tail++] = i
  }
  for (let head = 0; head < tail; head++) {
    const a = queue[head]!
    for (let k = start[a]!; k < start[a + 1]!; k++) {
      const b = node[k]!
      if (role[b] === 2 || beyond[b] === 1) continue
      if (border[b] === 1) {
        separator[b] = 1
        continue
      }
      beyond[b] = 1
      queue[tail++] = b
    }
  }
  // the side: what x reaches without the separator
  inside.fill(0)
  tail = 0
  for (const i of x) take(i)
  const edge: number[] = []
  for (let head = 0; head < tail; head++) {
    const a = queue[head]!
    for (let k = start[a]!; k < start[a + 1]!; k++) {
      const b = node[k]!
      if (inside[b] === 1 || role[b] === 2) continue
      if (separator[b] === 1) {
        separator[b] = 2
        edge.push(b)
      } else if (separator[b] === 0) take(b)
    }
  }
  return { inside, border: edge.sort((a, b) => a - b) }
}

function withIncluded({ include }: SeparatorSpace, border: readonly number[]): number[] {
  return include.length === 0 ? [...border] : [...border, ...include].sort((a, b) => a - b)
}
