import type { Diagram } from '../diagram/terms/types.js'
import { calledAs } from '../errors.js'
import type { CausalGraph, GraphKind } from '../graph/types.js'
import { checkOptions } from '../options.js'
import type { LaggedGraph } from '../timeseries/types.js'
import { diagramDot } from './diagrams/diagram-text.js'
import { isDiagram } from './diagrams/is-diagram.js'
import { drawnPicture } from './drawn-picture.js'
import { graphDot } from './graphs/graph-dot.js'
import { lookOf } from './graphs/look.js'
import { givenSheet } from './layout/graph-layout.js'
import { checkedLayout, refuseForDiagrams } from './layout-options.js'
import { lookKeys, type PictureOptions } from './picture-options.js'
import { boxesFor } from './picture-sheet.js'

/**
 * A graph or a string diagram in the DOT language, for Graphviz and other viewers.
 *
 * Marks of edges are arrowheads (circles as `odot`); latents and bidirected edges are dashed. In a diagram copies are
 * points, discards grounds, states and effects triangles, functions (deterministic boxes) have a double outline, and what
 * surgery put in is red; a number at the end of a wire counts the ports of a box that has several. Given positions stand
 * as `pos` for the engine `neato`, which the text names. {@link parseDot} reads a graph back.
 *
 * @param picture - any graph, graph over time or diagram
 * @param options - what to highlight, roles, widths, labels, and the direction, the positions or the layout of a graph; of a
 *   layout only the places of nodes are told, since `neato` leads edges round nodes itself
 * @returns the text of a `digraph`
 * @throws CausalError `invalid-argument` for what is neither, and for positions that are missing or no numbers,
 *   `unknown-name` for the position of a node that is not there, `not-supported` for positions of a diagram
 * @complexity O(n + m), and O(n²) with positions
 * @category Drawing
 * @example
 * toDot(dag('X -> Y'))
 * //=> 'digraph {\n  rankdir=LR;\n  graph [kind=dag];\n  "X";\n  "Y";\n  "X" -> "Y";\n}\n'
 * toDot(dag('X -> Y'), { positions: { X: [0, 0], Y: [1, 0] } }).includes('"Y" [pos="1.056,0!"]')
 * //=> true
 */
export function toDot<N extends string>(
  picture: CausalGraph<GraphKind, N> | LaggedGraph<N> | Diagram,
  options: Pick<
    PictureOptions<NoInfer<N>>,
    'highlight' | 'roles' | 'edges' | 'widths' | 'labels' | 'lags' | 'direction' | 'positions' | 'layout'
  > = {},
): string {
  return calledAs('toDot', () => {
    checkOptions('options', options, [...lookKeys])
    const { direction } = checkedLayout(picture, options)
    if (isDiagram(picture)) {
      refuseForDiagrams({ ...options, roles: options.roles ?? options.highlight })
      return diagramDot(picture, direction)
    }
    const drawn = drawnPicture(picture as CausalGraph, options.lags)
    const look = lookOf(drawn, options)
    const { positions, layout } = options
    const places =
      layout === undefined
        ? boxesFor(drawn, look.nodes, { direction, positions, isDirected: options.direction !== undefined })
        : givenSheet(drawn, layout).boxes
    return graphDot(drawn, look, direction, places)
  })
}
