import type { Box } from '../layout/geometry.js'
import type { Sheet } from '../layout/graph-sheet.js'
import { accentClass, escapeXml, nameAttribute, px, svgDocument, type Theme } from '../svg.js'
import type { DrawnGraph } from './drawn-graph.js'
import { labelPlaces } from './edge-labels.js'
import { legendSvg } from './legend.js'
import type { Look, NodeLook } from './look.js'
import { clipped } from './shapes.js'
import { edgeSvg, labelSvg, shapeSvg } from './svg-parts.js'

/** The SVG of a graph: names in nodes, marks at the ends of edges, the legend below. */
export function graphSvg(
  drawn: DrawnGraph,
  look: Look,
  sheet: Sheet,
  picture: { readonly title: string; readonly theme: Theme },
): string {
  const body: string[] = []
  for (const [i, { groups }] of look.nodes.entries()) body.push(...ringsSvg(sheet.boxes[i]!, groups))
  for (const [e, edge] of drawn.edges.entries()) {
    const { from, to, text, fromMark, toMark } = edge
    const told = look.edges[e]!
    const route = clipped(
      sheet.routes[e]!,
      [look.nodes[from]!.shape, sheet.boxes[from]!],
      [look.nodes[to]!.shape, sheet.boxes[to]!],
    )
    const group = told.accent > 0 ? ` class="${accentClass(told.accent)}"` : ''
    body.push(
      `<g${group} ${nameAttribute('data-edge', text)} data-ends="${from} ${to}">${edgeSvg(route, told, fromMark, toMark)}</g>`,
    )
  }
  for (const [i, name] of drawn.names.entries()) body.push(nodeSvg(name, look.nodes[i]!, sheet.boxes[i]!))
  for (const [e, place] of labelPlaces(
    sheet,
    look.edges.map(({ label }) => label),
  ).entries()) {
    if (place === undefined) continue
    body.push(
      `<text class="aside" x="${px(place.x)}" y="${px(place.y)}" dy="0.35em">${escapeXml(look.edges[e]!.label)}</text>`,
    )
  }
  const legend = look.hasLegend
    ? legendSvg(drawn, look, sheet)
    : { width: sheet.width, height: sheet.height, parts: [] }
  const text = [...body, ...legend.parts].join('\n')
  return svgDocument(
    { ...picture, width: legend.width, height: legend.height, description: describe(drawn, look) },
    text,
  )
}

function nodeSvg(name: string, { label, role, shape, isDouble, isLatent, accent }: NodeLook, box: Box): string {
  const classes = [accent > 0 ? accentClass(accent) : '', role === undefined ? '' : `role-${role}`]
    .filter(Boolean)
    .join(' ')
  const group = classes === '' ? '' : ` class="${classes}"`
  return `<g${group} ${nameAttribute('data-node', name)}>${shapeSvg(shape, isDouble, isLatent, box)}${labelSvg(label, box)}</g>`
}

/** The rings of the groups that a node belongs to, within the clearance that edges keep. */
function ringsSvg({ x, y, width, height }: Box, groups: readonly number[]): string[] {
  return groups.map((group, k) => {
    const out = 3 + 3 * k
    const [w, h] = [width + 2 * out, height + 2 * out]
    return `<rect class="group group-${group}" x="${px(x - w / 2)}" y="${px(y - h / 2)}" width="${px(w)}" height="${px(h)}" rx="${px(Math.min(h / 2, 20))}"/>`
  })
}

function describe({ kind, names, edges }: DrawnGraph, look: Look): string {
  const hidden = names.filter((_, i) => look.nodes[i]!.isLatent)
  const latent = hidden.length > 0 ? ` Latent: ${hidden.join(', ')}.` : ''
  const roles = names.flatMap((name, i) =>
    look.nodes[i]!.role === undefined ? [] : [`${name} is ${look.nodes[i]!.role}`],
  )
  const told = roles.length > 0 ? ` Roles: ${roles.join('; ')}.` : ''
  return `Kind: ${kind}. Nodes: ${names.join(', ') || 'none'}. Edges: ${edges.map(({ text }) => text).join('; ') || 'none'}.${latent}${told}`
}
