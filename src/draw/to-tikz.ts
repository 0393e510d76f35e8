import type { Diagram } from '../diagram/terms/types.js'
import { calledAs } from '../errors.js'
import { indexed } from '../graph/core/indexed.js'
import type { CausalGraph, GraphKind } from '../graph/types.js'
import { checkOptions } from '../options.js'
import { diagramTikz } from './diagrams/diagram-tikz.js'
import { isDiagram } from './diagrams/is-diagram.js'
import { laidOut } from './graphs/graph-layout.js'
import { graphTikz } from './graphs/graph-text.js'
import { checkedLayout, type LayoutOptions } from './layout-options.js'
import { checkSize } from './size.js'

/**
 * A graph or a string diagram as a TikZ picture for LaTeX, laid out as {@link toSvg} does.
 *
 * It needs `\usetikzlibrary{arrows.meta, shapes.misc}` in the preamble.
 *
 * @param picture - any graph or diagram of the sizes that {@link toSvg} draws
 * @param options - the direction, or the positions of a graph's nodes
 * @returns the `tikzpicture` environment
 * @throws CausalError as {@link toSvg}
 * @complexity that of {@link toSvg}
 * @category Drawing
 * @example
 * toTikz(dag('X -> Y')).startsWith('\\begin{tikzpicture}')
 * //=> true
 */
export function toTikz<N extends string>(
  picture: CausalGraph<GraphKind, N> | Diagram,
  options: LayoutOptions<NoInfer<N>> = {},
): string {
  return calledAs('toTikz', () => {
    checkOptions('options', options, ['direction', 'positions', 'onProgress', 'signal'])
    checkSize(picture)
    if (isDiagram(picture)) {
      const { direction, report } = checkedLayout(picture, options)
      return diagramTikz(picture, direction, report)
    }
    const g = indexed(picture)
    return graphTikz(picture, g, laidOut(picture, g, options))
  })
}
