import type { Diagram } from '../diagram/terms/types.js'
import { calledAs } from '../errors.js'
import type { CausalGraph, GraphKind } from '../graph/types.js'
import { checkOptions } from '../options.js'
import type { LaggedGraph } from '../timeseries/types.js'
import { diagramTikz } from './diagrams/diagram-tikz.js'
import { isDiagram } from './diagrams/is-diagram.js'
import { drawnPicture } from './drawn-picture.js'
import { graphTikz } from './graphs/graph-tikz.js'
import { lookOf } from './graphs/look.js'
import { checkedLayout, refuseForDiagrams } from './layout-options.js'
import { lookKeys, type PictureOptions } from './picture-options.js'
import { sheetFor } from './picture-sheet.js'
import { checkSize } from './size.js'

/**
 * A graph or a string diagram as a TikZ picture for LaTeX: laid out as {@link toSvg} does, on the same routes.
 *
 * It needs `\usetikzlibrary{arrows.meta, shapes.misc}` in the preamble, and the package `xcolor` for roles and highlights.
 *
 * @param picture - any graph, graph over time or diagram of the sizes that {@link toSvg} draws
 * @param options - what to highlight, roles, widths, labels, and the direction, the positions or the layout of a graph
 * @returns the `tikzpicture` environment
 * @throws CausalError as {@link toSvg}
 * @complexity that of {@link toSvg}
 * @category Drawing
 * @example
 * toTikz(dag('X -> Y')).startsWith('\\begin{tikzpicture}')
 * //=> true
 */
export function toTikz<N extends string>(
  picture: CausalGraph<GraphKind, N> | LaggedGraph<N> | Diagram,
  options: Omit<PictureOptions<NoInfer<N>>, 'groups' | 'legend' | 'title' | 'theme'> = {},
): string {
  return calledAs('toTikz', () => {
    checkOptions('options', options, [...lookKeys, 'onProgress', 'signal'])
    checkSize(picture as CausalGraph, options.lags === 'summary')
    const { direction, report } = checkedLayout(picture, options)
    if (isDiagram(picture)) {
      refuseForDiagrams({ ...options, roles: options.roles ?? options.highlight })
      return diagramTikz(picture, direction, report)
    }
    const drawn = drawnPicture(picture as CausalGraph, options.lags)
    const look = lookOf(drawn, options)
    const { positions, layout } = options
    const wanted = { direction, positions, layout, isDirected: options.direction !== undefined }
    return graphTikz(drawn, look, sheetFor(drawn, look.nodes, wanted, report))
  })
}
