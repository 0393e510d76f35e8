import { calledAs } from '../errors.js'
import type { CausalGraph, GraphKind } from '../graph/types.js'
import { checkOptions } from '../options.js'
import { drawnGraph } from './graphs/drawn-graph.js'
import { lookOf } from './graphs/look.js'
import { type GraphLayout, layoutOf } from './layout/graph-layout.js'
import { checkedLayout } from './layout-options.js'
import type { PictureOptions } from './picture-options.js'
import { sheetFor } from './picture-sheet.js'
import { checkLayoutSize } from './size.js'

/**
 * Where the nodes and edges of a graph stand in a picture: a value that {@link toSvg} and {@link toTikz} draw, and other programs
 * too.
 *
 * Nodes stand in layers, causes before effects, by the network simplex method; few edges cross (sweeps, sifting, restarts with
 * one seed); long edges run straight (Brandes & Köpf); and no edge passes through a node that is not its own: between layers
 * there is free room, and in a layer an edge keeps to its corridor. Bidirected edges bow, and bear little on the rest. The same
 * graph gives the same bits in Node and in every browser. With `positions`, nodes stay where they are and only edges are led
 * round them.
 *
 * @param graph - any graph of at most 20,000 nodes and 20,000 edges that pass at most 20,000 layers in all
 * @param options - the direction or the positions, and what bears on the size of nodes: labels and roles
 * @returns places of nodes, routes of edges, the size of the sheet
 * @throws CausalError `too-large` above these sizes, `unknown-name`, `aborted` when the signal says so, `invalid-argument` for
 *   positions that are missing, no numbers, or too near each other
 * @complexity milliseconds for 50 nodes, below a second for 500; at given positions about the edges times the nodes
 * @see Gansner, Koutsofios, North & Vo 1993, A technique for drawing directed graphs; Brandes & Köpf 2002, Fast and simple horizontal
 *   coordinate assignment; Matuszewski, Schönfeld & Molitor 1999, Using sifting for k-layer straightline crossing minimization
 * @category Drawing
 * @example
 * const graph = dag('Z -> X -> Y <- Z')
 * const layout = layoutGraph(graph)
 * layout.positions.map(({ node }) => node)
 * //=> ['Z', 'X', 'Y']
 * layout.routes.map(({ from, to, points }) => [from, to, points.length % 3])
 * //=> [['Z', 'X', 1], ['Z', 'Y', 1], ['X', 'Y', 1]]
 * toSvg(graph, { layout }) === toSvg(graph)
 * //=> true
 */
export function layoutGraph<N extends string>(
  graph: CausalGraph<GraphKind, N>,
  options: Pick<
    PictureOptions<NoInfer<N>>,
    'direction' | 'positions' | 'labels' | 'roles' | 'onProgress' | 'signal'
  > = {},
): GraphLayout<N> {
  return calledAs('layoutGraph', () => {
    checkOptions('options', options, ['direction', 'positions', 'labels', 'roles', 'onProgress', 'signal'])
    checkLayoutSize(graph)
    const drawn = drawnGraph(graph as CausalGraph)
    const { direction, report } = checkedLayout(graph, options)
    const { positions, labels, roles } = options
    const look = lookOf(drawn, { ...(labels && { labels }), ...(roles && { roles }) })
    const wanted = { direction, positions, isDirected: options.direction !== undefined }
    return layoutOf(drawn, sheetFor(drawn, look.nodes, wanted, report)) as GraphLayout<N>
  })
}
