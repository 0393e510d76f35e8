import { makeGraph } from './build.js'
import { isPerfect, maximumCardinality } from './chordal.js'
import { adjacencyFromPairs, type IndexedGraph } from './indexed.js'
import { ARROW, CIRCLE, type MarkCode, TAIL } from './marks.js'
import type { Mag, Pag } from './types.js'

/**
 * A MAG of the class that a PAG stands for: circles become tails, but edges o-o are directed along an order without new
 * v-structures (Zhang 2008, Theorem 2). Null when the o-o edges are not chordal, as they are in every PAG of a MAG.
 */
export function memberMag(graph: Pag, { size, incidence }: IndexedGraph): Mag | null {
  const { start, node, near, far } = incidence
  const circles: number[] = []
  for (let a = 0; a < size; a++)
    for (let k = start[a]!; k < start[a + 1]!; k++)
      if (a < node[k]! && near[k] === CIRCLE && far[k] === CIRCLE) circles.push(a, node[k]!)
  const lists = adjacencyFromPairs(size, circles)
  const order = maximumCardinality(lists)
  if (!isPerfect(lists, order)) return null
  const rank = new Int32Array(size)
  for (let i = 0; i < size; i++) rank[order[i]!] = i
  const edges: number[] = []
  const asTail = (mark: number): MarkCode => (mark === ARROW ? ARROW : TAIL)
  for (let a = 0; a < size; a++) {
    for (let k = start[a]!; k < start[a + 1]!; k++) {
      const b = node[k]!
      if (near[k] === CIRCLE && far[k] === CIRCLE) {
        if (rank[a]! < rank[b]!) edges.push(a, b, TAIL, ARROW)
      } else if (a < b) edges.push(a, b, asTail(near[k]!), asTail(far[k]!))
    }
  }
  return makeGraph('mag', graph.nodes, edges, graph.latents)
}
