import { components } from '../classes/components.js'
import { adjacencyFromPairs } from '../core/adjacency.js'
import type { Adjacency, IndexedGraph } from '../core/indexed.js'

/** The flagged nodes with all that lead to them by directed or undirected edges: their anterior (in a DAG or ADMG, their ancestors). */
export function anterior({ size, parents, neighbors }: IndexedGraph, from: readonly number[]): Uint8Array {
  const reached = new Uint8Array(size)
  const queue = new Int32Array(size)
  let tail = 0
  const visit = (i: number): void => {
    if (reached[i] === 1) return
    reached[i] = 1
    queue[tail++] = i
  }
  for (const i of from) visit(i)
  for (let head = 0; head < tail; head++) {
    const a = queue[head]!
    for (let k = parents.start[a]!; k < parents.start[a + 1]!; k++) visit(parents.node[k]!)
    for (let k = neighbors.start[a]!; k < neighbors.start[a + 1]!; k++) visit(neighbors.node[k]!)
  }
  return reached
}

/**
 * The augmented (in a DAG: moral) graph of the flagged nodes, in linear size.
 *
 * Two nodes are joined when a path of colliders joins them (Richardson 2003), which makes a clique of each district with
 * its parents. In place of the clique stands a hub, a node with a position from `g.size` on that is joined to the members:
 * two nodes are adjacent in the augmented graph when an edge or a hub joins them. Hubs have no names and may never be
 * part of a separator.
 */
export function augmentedWithHubs(g: IndexedGraph, kept: Uint8Array): Adjacency {
  const { parents, spouses, neighbors } = g
  const pairs: number[] = []
  const district = components(spouses, kept)
  const hub = new Int32Array(district.count).fill(-1)
  let size = g.size
  for (let a = 0; a < g.size; a++) {
    if (kept[a] === 0) continue
    for (let k = neighbors.start[a]!; k < neighbors.start[a + 1]!; k++)
      if (a < neighbors.node[k]! && kept[neighbors.node[k]!] === 1) pairs.push(a, neighbors.node[k]!)
    const own = district.of[a]!
    const hasSpouse = hasKept(spouses, kept, a)
    const into = countKept(parents, kept, a)
    if (hub[own] === -1 && (hasSpouse || into > 1)) hub[own] = size++
    if (hub[own] !== -1) pairs.push(a, hub[own]!)
    for (let k = parents.start[a]!; k < parents.start[a + 1]!; k++)
      if (kept[parents.node[k]!] === 1) pairs.push(parents.node[k]!, hub[own] === -1 ? a : hub[own]!)
  }
  return adjacencyFromPairs(size, pairs)
}

function countKept({ start, node }: Adjacency, kept: Uint8Array, a: number): number {
  let count = 0
  for (let k = start[a]!; k < start[a + 1]!; k++) if (kept[node[k]!] === 1) count++
  return count
}

function hasKept(lists: Adjacency, kept: Uint8Array, a: number): boolean {
  return countKept(lists, kept, a) > 0
}
