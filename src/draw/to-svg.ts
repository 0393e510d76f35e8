import type { Diagram } from '../diagram/terms/types.js'
import { CausalError, calledAs } from '../errors.js'
import { indexed } from '../graph/core/indexed.js'
import type { CausalGraph, GraphKind } from '../graph/types.js'
import { checkOptions } from '../options.js'
import { show } from '../show.js'
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
  /** Colours on a light ground, on a dark one, or by the reader's setting (`auto`, unless told). */
  readonly theme?: 'auto' | 'light' | 'dark'
}

/**
 * A picture of a graph or of a string diagram as an SVG document in a string, made without a DOM: in Node and in browsers
 * alike.
 *
 * The nodes of a graph are layered by dagre, or stand at the given positions; no edge lies behind a node that is not its
 * own as long as there is a way round. Latent nodes and bidirected edges are dashed; circles and arrows stand at the
 * ends of the edges. In a string diagram time runs along the wires: boxes are mechanisms, triangles states, dots copies,
 * grounds discards, a second line marks a function (a deterministic box); hidden causes are dashed and what surgery put in has the accent colour. Colours follow the reader's
 * light or dark setting, and a title and a description serve screen readers.
 *
 * @param picture - any graph of at most 500 nodes and 5000 edges, or any diagram of at most 500 boxes
 * @param options - what to highlight (nodes, or boxes and wires), the title, the theme, the direction or the positions
 * @returns the document; write it to a file, or put it into a page
 * @throws CausalError `unknown-name` for a highlighted or placed name that is not there, `too-large` above 500 nodes or
 *   boxes or 5000 edges, and for layers where edges pass more than 12000 of them, `not-supported` for positions of a
 *   diagram, `aborted` when the signal says so, `invalid-argument` for what is no graph and no diagram, and for positions
 *   that are missing, no numbers, or too near each other
 * @complexity about in step with the layers that all edges pass; at given positions with the edges times the nodes
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
    checkOptions('options', options, ['highlight', 'title', 'theme', 'direction', 'positions', 'onProgress', 'signal'])
    checkSize(picture)
    const { highlight = [], title, theme = 'auto' } = options
    if (!['auto', 'light', 'dark'].includes(theme)) {
      throw new CausalError('invalid-argument', `the theme is 'auto', 'light' or 'dark', got ${show(theme)}.`, {
        theme,
      })
    }
    if (isDiagram(picture)) {
      const { direction, report } = checkedLayout(picture, options)
      return diagramSvg(picture, { highlight, title: title ?? 'String diagram', theme, direction }, report)
    }
    const g = indexed(picture)
    return graphSvg(picture, g, laidOut(picture, g, options), { highlight, title: title ?? 'Causal graph', theme })
  })
}
