import type { Diagram } from '../diagram/terms/types.js'
import { CausalError, calledAs } from '../errors.js'
import type { CausalGraph, GraphKind } from '../graph/types.js'
import { checkOptions } from '../options.js'
import { show } from '../show.js'
import type { LaggedGraph } from '../timeseries/types.js'
import { diagramSvg } from './diagrams/diagram-svg.js'
import { isDiagram } from './diagrams/is-diagram.js'
import { drawnPicture } from './drawn-picture.js'
import { graphSvg } from './graphs/graph-svg.js'
import { lookOf } from './graphs/look.js'
import { checkedLayout, refuseForDiagrams } from './layout-options.js'
import { lookKeys, type PictureOptions } from './picture-options.js'
import { sheetFor } from './picture-sheet.js'
import { checkSize } from './size.js'

/**
 * A picture of a graph or of a string diagram as an SVG document in a string, made without a DOM: in Node and in browsers
 * alike.
 *
 * The nodes of a graph are laid out by {@link layoutGraph}, or stand at the positions that are given or that a dagitty text gave
 * them; no edge lies behind a node that is not its own as long as there is a way round. A graph over time has a column for each
 * time and a row for each variable, or one node a variable. Latent nodes and bidirected edges are dashed; circles and arrows
 * stand at the ends of the edges; roles have colours and shapes; names such as `X_1` have subscripts. In a string diagram
 * time runs along the wires: boxes are mechanisms, triangles states, dots copies,
 * grounds discards, a second line marks a function (a deterministic box); hidden causes are dashed and what surgery put in has the accent colour. Colours follow the reader's
 * light or dark setting, and a title and a description serve screen readers.
 *
 * @param picture - any graph or graph over time of at most 500 drawn nodes and 5000 drawn edges, or any diagram of at most 500 boxes
 * @param options - what to highlight (nodes, or boxes and wires), roles, widths, labels, groups, the legend, the title, the
 *   theme, and the direction, the positions or the layout; of a diagram, what to highlight, title, theme and direction
 * @returns the document; write it to a file, or put it into a page
 * @throws CausalError `unknown-name` for a highlighted or placed name that is not there, `too-large` above 500 nodes or
 *   boxes or 5000 edges, and for layers where edges pass more than 20000 of them, `not-supported` for positions of a
 *   diagram, `aborted` when the signal says so, `invalid-argument` for what is no graph and no diagram, and for positions
 *   that are missing, no numbers, or too near each other
 * @complexity that of {@link layoutGraph}
 * @category Drawing
 * @example
 * toSvg(dag('Z -> X -> Y <- Z'), { highlight: ['X', 'Y'] }).startsWith('<svg')
 * //=> true
 * toSvg(dag('X -> Y'), { roles: { treatment: 'X', outcome: 'Y' }, legend: true }).includes('role-treatment')
 * //=> true
 * const model = diagramOf(dag('Z -> X -> Y <- Z'))
 * toSvg(cut(model, 'X').diagram).includes('<title>String diagram</title>')
 * //=> true
 */
export function toSvg<N extends string>(
  picture: CausalGraph<GraphKind, N> | LaggedGraph<N>,
  options?: PictureOptions<NoInfer<N>>,
): string
export function toSvg(
  picture: Diagram,
  options?: Pick<PictureOptions, 'direction' | 'title' | 'theme' | 'onProgress' | 'signal'> & {
    readonly highlight?: readonly string[]
  },
): string
export function toSvg(picture: CausalGraph | LaggedGraph | Diagram, options: PictureOptions = {}): string {
  return calledAs('toSvg', () => {
    checkOptions('options', options, [...lookKeys, 'groups', 'legend', 'title', 'theme', 'onProgress', 'signal'], {
      legend: 'boolean',
    })
    checkSize(picture, options.lags === 'summary')
    const { title, theme = 'auto', positions, layout } = options
    if (!['auto', 'light', 'dark'].includes(theme)) {
      throw new CausalError('invalid-argument', `the theme is 'auto', 'light' or 'dark', got ${show(theme)}.`, {
        theme,
      })
    }
    const { direction, report } = checkedLayout(picture, options)
    if (isDiagram(picture)) {
      refuseForDiagrams(options)
      const highlight = (options.highlight ?? []) as readonly string[]
      return diagramSvg(picture, { highlight, title: title ?? 'String diagram', theme, direction }, report)
    }
    const drawn = drawnPicture(picture, options.lags)
    const look = lookOf(drawn, options)
    const isDirected = options.direction !== undefined
    const sheet = sheetFor(drawn, look.nodes, { direction, positions, layout, isDirected }, report)
    return graphSvg(drawn, look, sheet, { title: title ?? 'Causal graph', theme })
  })
}
