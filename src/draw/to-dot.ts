import { indexed } from '../graph/indexed.js'
import type { CausalGraph } from '../graph/types.js'
import { graphDot } from './graph-dot.js'

/**
 * A graph in DOT, the language of Graphviz.
 *
 * Latent nodes and bidirected edges are dashed; circle marks are hollow dots. {@link parseDot} reads it back.
 *
 * @param graph - any graph
 * @returns the text, one line a node and an edge
 * @throws CausalError `invalid-argument` for a value that is not a graph
 * @complexity O(n + m)
 * @category Drawing
 * @example
 * toDot(dag('A -> B')).split('\n')
 * //=> ['digraph {', '  graph [kind=dag]', '  "A"', '  "B"', '  "A" -> "B"', '}', '']
 */
export function toDot(graph: CausalGraph): string {
  indexed('toDot', graph)
  return graphDot(graph)
}
