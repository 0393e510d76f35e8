import type { CausalGraph, Edge } from '../graph/types.js'

/** A graph as a Mermaid flowchart. Nodes get ids of their own, so that any name can be a label. */
export function graphMermaid(graph: CausalGraph): string {
  const id = new Map<string, string>(graph.nodes.map((name, i) => [name, `n${i}`]))
  const lines = ['flowchart LR']
  for (const name of graph.nodes) lines.push(`  ${id.get(name)}["${escaped(name)}"]`)
  for (const edge of graph.edges) lines.push(`  ${id.get(edge.from)} ${link(edge)} ${id.get(edge.to)}`)
  if (graph.latents.length > 0) {
    lines.push('  classDef latent stroke-dasharray: 4 3')
    lines.push(`  class ${graph.latents.map((name) => id.get(name)).join(',')} latent`)
  }
  return [...lines, ''].join('\n')
}

/** Mermaid has no link with a circle at one end and another mark at the other: there the marks stand as a label. */
function link({ fromMark, toMark }: Edge): string {
  switch (`${fromMark} ${toMark}`) {
    case 'tail arrow':
      return '-->'
    case 'arrow arrow':
      return '<-.->'
    case 'tail tail':
      return '---'
    case 'circle circle':
      return 'o--o'
    case 'circle arrow':
      return '-->|"o→"|'
    default:
      return '---|"o—"|'
  }
}

/** Mermaid reads `#code;` as a character. */
function escaped(name: string): string {
  return name.replace(/["#;<>&`\\\n\r[\]{}|]/g, (c) => `#${c.charCodeAt(0)};`)
}
