import type { Mark } from '../../graph/types.js'
import { quoteMermaid } from '../escape-text.js'
import type { DrawnGraph } from './drawn-graph.js'
import { paperColour } from './graph-dot.js'
import type { Look, NodeLook } from './look.js'

/** A graph for Mermaid. */
export function graphMermaid(drawn: DrawnGraph, look: Look, direction: 'right' | 'down'): string {
  const lines = [`flowchart ${direction === 'right' ? 'LR' : 'TD'}`, `  %% kind: ${drawn.kind}`]
  const styles: string[] = []
  for (const [i, name] of drawn.names.entries()) {
    const node = look.nodes[i]!
    const { label } = node
    const text = label.lines.map((runs) => runs.map((run) => run.text).join('')).join(' ')
    lines.push(`  n${i}${shaped(node, quoteMermaid(label.isGiven ? text : name))}`)
    const style = node.isLatent ? ['stroke-dasharray: 4 3'] : []
    const colour = paperColour(node.accent, node.role)
    if (colour !== undefined) style.push(`stroke:${colour}`)
    if (node.accent > 0) style.push('stroke-width:2.4px')
    if (style.length > 0) styles.push(`  style n${i} ${style.join(',')}`)
  }
  for (const [e, { from, to, fromMark, toMark }] of drawn.edges.entries()) {
    const { width, line, label, accent } = look.edges[e]!
    lines.push(`  ${mermaidLink(`n${from}`, `n${to}`, fromMark, toMark, drawn.names[from]!, drawn.names[to]!, label)}`)
    const style = width === 1.4 ? [] : [`stroke-width:${Math.round(width * 100) / 100}px`]
    const colour = paperColour(accent)
    if (colour !== undefined) style.push(`stroke:${colour}`)
    const own = fromMark === 'arrow' && toMark === 'arrow' ? 'dashed' : 'solid'
    if (line !== own) style.push(`stroke-dasharray:${line === 'solid' ? '0' : line === 'dashed' ? '5 4' : '1.5 3'}`)
    if (style.length > 0) styles.push(`  linkStyle ${e} ${style.join(',')}`)
  }
  return `${[...lines, ...styles].join('\n')}\n`
}

/** Round for nodes without a role; hexagons, double sides, rectangles, slanted sides for those with one. */
function shaped({ role }: NodeLook, text: string): string {
  switch (role) {
    case 'treatment':
      return `{{${text}}}`
    case 'outcome':
      return `([${text}])`
    case 'adjusted':
      return `[${text}]`
    case 'selected':
      return `[[${text}]]`
    case 'instrument':
      return `[/${text}/]`
    default:
      return `(${text})`
  }
}

/**
 * A link with both marks. Mermaid draws one mark at the end of a link, or the same at both: a tail is drawn at the start
 * alone, and a circle opposite an arrow is said beside the link.
 */
function mermaidLink(
  a: string,
  b: string,
  fromMark: Mark,
  toMark: Mark,
  from: string,
  to: string,
  label: string,
): string {
  const said = (text: string): string => (text === '' ? '' : `|${quoteMermaid(text)}|`)
  const told = said(label)
  const circle = (name: string): string => said(`circle at ${name}${label === '' ? '' : ` · ${label}`}`)
  switch (`${fromMark} ${toMark}`) {
    case 'tail tail':
      return `${a} ---${told} ${b}`
    case 'tail arrow':
      return `${a} -->${told} ${b}`
    case 'arrow tail':
      return `${b} -->${told} ${a}`
    case 'arrow arrow':
      return `${a} <-.->${told} ${b}`
    case 'circle circle':
      return `${a} o--o${told} ${b}`
    case 'tail circle':
      return `${a} --o${told} ${b}`
    case 'circle tail':
      return `${b} --o${told} ${a}`
    case 'circle arrow':
      return `${a} -->${circle(from)} ${b}`
    default:
      return `${b} -->${circle(to)} ${a}`
  }
}
