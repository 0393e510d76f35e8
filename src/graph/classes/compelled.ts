import { kahnOrder } from '../core/cycle.js'
import type { IndexedGraph } from '../core/indexed.js'
import { ARROW, TAIL } from '../kinds/marks.js'

/**
 * The edges of a DAG's CPDAG, `[from, to, fromMark, toMark]*`: an edge is undirected when some Markov equivalent DAG has
 * it the other way. Label-Edges of Chickering 1995 (section 5) on the parents of each node in topological order.
 */
export function completedEdges(g: IndexedGraph): number[] {
  const { parents } = g
  const order = kahnOrder(g)
  const rank = new Int32Array(g.size)
  for (let i = 0; i < order.length; i++) rank[order[i]!] = i
  const compelled = new Uint8Array(parents.node.length)
  const slot = new Int32Array(g.size).fill(-1) // where in the list of y its parent stands
  for (const y of order) {
    const from = parents.start[y]!
    const to = parents.start[y + 1]!
    if (from === to) continue
    let x = parents.node[from]!
    for (let k = from; k < to; k++) {
      slot[parents.node[k]!] = k
      if (rank[parents.node[k]!]! > rank[x]!) x = parents.node[k]!
    }
    let shared = 0
    let all = false
    for (let k = parents.start[x]!; k < parents.start[x + 1]!; k++) {
      const w = parents.node[k]!
      const wy = slot[w]!
      const isParent = wy >= from && wy < to && parents.node[wy] === w
      if (isParent) shared++
      if (compelled[k] === 0) continue
      if (isParent)
        compelled[wy] = 1 // w → x compelled, w → y: compelled
      else all = true // w → x compelled, w not a parent of y: every edge into y is
    }
    // some z → y whose z is not a parent of x: every edge into y is compelled
    if (all || shared < to - from - 1) compelled.fill(1, from, to)
  }
  const edges: number[] = []
  for (let y = 0; y < g.size; y++) {
    for (let k = parents.start[y]!; k < parents.start[y + 1]!; k++)
      edges.push(parents.node[k]!, y, TAIL, compelled[k] === 1 ? ARROW : TAIL)
  }
  return edges
}
