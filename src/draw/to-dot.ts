import type { Diagram } from '../diagram/terms/types.js'
import { calledAs } from '../errors.js'
import type { CausalGraph } from '../graph/types.js'
import { diagramDot } from './diagrams/diagram-text.js'
import { isDiagram } from './diagrams/is-diagram.js'
import { graphDot } from './graphs/graph-text.js'

/**
 * A graph or a string diagram in the DOT language, for Graphviz and other viewers.
 *
 * Marks of edges are arrowheads (circles as `odot`); latents and bidirected edges are dashed. In a diagram copies are
 * points, discards grounds, and what surgery put in is red. {@link parseDot} reads a graph back.
 *
 * @param picture - any graph or diagram
 * @returns the text of a `digraph`
 * @throws CausalError `invalid-argument` for what is neither
 * @complexity O(n + m)
 * @category Drawing
 * @example
 * toDot(dag('X -> Y'))
 * //=> 'digraph {\n  rankdir=LR;\n  graph [kind=dag];\n  "X";\n  "Y";\n  "X" -> "Y";\n}\n'
 */
export function toDot(picture: CausalGraph | Diagram): string {
  return calledAs('toDot', () => (isDiagram(picture) ? diagramDot(picture) : graphDot(picture)))
}
