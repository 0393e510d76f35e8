import { indexed } from '../../graph/core/indexed.js'
import type { CausalGraph, Mark } from '../../graph/types.js'
import { escapeLatex, quoteMermaid } from '../escape-text.js'
import { px } from '../svg.js'
import { layoutGraph } from './graph-layout.js'

const dotHeads: Record<Mark, string> = { tail: 'none', arrow: 'normal', circle: 'odot' }
const mermaidEnds: Record<Mark, readonly [string, string]> = { tail: ['', '-'], arrow: ['<', '>'], circle: ['o', 'o'] }
const tikzTips: Record<Mark, string> = { tail: '', arrow: 'Stealth', circle: 'Circle[open]' }

/** A graph for Graphviz, its nodes under their own names: `parseDot` reads it back. */
export function graphDot(graph: CausalGraph): string {
  indexed(graph)
  const latents = new Set<string>(graph.latents)
  // in a quoted name of DOT only the quote and the backslash are special
  const quoted = (name: string): string => `"${name.replace(/["\\]/g, '\\$&')}"`
  const lines = ['digraph {', '  rankdir=LR;', `  graph [kind=${graph.kind}];`]
  for (const name of graph.nodes)
    lines.push(`  ${quoted(name)}${latents.has(name) ? ' [latent=true, style=dashed]' : ''};`)
  for (const { from, to, fromMark, toMark } of graph.edges) {
    const marks = `dir=both, arrowtail=${dotHeads[fromMark]}, arrowhead=${dotHeads[toMark]}`
    const hidden = fromMark === 'arrow' && toMark === 'arrow' ? ', style=dashed, constraint=false' : ''
    const plain = fromMark === 'tail' && toMark === 'arrow'
    lines.push(`  ${quoted(from)} -> ${quoted(to)}${plain ? '' : ` [${marks}${hidden}]`};`)
  }
  return `${lines.join('\n')}\n}\n`
}

/** A graph for Mermaid. */
export function graphMermaid(graph: CausalGraph): string {
  const { index } = indexed(graph)
  const latents = new Set<string>(graph.latents)
  const lines = ['flowchart LR']
  for (const [i, name] of graph.nodes.entries()) lines.push(`  n${i}(${quoteMermaid(name)})`)
  for (const { from, to, fromMark, toMark } of graph.edges) {
    const hidden = fromMark === 'arrow' && toMark === 'arrow'
    const link = hidden ? '<-.->' : `${mermaidEnds[fromMark][0]}--${mermaidEnds[toMark][1]}`
    lines.push(`  n${index.get(from)} ${link} n${index.get(to)}`)
  }
  for (const [i, name] of graph.nodes.entries())
    if (latents.has(name)) lines.push(`  style n${i} stroke-dasharray: 4 3`)
  return `${lines.join('\n')}\n`
}

/** A graph as a TikZ picture, laid out as in the SVG; needs the libraries arrows.meta and shapes.misc. */
export function graphTikz(graph: CausalGraph, direction: 'right' | 'down'): string {
  const { index } = indexed(graph)
  const sheet = layoutGraph(graph, direction)
  const latents = new Set<string>(graph.latents)
  const lines = ['\\begin{tikzpicture}[line width=0.6pt]']
  for (const [i, name] of graph.nodes.entries()) {
    const { x, y } = sheet.nodes[i]!
    const style = `draw, rounded rectangle${latents.has(name) ? ', dashed' : ''}`
    lines.push(`\\node[${style}] (n${i}) at (${px(x / 36)},${px((sheet.height - y) / 36)}) {${escapeLatex(name)}};`)
  }
  for (const { from, to, fromMark, toMark } of graph.edges) {
    const hidden = fromMark === 'arrow' && toMark === 'arrow'
    const tips = fromMark === 'tail' && toMark === 'tail' ? '-' : `{${tikzTips[fromMark]}}-{${tikzTips[toMark]}}`
    lines.push(
      `\\draw[${tips}${hidden ? ', dashed' : ''}] (n${index.get(from)}) to[${hidden ? 'bend left' : ''}] (n${index.get(to)});`,
    )
  }
  return `${[...lines, '\\end{tikzpicture}'].join('\n')}\n`
}
