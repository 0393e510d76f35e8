import type { Diagram } from '../diagram/terms/types.js'
import { CausalError, calledAs } from '../errors.js'
import type { CausalGraph } from '../graph/types.js'
import { checkOptions } from '../options.js'
import { diagramMermaid } from './diagrams/diagram-text.js'
import { isDiagram } from './diagrams/is-diagram.js'
import { graphMermaid } from './graphs/graph-text.js'
import { checkedLayout, type LayoutOptions } from './layout-options.js'

/**
 * A graph or a string diagram as a Mermaid flowchart, as Markdown pages show it.
 *
 * Mermaid draws no link with a circle at one end and an arrow at the other: such an edge is an arrow that says beside it
 * at which node the circle is. In a diagram a discard is ⊥, a function (a deterministic box) has double sides, and a
 * number at the end of a wire counts the ports of a box that has several.
 *
 * @param picture - any graph or diagram
 * @param options - the direction; Mermaid places nodes itself, so that positions are refused
 * @returns the text of a `flowchart`
 * @throws CausalError `invalid-argument` for what is neither, `not-supported` for positions
 * @complexity O(n + m)
 * @category Drawing
 * @example
 * toMermaid(admg('X -> Y; X <-> Y'))
 * //=> 'flowchart LR\n  %% kind: admg\n  n0("X")\n  n1("Y")\n  n0 --> n1\n  n0 <-.-> n1\n'
 * toMermaid(pag('A o-> B')).includes('n0 -->|"circle at A"| n1')
 * //=> true
 */
export function toMermaid(picture: CausalGraph | Diagram, options: Pick<LayoutOptions, 'direction'> = {}): string {
  return calledAs('toMermaid', () => {
    checkOptions('options', options, ['direction', 'positions'])
    if ('positions' in options && options.positions !== undefined) {
      throw new CausalError(
        'not-supported',
        'Mermaid places nodes itself: use toSvg, toDot or toTikz for a picture with given positions.',
      )
    }
    const { direction } = checkedLayout(picture, options)
    return isDiagram(picture) ? diagramMermaid(picture, direction) : graphMermaid(picture, direction)
  })
}
