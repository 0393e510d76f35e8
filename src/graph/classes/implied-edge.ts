import type { IndexedGraph } from '../core/indexed.js'
import { markedGraph } from './marked.js'
import { meek } from './meek.js'

/** An undirected edge, as [from, to], that the directed ones imply by Meek's rules; null for a maximally oriented graph. */
export function impliedEdge(g: IndexedGraph): readonly [number, number] | null {
  const marked = markedGraph(g)
  const before = marked.mark.slice()
  meek(marked)
  const k = before.findIndex((mark, i) => mark !== marked.mark[i])
  return k < 0 ? null : [marked.node[marked.twin[k]!]!, marked.node[k]!]
}
