import { CausalError } from '../errors.js'
import type { CausalGraph, GraphKind } from '../graph/types.js'
import { graphSvg } from './graph-svg.js'

/**
 * How a picture may be changed.
 *
 * @category Drawing
 */
export interface PictureOptions<N extends string = string> {
  /** Names to draw in the accent colour, with the edges between them. */
  readonly highlight?: readonly N[]
  /** The title read out by screen readers and shown on hovering; "Causal graph" unless told. */
  readonly title?: string
  /** Where causes point: to the right (unless told), or down. */
  readonly direction?: 'right' | 'down'
}

/** More nodes than this are refused: such a picture could not be read. */
const mostNodes = 500

/**
 * A picture of a graph as an SVG document in a string, made without a DOM: in Node and in browsers alike.
 *
 * Nodes are layered by dagre. Latent nodes and bidirected edges are dashed; circles and arrows stand at the ends of the
 * edges. Colours follow the reader's light or dark setting, and a title and a description serve screen readers.
 *
 * @param graph - any graph of at most 500 nodes
 * @param options - what to highlight, the title, the direction
 * @returns the document; write it to a file, or put it into a page
 * @throws CausalError `unknown-name` for a highlighted name that is no node, `too-large` above 500 nodes,
 *   `invalid-argument` for what is no graph
 * @complexity that of a layered layout, about O(n m)
 * @category Drawing
 * @example
 * toSvg(dag('Z -> X -> Y <- Z'), { highlight: ['X', 'Y'] }).startsWith('<svg')
 * //=> true
 */
export function toSvg<N extends string>(
  graph: CausalGraph<GraphKind, N>,
  options: PictureOptions<NoInfer<N>> = {},
): string {
  const count = graph?.nodes?.length ?? 0
  if (count > mostNodes) {
    throw new CausalError(
      'toSvg',
      'too-large',
      `a picture of ${count} nodes could not be read (${mostNodes} at most): draw a subgraph, or write toDot for a graph viewer.`,
      { nodes: count, most: mostNodes },
    )
  }
  return graphSvg('toSvg', graph, {
    highlight: options.highlight ?? [],
    title: options.title ?? 'Causal graph',
    direction: options.direction ?? 'right',
  })
}
