import type { Mark } from '../../graph/types.js'
import type { Box } from '../layout/geometry.js'
import { isBow } from '../layout/graph-sheet.js'
import type { DrawnGraph } from './drawn-graph.js'
import type { EdgeLook, Look, NodeLook, ShapedRole } from './look.js'

const heads: Record<Mark, string> = { tail: 'none', arrow: 'normal', circle: 'odot' }
const shapes = { stadium: '', rectangle: 'box', hexagon: 'hexagon', parallelogram: 'parallelogram' }

/** The colours of roles and highlights on paper, by name where both formats know them. */
export const roleColours: Readonly<Record<ShapedRole, string>> = {
  treatment: '#0072b2',
  outcome: '#c24a00',
  adjusted: '#00805c',
  selected: '#a3457f',
  instrument: '#a87600',
}
export const accentColours = ['#b4233a', '#0b62a4', '#00724f', '#9a5b00', '#86418b', '#5b5b5b'] as const

/** The colour of a node or an edge on paper: of its highlight, else of its role. */
export function paperColour(accent: number, role?: ShapedRole): string | undefined {
  return accent > 0 ? accentColours[accent - 1] : role === undefined ? undefined : roleColours[role]
}

/** A graph for Graphviz, its nodes under their own names: `parseDot` reads it back. Places are for the engine `neato`. */
export function graphDot(drawn: DrawnGraph, look: Look, direction: 'right' | 'down', places?: readonly Box[]): string {
  // in a quoted name of DOT only the quote and the backslash are special
  const quoted = (name: string): string => `"${name.replace(/["\\]/g, '\\$&')}"`
  const layout = places === undefined ? `rankdir=${direction === 'right' ? 'LR' : 'TB'}` : 'layout=neato'
  const lines = ['digraph {', `  ${layout};`, ...(places === undefined ? [] : ['  splines=true;'])]
  lines.push(`  graph [kind=${/^[a-z]+$/.test(drawn.kind) ? drawn.kind : quoted(drawn.kind)}];`)
  for (const [i, name] of drawn.names.entries()) {
    const place = places?.[i]
    const attributes = nodeAttributes(look.nodes[i]!, quoted, name)
    // inches, upwards
    if (place !== undefined) attributes.push(`pos="${inches(place.x)},${inches(-place.y)}!"`)
    lines.push(`  ${quoted(name)}${attributes.length > 0 ? ` [${attributes.join(', ')}]` : ''};`)
  }
  for (const [e, edge] of drawn.edges.entries()) {
    const { from, to, fromMark, toMark } = edge
    const isPlain = fromMark === 'tail' && toMark === 'arrow'
    const attributes = isPlain ? [] : ['dir=both', `arrowtail=${heads[fromMark]}`, `arrowhead=${heads[toMark]}`]
    attributes.push(...edgeAttributes(look.edges[e]!, quoted))
    if (isBow(edge)) attributes.push('constraint=false')
    const ends = `${quoted(drawn.names[from]!)} -> ${quoted(drawn.names[to]!)}`
    lines.push(`  ${ends}${attributes.length > 0 ? ` [${attributes.join(', ')}]` : ''};`)
  }
  return `${lines.join('\n')}\n}\n`
}

function nodeAttributes(
  { isLatent, shape, isDouble, role, accent, label }: NodeLook,
  quoted: (text: string) => string,
  name: string,
): string[] {
  const attributes = isLatent ? ['latent=true', 'style=dashed'] : []
  if (shapes[shape] !== '') attributes.push(`shape=${shapes[shape]}`)
  if (isDouble) attributes.push('peripheries=2')
  const colour = paperColour(accent, role)
  if (colour !== undefined) attributes.push(`color="${colour}"`)
  if (accent > 0) attributes.push('penwidth=2.4')
  const text = label.lines.map((runs) => runs.map((run) => run.text).join('')).join(' ')
  // only where another text than the name was asked for
  if (label.isGiven) attributes.push(`label=${quoted(text)}`)
  else if (name === '') attributes.push('label=""')
  return attributes
}

function edgeAttributes({ width, line, label, accent }: EdgeLook, quoted: (text: string) => string): string[] {
  const attributes = line === 'solid' ? [] : [`style=${line}`]
  if (width !== 1.4) attributes.push(`penwidth=${Math.round(width * 100) / 100}`)
  const colour = paperColour(accent)
  if (colour !== undefined) attributes.push(`color="${colour}"`)
  if (label !== '') attributes.push(`label=${quoted(label)}`)
  return attributes
}

function inches(px: number): string {
  return String(Math.round((px / 72) * 1000) / 1000 + 0)
}
