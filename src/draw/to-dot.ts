import type { Diagram } from '../diagram/terms/types.js'
import { calledAs } from '../errors.js'
import { indexed } from '../graph/core/indexed.js'
import type { CausalGraph, GraphKind } from '../graph/types.js'
import { checkOptions } from '../options.js'
import { diagramDot } from './diagrams/diagram-text.js'
import { isDiagram } from './diagrams/is-diagram.js'
import { graphDot } from './graphs/graph-text.js'
import { placedNodes } from './graphs/place-nodes.js'
import { checkedLayout, type LayoutOptions } from './layout-options.js'

/**
 * A graph or a string diagram in the DOT language, for Graphviz and other viewers.
 *
 * Marks of edges are arrowheads (circles as `odot`); latents and bidirected edges are dashed. In a diagram copies are
 * points, discards grounds, states and effects triangles, functions (deterministic boxes) have a double outline, and what
 * surgery put in is red; a number at the end of a wire counts the ports of a box that has several. Given positions stand
 * as `pos` for the engine `neato`, which the text names. {@link parseDot} reads a graph back.
 *
 * @param picture - any graph or diagram
 * @param options - the direction, or the positions of a graph's nodes
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
  picture: CausalGraph<GraphKind, N> | Diagram,
  options: Pick<LayoutOptions<NoInfer<N>>, 'direction' | 'positions'> = {},
): string {
  return calledAs('toDot', () => {
    checkOptions('options', options, ['direction', 'positions'])
    if (isDiagram(picture)) return diagramDot(picture, checkedLayout(picture, options).direction)
    const g = indexed(picture)
    const { direction } = checkedLayout(picture, options)
    const places = options.positions === undefined ? undefined : placedNodes(g, options.positions)
    return graphDot(picture, direction, places)
  })
}
