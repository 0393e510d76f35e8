import type { Diagram } from '../diagram/terms/types.js'
import { CausalError, calledAs } from '../errors.js'
import type { CausalGraph, GraphKind } from '../graph/types.js'
import { checkOptions } from '../options.js'
import type { LaggedGraph } from '../timeseries/types.js'
import { diagramMermaid } from './diagrams/diagram-text.js'
import { isDiagram } from './diagrams/is-diagram.js'
import { drawnPicture } from './drawn-picture.js'
import { graphMermaid } from './graphs/graph-mermaid.js'
import { lookOf } from './graphs/look.js'
import { checkedLayout, refuseForDiagrams } from './layout-options.js'
import { lookKeys, type PictureOptions } from './picture-options.js'

/**
 * A graph or a string diagram as a Mermaid flowchart, as Markdown pages show it.
 *
 * Mermaid draws no link with a circle at one end and an arrow at the other: such an edge is an arrow that says beside it
 * at which node the circle is. In a diagram a discard is ⊥, a function (a deterministic box) has double sides, and a
 * number at the end of a wire counts the ports of a box that has several.
 *
 * @param picture - any graph, graph over time or diagram
 * @param options - what to highlight, roles, widths, labels, and the direction; Mermaid places nodes itself, so that positions are refused
 * @returns the text of a `flowchart`
 * @throws CausalError `invalid-argument` for what is neither, `not-supported` for positions or a layout
 * @complexity O(n + m)
 * @category Drawing
 * @example
 * toMermaid(admg('X -> Y; X <-> Y'))
 * //=> 'flowchart LR\n  %% kind: admg\n  n0("X")\n  n1("Y")\n  n0 --> n1\n  n0 <-.-> n1\n'
 * toMermaid(pag('A o-> B')).includes('n0 -->|"circle at A"| n1')
 * //=> true
 */
export function toMermaid<N extends string>(
  picture: CausalGraph<GraphKind, N> | LaggedGraph<N> | Diagram,
  options: Pick<
    PictureOptions<NoInfer<N>>,
    'highlight' | 'roles' | 'edges' | 'widths' | 'labels' | 'lags' | 'direction'
  > = {},
): string {
  return calledAs('toMermaid', () => {
    checkOptions('options', options, [...lookKeys])
    for (const key of ['positions', 'layout']) {
      if ((options as Record<string, unknown>)[key] === undefined) continue
      throw new CausalError(
        'not-supported',
        'Mermaid places nodes itself: use toSvg, toDot or toTikz for a picture with given positions.',
      )
    }
    const { direction } = checkedLayout(picture, options)
    if (isDiagram(picture)) {
      refuseForDiagrams({ ...options, roles: options.roles ?? options.highlight })
      return diagramMermaid(picture, direction)
    }
    const drawn = drawnPicture(picture as CausalGraph, options.lags)
    return graphMermaid(drawn, lookOf(drawn, options), direction)
  })
}
