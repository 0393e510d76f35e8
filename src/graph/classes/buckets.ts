import type { IndexedGraph } from '../core/indexed.js'
import { components, members } from './components.js'
import { halfEdge, type Marked } from './marked.js'

/**
 * The buckets of a maximally oriented graph: what undirected edges join (Perković 2020, definition 4.1). Every edge between
 * two buckets is directed, and how one is oriented says nothing about another: each of Meek's rules that begins in a bucket
 * ends in it. O(n + m).
 */
export function buckets(g: Pick<IndexedGraph, 'neighbors'>): number[][] {
  return members(components(g.neighbors))
}

/** The part of a graph on some nodes (ascending), numbered as they stand there, with its marks free to be changed. */
export function markedPart(
  { incidence, size }: Pick<IndexedGraph, 'incidence' | 'size'>,
  part: readonly number[],
): Marked {
  const place = new Int32Array(size).fill(-1)
  for (const [i, a] of part.entries()) place[a] = i
  const start = new Int32Array(part.length + 1)
  const node: number[] = []
  const mark: number[] = []
  for (const [i, a] of part.entries()) {
    for (let k = incidence.start[a]!; k < incidence.start[a + 1]!; k++) {
      if (place[incidence.node[k]!]! < 0) continue
      node.push(place[incidence.node[k]!]!)
      mark.push(incidence.far[k]!)
    }
    start[i + 1] = node.length
  }
  const lists = { start, node: Int32Array.from(node) }
  const twin = new Int32Array(node.length)
  for (let i = 0; i < part.length; i++) {
    for (let k = start[i]!; k < start[i + 1]!; k++) twin[k] = halfEdge(lists, node[k]!, i)
  }
  return { ...lists, twin, mark: Uint8Array.from(mark) }
}
