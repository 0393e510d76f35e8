import { type IndexedGraph, indexed } from '../../graph/core/indexed.js'
import type { CausalGraph, Mark } from '../../graph/types.js'
import { escapeLatex, quoteMermaid } from '../escape-text.js'
import { cm } from '../svg.js'
import { type Box, clipped, type Point, rounded } from './geometry.js'
import { type GraphLayout, isBow } from './graph-layout.js'

const dotHeads: Record<Mark, string> = { tail: 'none', arrow: 'normal', circle: 'odot' }
const tikzTips: Record<Mark, string> = { tail: '', arrow: 'Stealth', circle: 'Circle[open]' }

/** A graph for Graphviz, its nodes under their own names: `parseDot` reads it back. Places are for the engine `neato`. */
export function graphDot(graph: CausalGraph, direction: 'right' | 'down', places?: readonly Box[]): string {
  const { latent } = indexed(graph)
  // in a quoted name of DOT only the quote and the backslash are special
  const quoted = (name: string): string => `"${name.replace(/["\\]/g, '\\$&')}"`
  const layout = places === undefined ? `rankdir=${direction === 'right' ? 'LR' : 'TB'}` : 'layout=neato'
  const lines = ['digraph {', `  ${layout};`, ...(places === undefined ? [] : ['  splines=true;'])]
  lines.push(`  graph [kind=${graph.kind}];`)
  for (const [i, name] of graph.nodes.entries()) {
    const place = places?.[i]
    const attributes = [
      ...(latent[i] === 1 ? ['latent=true', 'style=dashed'] : []),
      // inches, upwards
      ...(place === undefined ? [] : [`pos="${inches(place.x)},${inches(-place.y)}!"`]),
    ]
    lines.push(`  ${quoted(name)}${attributes.length > 0 ? ` [${attributes.join(', ')}]` : ''};`)
  }
  for (const edge of graph.edges) {
    const { from, to, fromMark, toMark } = edge
    const marks = `dir=both, arrowtail=${dotHeads[fromMark]}, arrowhead=${dotHeads[toMark]}`
    const hidden = isBow(edge) ? ', style=dashed, constraint=false' : ''
    const plain = fromMark === 'tail' && toMark === 'arrow'
    lines.push(`  ${quoted(from)} -> ${quoted(to)}${plain ? '' : ` [${marks}${hidden}]`};`)
  }
  return `${lines.join('\n')}\n}\n`
}

function inches(px: number): string {
  return String(Math.round((px / 72) * 1000) / 1000 + 0)
}

/** A graph for Mermaid. */
export function graphMermaid(graph: CausalGraph, direction: 'right' | 'down'): string {
  const { index, latent } = indexed(graph)
  const lines = [`flowchart ${direction === 'right' ? 'LR' : 'TD'}`, `  %% kind: ${graph.kind}`]
  for (const [i, name] of graph.nodes.entries()) lines.push(`  n${i}(${quoteMermaid(name)})`)
  for (const { from, to, fromMark, toMark } of graph.edges) {
    lines.push(`  ${mermaidLink(`n${index.get(from)}`, `n${index.get(to)}`, fromMark, toMark, from, to)}`)
  }
  for (let i = 0; i < latent.length; i++) if (latent[i] === 1) lines.push(`  style n${i} stroke-dasharray: 4 3`)
  return `${lines.join('\n')}\n`
}

/**
 * A link with both marks. Mermaid draws one mark at the end of a link, or the same at both: a tail is drawn at the start
 * alone, and a circle opposite an arrow is said beside the link.
 */
function mermaidLink(a: string, b: string, fromMark: Mark, toMark: Mark, from: string, to: string): string {
  const circle = (name: string): string => quoteMermaid(`circle at ${name}`)
  switch (`${fromMark} ${toMark}`) {
    case 'tail tail':
      return `${a} --- ${b}`
    case 'tail arrow':
      return `${a} --> ${b}`
    case 'arrow tail':
      return `${b} --> ${a}`
    case 'arrow arrow':
      return `${a} <-.-> ${b}`
    case 'circle circle':
      return `${a} o--o ${b}`
    case 'tail circle':
      return `${a} --o ${b}`
    case 'circle tail':
      return `${b} --o ${a}`
    case 'circle arrow':
      return `${a} -->|${circle(from)}| ${b}`
    default:
      return `${b} -->|${circle(to)}| ${a}`
  }
}

/** A graph as a TikZ picture, laid out as in the SVG; needs the libraries arrows.meta and shapes.misc. */
export function graphTikz(graph: CausalGraph, g: IndexedGraph, sheet: GraphLayout): string {
  const at = ({ x, y }: Point): string => `(${cm(x)},${cm(sheet.height - y)})`
  const lines = ['\\begin{tikzpicture}[line width=0.6pt]', `% kind: ${graph.kind}`]
  for (const [i, name] of graph.nodes.entries()) {
    const { width, height } = sheet.nodes[i]!
    const size = `minimum width=${cm(width)}cm, minimum height=${cm(height)}cm, inner sep=0pt`
    const style = `draw, rounded rectangle, ${size}${g.latent[i] === 1 ? ', dashed' : ''}`
    lines.push(`\\node[${style}] (n${i}) at ${at(sheet.nodes[i]!)} {${escapeLatex(name)}};`)
  }
  for (const [e, edge] of graph.edges.entries()) {
    const { fromMark, toMark } = edge
    const [from, to] = [g.index.get(edge.from)!, g.index.get(edge.to)!]
    const tips = fromMark === 'tail' && toMark === 'tail' ? '-' : `{${tikzTips[fromMark]}}-{${tikzTips[toMark]}}`
    const route = clipped(sheet.routes[e]!, sheet.nodes[from]!, sheet.nodes[to]!)
    lines.push(`\\draw[${tips}${isBow(edge) ? ', dashed' : ''}] ${tikzPath(route, at)}; % n${from} n${to}`)
  }
  return `${[...lines, '\\end{tikzpicture}'].join('\n')}\n`
}

/** A route for TikZ; its curves are cubic. */
function tikzPath(route: readonly Point[], at: (point: Point) => string): string {
  let here = route[0]!
  let path = at(here)
  for (const { control, end } of rounded(route)) {
    const towards = (point: Point): Point => ({
      x: point.x + ((control!.x - point.x) * 2) / 3,
      y: point.y + ((control!.y - point.y) * 2) / 3,
    })
    path +=
      control === undefined
        ? ` -- ${at(end)}`
        : ` .. controls ${at(towards(here))} and ${at(towards(end))} .. ${at(end)}`
    here = end
  }
  return path
}
