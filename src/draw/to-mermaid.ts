import type { Diagram } from '../diagram/terms/types.js'
import { calledAs } from '../errors.js'
import type { CausalGraph } from '../graph/types.js'
import { diagramMermaid } from './diagrams/diagram-text.js'
import { isDiagram } from './diagrams/is-diagram.js'
import { graphMermaid } from './graphs/graph-text.js'

/**
 * A graph or a string diagram as a Mermaid flowchart, as Markdown pages show it.
 *
 * @param picture - any graph or diagram
 * @returns the text of a `flowchart`
 * @throws CausalError `invalid-argument` for what is neither
 * @complexity O(n + m)
 * @category Drawing
 * @example
 * toMermaid(admg('X -> Y; X <-> Y'))
 * //=> 'flowchart LR\n  n0("X")\n  n1("Y")\n  n0 --> n1\n  n0 <-.-> n1\n'
 */
export function toMermaid(picture: CausalGraph | Diagram): string {
  return calledAs('toMermaid', () => (isDiagram(picture) ? diagramMermaid(picture) : graphMermaid(picture)))
}
