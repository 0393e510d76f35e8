import { type IndexedGraph, nodePositions } from '../../graph/core/indexed.js'
import type { CausalGraph, Edge, Mark } from '../../graph/types.js'
import { escapeXml, nameAttribute, px, svgDocument, type Theme } from '../svg.js'
import { clipped, type Point, rounded } from './geometry.js'
import { type GraphLayout, isBow } from './graph-layout.js'

/** The SVG of a graph: names in rounded boxes, latents and bidirected edges dashed, marks at the ends of edges. */
export function graphSvg(
  graph: CausalGraph,
  g: IndexedGraph,
  sheet: GraphLayout,
  picture: { readonly highlight: readonly string[]; readonly title: string; readonly theme: Theme },
): string {
  const accent = new Set(nodePositions(g, picture.highlight))
  const body: string[] = []
  for (const [e, edge] of graph.edges.entries()) {
    const from = g.index.get(edge.from)!
    const to = g.index.get(edge.to)!
    const route = clipped(sheet.routes[e]!, sheet.nodes[from]!, sheet.nodes[to]!)
    const classes = accent.has(from) && accent.has(to) ? ' class="accent"' : ''
    body.push(
      `<g${classes} ${nameAttribute('data-edge', edgeText(edge))} data-ends="${from} ${to}"><path class="edge${isBow(edge) ? ' hidden' : ''}" d="${path(route)}"/>` +
        `${mark(edge.fromMark, route[0]!, route[1]!)}${mark(edge.toMark, route.at(-1)!, route.at(-2)!)}</g>`,
    )
  }
  for (const [i, name] of graph.nodes.entries()) {
    const { x, y, width, height } = sheet.nodes[i]!
    const classes = accent.has(i) ? ' class="accent"' : ''
    body.push(
      `<g${classes} ${nameAttribute('data-node', name)}><rect class="node${g.latent[i] === 1 ? ' latent' : ''}" x="${px(x - width / 2)}" y="${px(y - height / 2)}" ` +
        `width="${px(width)}" height="${px(height)}" rx="${px(height / 2)}"/><text x="${px(x)}" y="${px(y)}" dy="0.35em">${escapeXml(name)}</text></g>`,
    )
  }
  const { width, height } = sheet
  return svgDocument({ ...picture, width, height, description: describe(graph, g) }, body.join('\n'))
}

const before: Record<Mark, string> = { tail: '', arrow: '<', circle: 'o' }
const after: Record<Mark, string> = { tail: '', arrow: '>', circle: 'o' }

/** An edge as graphs are written: `A o-> B`. */
function edgeText({ from, to, fromMark, toMark }: Edge): string {
  const connector = fromMark === 'tail' && toMark === 'tail' ? '--' : `${before[fromMark]}-${after[toMark]}`
  return `${from} ${connector} ${to}`
}

function describe(graph: CausalGraph, g: IndexedGraph): string {
  const hidden = graph.nodes.filter((_, i) => g.latent[i] === 1)
  const latent = hidden.length > 0 ? ` Latent: ${hidden.join(', ')}.` : ''
  return `Kind: ${graph.kind}. Nodes: ${graph.nodes.join(', ') || 'none'}. Edges: ${graph.edges.map(edgeText).join('; ') || 'none'}.${latent}`
}

function path(route: readonly Point[]): string {
  const at = ({ x, y }: Point): string => `${px(x)},${px(y)}`
  const steps = rounded(route).map(({ control, end }) =>
    control === undefined ? `L${at(end)}` : `Q${at(control)} ${at(end)}`,
  )
  return `M${at(route[0]!)}${steps.join('')}`
}

/** The mark at the end `tip` of an edge that comes from `from`. */
function mark(kind: Mark, tip: Point, from: Point): string {
  if (kind === 'tail') return ''
  const length = Math.sqrt((tip.x - from.x) ** 2 + (tip.y - from.y) ** 2) || 1
  const ux = (tip.x - from.x) / length
  const uy = (tip.y - from.y) / length
  if (kind === 'circle')
    return `<circle class="circle" cx="${px(tip.x - 4.5 * ux)}" cy="${px(tip.y - 4.5 * uy)}" r="4"/>`
  const point = (back: number, aside: number): string =>
    `${px(tip.x - back * ux - aside * uy)},${px(tip.y - back * uy + aside * ux)}`
  return `<path class="mark" d="M${point(0, 0)}L${point(10, 4.5)}L${point(7.5, 0)}L${point(10, -4.5)}Z"/>`
}
