import { indexed } from '../graph/indexed.js'
import type { CausalGraph } from '../graph/types.js'
import { graphMermaid } from './graph-mermaid.js'

/**
 * A graph as a Mermaid flowchart, for Markdown pages that draw it.
 *
 * Bidirected edges are dashed with two arrows; latent nodes have a dashed border.
 *
 * @param graph - any graph
 * @returns the text, to stand in a ```mermaid block
 * @throws CausalError `invalid-argument` for a value that is not a graph
 * @complexity O(n + m)
 * @category Drawing
 * @example
 * toMermaid(admg('X -> Y; X <-> Y')).split('\n')
 * //=> ['flowchart LR', '  n0["X"]', '  n1["Y"]', '  n0 --> n1', '  n0 <-.-> n1', '']
 */
export function toMermaid(graph: CausalGraph): string {
  indexed('toMermaid', graph)
  return graphMermaid(graph)
}
