import type { Diagram } from '../diagram/types.js'
import type { CausalGraph } from '../graph/types.js'
import { diagramMermaid } from './diagram-text.js'
import { graphMermaid } from './graph-text.js'
import { isDiagram } from './is-diagram.js'

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
  return isDiagram(picture) ? diagramMermaid('toMermaid', picture) : graphMermaid('toMermaid', picture)
}
