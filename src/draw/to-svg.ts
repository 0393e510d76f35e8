import type { Diagram } from '../diagram/terms/types.js'
import { calledAs } from '../errors.js'
import { indexed } from '../graph/core/indexed.js'
import type { CausalGraph, GraphKind } from '../graph/types.js'
import { checkOptions } from '../options.js'
import { diagramSvg } from './diagrams/diagram-svg.js'
import { isDiagram } from './diagrams/is-diagram.js'
import { laidOut } from './graphs/graph-layout.js'
import { graphSvg } from './graphs/graph-svg.js'
import { checkedLayout, type LayoutOptions } from './layout-options.js'
import { checkSize } from './size.js'

/**
 * How a picture may be changed.
 *
 * @category Drawing
 */
export interface PictureOptions<N extends string = string> extends LayoutOptions<N> {
  /** Names to draw in the accent colour, with the edges between them. */
  readonly highlight?: readonly N[]
  /** The title read out by screen readers and shown on hovering; "Causal graph" unless told. */
  readonly title?: string
}

/**
 * A picture of a graph or of a string diagram as an SVG document in a string, made without a DOM: in Node and in browsers
 * alike.
 *
 * The nodes of a graph are layered by dagre. Latent nodes and bidirected edges are dashed; circles and arrows stand at the
 * ends of the edges. In a string diagram time runs along the wires: boxes are mechanisms, triangles states, dots copies,
 * grounds discards; hidden causes are dashed and what surgery put in has the accent colour. Colours follow the reader's
 * light or dark setting, and a title and a description serve screen readers.
 *
 * @param picture - any graph of at most 500 nodes, or any diagram of at most 500 boxes
 * @param options - what to highlight (nodes, or boxes and wires), the title, the direction
 * @returns the document; write it to a file, or put it into a page
 * @throws CausalError `unknown-name` for a highlighted name that is not there, `too-large` above 500 nodes or boxes,
 *   `invalid-argument` for what is no graph and no diagram
 * @complexity that of a layered layout, about O(n m)
 * @category Drawing
 * @example
 * toSvg(dag('Z -> X -> Y <- Z'), { highlight: ['X', 'Y'] }).startsWith('<svg')
 * //=> true
 * const model = diagramOf(dag('Z -> X -> Y <- Z'))
 * toSvg(cut(model, 'X').diagram).includes('<title>String diagram</title>')
 * //=> true
 */
export function toSvg<N extends string>(
  picture: CausalGraph<GraphKind, N>,
  options?: PictureOptions<NoInfer<N>>,
): string
export function toSvg(picture: Diagram, options?: Omit<PictureOptions, 'positions'>): string
export function toSvg(picture: CausalGraph | Diagram, options: PictureOptions = {}): string {
  return calledAs('toSvg', () => {
    checkOptions('options', options, ['highlight', 'title', 'direction', 'positions', 'onProgress', 'signal'])
    checkSize(picture)
    const { highlight = [], title } = options
    if (isDiagram(picture)) {
      const { direction, report } = checkedLayout(picture, options)
      return diagramSvg(picture, { highlight, title: title ?? 'String diagram', direction }, report)
    }
    const g = indexed(picture)
    return graphSvg(picture, g, laidOut(picture, g, options), { highlight, title: title ?? 'Causal graph' })
  })
}
