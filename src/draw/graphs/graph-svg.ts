import { indexed, nodePositions } from '../../graph/core/indexed.js'
import type { CausalGraph, Mark } from '../../graph/types.js'
import { escapeXml, px, svgDocument } from '../svg.js'
import { layoutGraph, type Point } from './graph-layout.js'

/** What the picture of a graph may be told. */
export interface GraphPicture {
  readonly highlight: readonly string[]
  readonly title: string
  readonly direction: 'right' | 'down'
}

/** The SVG of a graph: names in rounded boxes, latents and bidirected edges dashed, marks at the ends of edges. */
export function graphSvg(graph: CausalGraph, picture: GraphPicture): string {
  const accent = new Set(nodePositions(indexed(graph), picture.highlight))
  const at = new Map<string, number>(graph.nodes.map((name, i) => [name, i]))
  const sheet = layoutGraph(graph, picture.direction)
  const latents = new Set<string>(graph.latents)
  const body: string[] = []
  for (const [e, edge] of graph.edges.entries()) {
    const from = at.get(edge.from)!
    const to = at.get(edge.to)!
    const route = clip(sheet.routes[e]!, sheet.nodes[from]!, sheet.nodes[to]!)
    const hidden = edge.fromMark === 'arrow' && edge.toMark === 'arrow'
    const classes = accent.has(from) && accent.has(to) ? ' class="accent"' : ''
    body.push(
      `<g${classes} data-edge="${escapeXml(edgeText(edge))}"><path class="edge${hidden ? ' hidden' : ''}" d="${curve(route)}"/>` +
        `${mark(edge.fromMark, route[0]!, route[1]!)}${mark(edge.toMark, route.at(-1)!, route.at(-2)!)}</g>`,
    )
  }
  for (const [i, name] of graph.nodes.entries()) {
    const { x, y, width, height } = sheet.nodes[i]!
    const classes = accent.has(i) ? ' class="accent"' : ''
    body.push(
      `<g${classes} data-node="${escapeXml(name)}"><rect class="node${latents.has(name) ? ' latent' : ''}" x="${px(x - width / 2)}" y="${px(y - height / 2)}" ` +
        `width="${px(width)}" height="${px(height)}" rx="${px(height / 2)}"/><text x="${px(x)}" y="${px(y)}" dy="0.35em">${escapeXml(name)}</text></g>`,
    )
  }
  return svgDocument(sheet.width, sheet.height, picture.title, describe(graph), body.join('\n'))
}

const ends: Record<Mark, readonly [string, string]> = { tail: ['-', '-'], arrow: ['<', '>'], circle: ['o', 'o'] }

function edgeText(edge: { from: string; to: string; fromMark: Mark; toMark: Mark }): string {
  return `${edge.from} ${ends[edge.fromMark][0]}-${ends[edge.toMark][1]} ${edge.to}`.replace('---', '--')
}

function describe(graph: CausalGraph): string {
  const latent = graph.latents.length > 0 ? ` Latent: ${graph.latents.join(', ')}.` : ''
  return `Nodes: ${graph.nodes.join(', ') || 'none'}. Edges: ${graph.edges.map(edgeText).join('; ') || 'none'}.${latent}`
}

interface Box extends Point {
  readonly width: number
  readonly height: number
}

/** The route with both ends on the outlines of their nodes. */
function clip(route: readonly Point[], from: Box, to: Box): readonly Point[] {
  const inner = route.slice(1, -1)
  const near = inner[0] ?? to
  const far = inner.at(-1) ?? from
  return [outline(from, near), ...inner, outline(to, far)]
}

/** Where the line from the centre of a stadium-shaped node towards a point leaves its outline. */
function outline(box: Box, towards: Point): Point {
  const dx = towards.x - box.x
  const dy = towards.y - box.y
  const length = Math.sqrt(dx * dx + dy * dy)
  if (length === 0) return { x: box.x + box.width / 2, y: box.y }
  const radius = box.height / 2
  const straight = box.width / 2 - radius
  const ux = dx / length
  const uy = dy / length
  // the flat sides first; else the half circle around (±straight, 0)
  const flat = uy === 0 ? Number.POSITIVE_INFINITY : radius / Math.abs(uy)
  if (Math.abs(ux) * flat <= straight) return { x: box.x + ux * flat, y: box.y + uy * flat }
  const c = straight * Math.abs(ux)
  const reach = c + Math.sqrt(Math.max(0, c * c + radius * radius - straight * straight))
  return { x: box.x + ux * reach, y: box.y + uy * reach }
}

/** A smooth path through the points: quadratic pieces between midpoints. */
function curve(points: readonly Point[]): string {
  const [first, ...rest] = points
  const start = `M${px(first!.x)},${px(first!.y)}`
  if (rest.length === 1) return `${start}L${px(rest[0]!.x)},${px(rest[0]!.y)}`
  let path = start
  for (let i = 0; i < rest.length - 1; i++) {
    const control = rest[i]!
    const next = rest[i + 1]!
    const end = i === rest.length - 2 ? next : { x: (control.x + next.x) / 2, y: (control.y + next.y) / 2 }
    path += `Q${px(control.x)},${px(control.y)} ${px(end.x)},${px(end.y)}`
  }
  return path
}

/** The mark at the end `tip` of an edge that comes from `before`. */
function mark(kind: Mark, tip: Point, before: Point): string {
  if (kind === 'tail') return ''
  const length = Math.sqrt((tip.x - before.x) ** 2 + (tip.y - before.y) ** 2) || 1
  const ux = (tip.x - before.x) / length
  const uy = (tip.y - before.y) / length
  if (kind === 'circle')
    return `<circle class="circle" cx="${px(tip.x - 4.5 * ux)}" cy="${px(tip.y - 4.5 * uy)}" r="4"/>`
  const point = (back: number, aside: number): string =>
    `${px(tip.x - back * ux - aside * uy)},${px(tip.y - back * uy + aside * ux)}`
  return `<path class="mark" d="M${point(0, 0)}L${point(10, 4.5)}L${point(7.5, 0)}L${point(10, -4.5)}Z"/>`
}
