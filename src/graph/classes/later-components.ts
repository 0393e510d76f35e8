import type { Adjacency } from '../core/indexed.js'

/** One cell of an ordered partition; cells form a list. */
interface Cell {
  readonly nodes: number[]
  previous: Cell | null
  next: Cell | null
  /** The part that is being split off, while a node is handled. */
  split: Cell | null
}

/**
 * The parts of a connected chordal graph that stay undirected when the clique comes first in every order: C_G(K) by the
 * modified lexicographic breadth-first search of Wienöbst, Bannach & Liśkiewicz 2023, Algorithm 1. O(n + m).
 */
export function laterComponents(graph: Adjacency, clique: readonly number[]): number[][] {
  const { start, node } = graph
  const n = start.length - 1
  const done = new Uint8Array(n) // in the clique, or in a part already
  const visited = new Uint8Array(n)
  const inside = new Uint8Array(n)
  for (const i of clique) done[i] = 1
  const place = new Int32Array(n)
  const cell: Cell[] = new Array(n)
  const put = (i: number, into: Cell): void => {
    cell[i] = into
    place[i] = into.nodes.length
    into.nodes.push(i)
  }
  const rest: Cell = { nodes: [], previous: null, next: null, split: null }
  const head: Cell = { nodes: [], previous: null, next: rest, split: null }
  rest.previous = head
  for (const i of clique) put(i, head)
  for (let i = 0; i < n; i++) if (done[i] === 0) put(i, rest)

  const found: number[][] = []
  let first: Cell | null = head
  while (first !== null) {
    if (first.nodes.length === 0) {
      first = first.next
      if (first !== null) first.previous = null
      continue
    }
    const v: number = first.nodes.at(-1)!
    if (done[v] === 0) {
      for (const i of first.nodes) {
        done[i] = 1
        inside[i] = 1
      }
      for (const part of partsOf(graph, first.nodes, inside)) found.push(part)
    }
    first.nodes.pop()
    visited[v] = 1
    // each cell parts into what is adjacent to v, which goes before, and what is not
    const touched: Cell[] = []
    for (let k = start[v]!; k < start[v + 1]!; k++) {
      const u = node[k]!
      if (visited[u] === 1) continue
      const from = cell[u]!
      if (from.split === null) {
        from.split = { nodes: [], previous: from.previous, next: from, split: null }
        touched.push(from)
      }
      const last = from.nodes.pop()!
      if (last !== u) {
        from.nodes[place[u]!] = last
        place[last] = place[u]!
      }
      put(u, from.split)
    }
    for (const from of touched) {
      const near: Cell = from.split!
      from.split = null
      near.previous = from.previous
      if (from.previous !== null) from.previous.next = near
      from.previous = near
      if (from === first) first = near
    }
  }
  return found
}

/** The connected parts of the flagged nodes, whose flags it takes down. */
function partsOf({ start, node }: Adjacency, nodes: readonly number[], inside: Uint8Array): number[][] {
  const parts: number[][] = []
  for (const root of nodes) {
    if (inside[root] === 0) continue
    const part = [root]
    inside[root] = 0
    for (let head = 0; head < part.length; head++) {
      for (let k = start[part[head]!]!; k < start[part[head]! + 1]!; k++) {
        const b = node[k]!
        if (inside[b] === 0) continue
        inside[b] = 0
        part.push(b)
      }
    }
    parts.push(part)
  }
  return parts
}
